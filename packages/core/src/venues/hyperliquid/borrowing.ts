/** A token against which is borrowed. */
export interface LentAgainst {
  /** Units held. */
  readonly balance: number
  /** In the token borrowed, per unit. */
  readonly price: number
  /** Loan to value. */
  readonly ltvFrac: number
  /** Most units that count; all when null. */
  readonly supplyMax: number | null
}

/** What may be borrowed against a token before the borrow cap: balance × oracle price × loan to value. */
export function borrowable({ balance, price, ltvFrac, supplyMax }: LentAgainst): number {
  const held = Math.max(0, balance)
  return Math.min(held, supplyMax ?? held) * price * ltvFrac
}

/** Share of a token's value that counts against liquidation: halfway from its loan to value to all of it. */
export function liquidationThreshold(ltvFrac: number): number {
  return 0.5 + 0.5 * ltvFrac
}
