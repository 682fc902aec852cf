import { optionValue, type PricedBalance, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import type { Asset } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'

/** What one asset is worth to an account that nets its wallets: balance and unrealised profit together. */
export interface AssetEquity {
  readonly asset: Asset
  /** Market currency per unit. */
  readonly price: number
  readonly held: Decimal
  /** Balance, units; negative is owed. */
  readonly balance: number
  /** Unrealised profit of what settles in it, options' value included, units. */
  readonly profit: number
}

/** Balances and profit by asset, balances first, in order of appearance. */
export function assetEquities(
  balances: readonly PricedBalance[],
  positions: readonly PricedPosition[],
): readonly AssetEquity[] {
  const rows = new Map<Asset, { asset: Asset; price: number; held: Decimal; balance: number; profit: number }>()
  const rowOf = (asset: Asset, price: number) => {
    const row = rows.get(asset) ?? { asset, price, held: Decimal.zero, balance: 0, profit: 0 }
    rows.set(asset, row)
    return row
  }
  for (const { asset, price, held, amount } of balances) {
    const row = rowOf(asset, price)
    row.held = row.held.plus(held)
    row.balance += amount
  }
  for (const position of positions) {
    const { instrument, settlePrice } = position.priced
    rowOf(instrument.settle, settlePrice).profit += pendingProfit(position) + optionValue(position)
  }
  return [...rows.values()]
}
