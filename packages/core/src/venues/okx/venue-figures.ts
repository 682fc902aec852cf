import type { Pool } from '../../margin/model.ts'

/** The account pool's figures under the names of the venue's API, USD, and the ratio of each pool that requires something. */
export function ratioFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  return { ...accountFigures(pools), ...isolatedFigures(pools) }
}

function accountFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const account = pools.find(({ name }) => name === 'account')
  if (account === undefined || [...(account.unknown ?? []), ...(account.unknownBacking ?? [])].length > 0) return {}
  const fee = feeOf(account)
  const { adjustedEquity, initial, maintenance, unknownInitial = [] } = account
  const imr = unknownInitial.length > 0 ? {} : { imr: initial.amount }
  const figures = { adjEq: adjustedEquity, ...imr, mmr: maintenance.amount - fee, fee }
  return maintenance.amount > 0 ? { mgnRatio: adjustedEquity / maintenance.amount, ...figures } : figures
}

function feeOf({ maintenance }: Pool): number {
  return maintenance.parts.find(({ name }) => name.endsWith(' fee'))?.amount ?? 0
}

/** A figure for each settlement currency and each isolated position: `mgnRatio USDT`, `mgnRatio BTC/USDT:USDT long`. */
export function currencyFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  return Object.fromEntries(pools.flatMap(namedRatio))
}

function isolatedFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    pools.filter(({ positions }) => positions.some(({ isIsolated }) => isIsolated)).flatMap(namedRatio),
  )
}

/** The pool's name is its currency, or its position. */
function namedRatio({ name, adjustedEquity, maintenance, unknown = [] }: Pool): readonly [string, number][] {
  return maintenance.amount > 0 && unknown.length === 0
    ? [[`mgnRatio ${name}`, adjustedEquity / maintenance.amount]]
    : []
}
