import type { LiquidationResult, MarginResult } from '../account/margin-result.ts'
import type { MarginMode } from '../market/book.ts'
import { type Failure, failure, type Result, success } from '../num/result.ts'
import { margin } from './margin.ts'
import type { MarginRequest } from './request.ts'
import type { Comparison, ComparisonRow } from './results.ts'

export interface ComparisonOptions {
  readonly modes?: readonly MarginMode[]
  readonly venues?: readonly string[]
}

const allModes: readonly MarginMode[] = ['isolated', 'cross', 'portfolio']

/**
 * The same book in several modes, and under several venues' rules where they are named. A mode that a venue does not
 * have is left out, unless no venue has any. Parameters given apply where the model takes them.
 */
export function compare(
  request: MarginRequest,
  { modes = allModes, venues = [] }: ComparisonOptions = {},
): Result<Comparison> {
  const results: MarginResult[] = []
  const absent: Failure[] = []
  for (const venue of venues.length === 0 ? [undefined] : venues)
    for (const mode of modes) {
      const result = margin(requestFor(request, mode, venue))
      if (result.ok) results.push(result.value)
      else if (result.problems.every(isAbsentMode)) absent.push(...result.problems)
      else return result
    }
  if (results.length === 0 && absent.length > 0) return failure(...absent)
  const rows = results.map((result) => rowOf(result, results))
  return success({
    format: 'plimsoll-compare/1',
    account: request.book.account,
    currency: request.currency ?? request.market.currency,
    rows: withMarks(rows),
  })
}

/** Says that a venue has no model of the mode. */
function isAbsentMode({ code, path }: Failure): boolean {
  return code === 'model.unknown' && path === '/mode'
}

/** The model, if any was named, gives way to the modes compared; parameters stay with the models they are written for. */
function requestFor(
  { model: _named, parameters, ...request }: MarginRequest,
  mode: MarginMode,
  venue: string | undefined,
): MarginRequest {
  const target = venue ?? request.venue ?? request.book.venue ?? (mode === 'portfolio' ? 'house' : 'generic')
  const written = (parameters as { model?: string } | undefined)?.model
  const applies = written !== undefined && written.split('/')[0] === target
  return { ...request, mode, ...(venue === undefined ? {} : { venue }), ...(applies ? { parameters } : {}) }
}

function rowOf(result: MarginResult, all: readonly MarginResult[]): ComparisonRow {
  const { venue, mode, model, equity, adjustedEquity, initialMargin, maintenanceMargin, freeCollateral } = result
  const cross = all.find((other) => other.mode === 'cross')?.initialMargin ?? null
  return {
    venue,
    mode,
    model,
    parameters: { set: result.parameters.set, provenance: result.parameters.provenance },
    equity,
    adjustedEquity,
    initialMargin,
    maintenanceMargin,
    freeCollateral,
    maintenanceUse: result.maintenanceUse,
    marginRatio: result.marginRatio,
    standing: result.standing,
    nearest: nearestOf(result.liquidation),
    benefitFrac: cross === null || initialMargin === null || cross === 0 ? null : 1 - initialMargin / cross,
    idle: idleOf(result),
    isCheapest: false,
    isFirstToLiquidate: false,
    problems: result.problems,
  }
}

/** The smallest move, either way, that liquidates any pool. */
export function nearestOf(points: readonly LiquidationResult[]): ComparisonRow['nearest'] {
  let nearest: ComparisonRow['nearest'] = null
  for (const { scope, pool, below, above } of points)
    for (const [side, point] of [
      ['below', below],
      ['above', above],
    ] as const) {
      if (point.state === 'already') return { scope, pool, side, moveFrac: 0 }
      if (point.state !== 'found') continue
      if (nearest === null || Math.abs(point.moveFrac) < Math.abs(nearest.moveFrac))
        nearest = { scope, pool, side, moveFrac: point.moveFrac }
    }
  return nearest
}

/** Margin that isolated positions hold beyond what they need to open; pooled, it would be free. */
function idleOf({ pools, currency, initial }: MarginResult): number | null {
  if (initial === null) return null
  let idle = 0
  for (const [i, pool] of pools.entries()) {
    const price = pools.length === 1 || pool.currency === currency ? 1 : (initial.parts[i]?.by ?? 1)
    if (pool.name !== 'account') idle += Math.max(0, pool.freeCollateral ?? 0) * price
  }
  return idle
}

/** Requirements nearer than this, as a ratio, are the same. */
const sameFrac = 1 + 1e-9

/** A mode in which the book is being liquidated is not cheap at any price; of equals the one that uses less is cheapest. */
function withMarks(rows: readonly ComparisonRow[]): readonly ComparisonRow[] {
  const standing = rows.filter((row) => row.standing !== 'liquidating')
  const least = lowest(standing, ({ initialMargin }) => initialMargin)?.initialMargin ?? null
  const cheapest = lowest(
    standing.filter(
      ({ initialMargin }) => least !== null && initialMargin !== null && initialMargin <= least * sameFrac,
    ),
    ({ maintenanceUse }) => maintenanceUse ?? 0,
  )
  const first = lowest(rows, ({ nearest }) => (nearest === null ? null : Math.abs(nearest.moveFrac)))
  return rows.map((row) => ({ ...row, isCheapest: row === cheapest, isFirstToLiquidate: row === first }))
}

function lowest(rows: readonly ComparisonRow[], figureOf: (row: ComparisonRow) => number | null): ComparisonRow | null {
  let best: ComparisonRow | null = null
  for (const row of rows) {
    const value = figureOf(row)
    const bestValue = best === null ? null : figureOf(best)
    if (value !== null && (bestValue === null || value < bestValue)) best = row
  }
  return best
}
