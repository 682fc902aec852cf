import type { Pool } from '../../margin/model.ts'

/** The account pool's figures under the names of the venue's API, USD; the ratio where something is required. */
export function ratioFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const account = pools.find(({ name }) => name === 'account')
  if (account === undefined || (account.unknown ?? []).length > 0) return {}
  const fee = feeOf(account)
  const { adjustedEquity, initial, maintenance } = account
  const figures = { adjEq: adjustedEquity, imr: initial.amount, mmr: maintenance.amount - fee, fee }
  return maintenance.amount > 0 ? { mgnRatio: adjustedEquity / maintenance.amount, ...figures } : figures
}

function feeOf({ maintenance }: Pool): number {
  return maintenance.parts.find(({ name }) => name.endsWith(' fee'))?.amount ?? 0
}

/** A figure for each settlement currency: `mgnRatio USDT`. */
export function currencyFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const known = pools.filter(({ positions, maintenance, unknown = [] }) => {
    const isCross = !positions.some(({ isIsolated }) => isIsolated)
    return isCross && maintenance.amount > 0 && unknown.length === 0
  })
  return Object.fromEntries(
    known.map(({ currency, adjustedEquity, maintenance }) => [
      `mgnRatio ${currency}`,
      adjustedEquity / maintenance.amount,
    ]),
  )
}
