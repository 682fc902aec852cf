import { type PricedAccount, pendingProfit } from '../margin/priced-account.ts'
import { toRisk } from '../num/crossing.ts'
import { contractDelta } from '../pricing/contract-greeks.ts'
import type { ExposureResult } from './margin-result.ts'

/** Share of the gross under which a net counts as flat. */
const flatFrac = 1e-3

/**
 * Net delta of each underlying, coins and unrealised coin profit included, and of the whole book against the market.
 * Values in market currency × `toReport`. A net that a position or balance without a price belongs to is left out.
 */
export function exposureOf(
  account: PricedAccount,
  betaOf: (underlying: string) => number,
  toReport: number,
): readonly ExposureResult[] {
  const net = new Map<string, { delta: number; gross: number }>()
  const add = (underlying: string, delta: number): void => {
    const row = net.get(underlying) ?? { delta: 0, gross: 0 }
    net.set(underlying, { delta: row.delta + delta, gross: row.gross + Math.abs(delta) })
  }
  for (const position of account.positions) {
    const { priced, contracts } = position
    add(priced.instrument.underlying, contracts * contractDelta(priced))
    if (!account.stableAssets.has(priced.instrument.settle)) add(priced.instrument.settle, pendingProfit(position))
  }
  for (const { asset, amount } of coinBalances(account)) add(asset, amount)
  const rows = [...net].map(([underlying, { delta, gross }]) => {
    const deltaValue = delta * (account.indexes.get(underlying) ?? 0) * toReport
    return {
      underlying,
      delta,
      deltaValue,
      betaWeighted: deltaValue * betaOf(underlying),
      direction: directionOf(delta, gross),
    }
  })
  const isKnown = ({ underlying }: ExposureResult): boolean =>
    account.unpriced.every(({ terms }) => terms !== null && terms.priced.instrument.underlying !== underlying)
  if (account.unpriced.length > 0 || account.problems.length > 0) return rows.filter(isKnown)
  return rows.length === 0 ? [] : [...rows, marketRow(rows)]
}

function coinBalances({
  balances,
  positions,
  stableAssets,
}: PricedAccount): readonly { asset: string; amount: number }[] {
  const setAside = positions.flatMap(({ isolatedMargin, priced }) =>
    isolatedMargin === undefined ? [] : [{ asset: priced.instrument.settle, amount: toRisk(isolatedMargin) }],
  )
  return [...balances, ...setAside].filter(({ asset, amount }) => !stableAssets.has(asset) && amount !== 0)
}

function marketRow(rows: readonly ExposureResult[]): ExposureResult {
  let deltaValue = 0
  let betaWeighted = 0
  let gross = 0
  for (const row of rows) {
    deltaValue += row.deltaValue
    betaWeighted += row.betaWeighted
    gross += Math.abs(row.betaWeighted)
  }
  return { underlying: 'market', delta: null, deltaValue, betaWeighted, direction: directionOf(betaWeighted, gross) }
}

function directionOf(net: number, gross: number): 'long' | 'short' | 'flat' {
  if (Math.abs(net) <= flatFrac * gross) return 'flat'
  return net > 0 ? 'long' : 'short'
}
