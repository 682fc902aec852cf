import type { Asset } from '../market/instrument.ts'
import type { PricedBalance } from './priced-account.ts'

/** What an account holds or owes of one token of a venue, which a book may keep under several names. */
export interface TokenBalance {
  /** As the venue calls it. */
  readonly token: Asset
  /** Name in the book whose price is the token's: the venue's own name where the book has it. */
  readonly asset: Asset
  /** Negative is owed. */
  readonly amount: number
  /** Market currency per unit. */
  readonly price: number
}

/**
 * Balances by token, in order of appearance: dollars owed and the venue's dollar coin held are one balance there. What
 * goes by another name is as many of the token as it is worth. `tokenOf` is undefined for what the venue does not take.
 */
export function tokenBalances(
  balances: readonly PricedBalance[],
  tokenOf: (asset: Asset) => Asset | undefined,
): readonly TokenBalance[] {
  const byToken = Map.groupBy(balances, ({ asset }) => tokenOf(asset))
  return [...byToken].flatMap(([token, rows]) => (token === undefined ? [] : sumOf(token, rows)))
}

function sumOf(token: Asset, rows: readonly PricedBalance[]): readonly TokenBalance[] {
  const named = rows.find(({ asset }) => asset === token) ?? (rows[0] as PricedBalance)
  const { asset, price } = named
  let amount = 0
  for (const row of rows) amount += row.price === price ? row.amount : (row.amount * row.price) / price
  return [{ token, asset, amount, price }]
}
