/** A position as the venue's formulas see it. */
export interface FuturesLeg {
  /** Signed, negative is short: coins for USD-M, USD (contracts × contract size) for COIN-M. */
  readonly size: number
  readonly entryPrice: number
}

/** Unrealised profit of a USD-M position, quote currency: size × (mark − entry). */
export function usdmProfit({ size, entryPrice }: FuturesLeg, mark: number): number {
  return size * (mark - entryPrice)
}

/** Unrealised profit of a COIN-M position, coin: size × (1 ÷ entry − 1 ÷ mark). */
export function coinmProfit({ size, entryPrice }: FuturesLeg, mark: number): number {
  return size * (1 / entryPrice - 1 / mark)
}
