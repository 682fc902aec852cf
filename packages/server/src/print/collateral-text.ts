import type { MarginResult } from '@plimsoll/core'
import { exact, money, percent } from './number-words.ts'
import { tableText } from './table.ts'

/** What is held, what it is worth and how much of it counts. */
export function collateralText({ collateral, pools }: MarginResult): string {
  if (collateral.length === 0) return '  none'
  const withPool = pools.length > 1
  const columns = [
    { head: 'asset' },
    ...(withPool ? [{ head: 'pool' }] : []),
    ...['amount', 'price', 'value', 'haircut', 'counts'].map((head) => ({ head, align: 'right' as const })),
  ]
  const rows = collateral.map(({ asset, pool, amount, price, value, haircutFrac, counted }) => [
    asset,
    ...(withPool ? [pool] : []),
    exact(amount),
    exact(price),
    money(value),
    percent(haircutFrac),
    money(counted),
  ])
  return tableText(columns, rows)
}
