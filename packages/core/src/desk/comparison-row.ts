import type { Assessment } from '../account/assess.ts'
import { liquidationPoints } from '../account/liquidation-point.ts'
import { venueFiguresOf } from '../account/margin-report.ts'
import type { LiquidationResult } from '../account/margin-result.ts'
import type { ModelDefinition, ParameterSet } from '../margin/model.ts'
import { type Failure, problem } from '../num/result.ts'
import type { ComparisonRow } from './results.ts'

/** A row before the rows are held against each other. */
export type LoneRow = Omit<ComparisonRow, 'benefitFrac' | 'isCheapest' | 'isFirstToLiquidate'>

type SetHead = Pick<ParameterSet<unknown>, 'set' | 'provenance' | 'exceptions'>

/** A model that can hold the book; what its requirement lacks is null, with the reasons. */
export function heldRow(definition: ModelDefinition, assessment: Assessment): LoneRow {
  const { account, model, ...found } = assessment
  const { totals, standing, pools, reportPrice, problems } = found
  const known = pools.filter(({ isKnown }) => isKnown).map(({ pool }) => pool)
  const { initialUse: _initialUse, initial: _initial, maintenance: _maintenance, ...figures } = totals
  return {
    ...headOf(definition, model.parameters),
    holds: true,
    reasons: reasonsOf(totals, problems),
    ...figures,
    standing,
    venueFigure: standing === 'unknown' ? null : leadingFigure(assessment),
    // Of a book that is not wholly known a part says nothing.
    nearest: standing === 'unknown' ? null : nearestOf(liquidationPoints(account, model, known)),
    idle: totals.initialMargin === null ? null : idleOf(pools) / reportPrice,
    problems,
  }
}

/** A model that cannot hold the book here. */
export function refusedRow(definition: ModelDefinition, set: SetHead, reasons: readonly Failure[]): LoneRow {
  return {
    ...headOf(definition, set),
    holds: false,
    reasons,
    equity: null,
    adjustedEquity: null,
    initialMargin: null,
    maintenanceMargin: null,
    freeCollateral: null,
    maintenanceUse: null,
    marginRatio: null,
    standing: 'unknown',
    venueFigure: null,
    nearest: null,
    idle: null,
    problems: [],
  }
}

/** A model whose own mistake ended its computation: nothing is known of the book there, and the other rows go on. */
export function brokenRow(definition: ModelDefinition, set: SetHead, reasons: readonly Failure[]): LoneRow {
  return { ...refusedRow(definition, set, reasons), holds: true, problems: reasons }
}

/** What a model's computation gives, or, where it throws, what is said of that. */
export function orBug<T>(compute: () => T, told: (bug: Failure) => T): T {
  try {
    return compute()
  } catch (error) {
    const words = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
    return told(problem('engine.bug', '', `the book could not be computed, nothing is known about it: ${words}`))
  }
}

function headOf(
  { name, mode, title }: ModelDefinition,
  { set, provenance, exceptions }: SetHead,
): Pick<ComparisonRow, 'venue' | 'mode' | 'model' | 'title' | 'parameters'> {
  return {
    venue: name.split('/')[0] ?? name,
    mode,
    model: name,
    title: title ?? name,
    parameters: { set, provenance, exceptions: exceptions.length },
  }
}

/** Why a figure is not known: the parameters that lack, else whatever lacks. */
function reasonsOf(
  { adjustedEquity, initialMargin }: Assessment['totals'],
  problems: readonly Failure[],
): readonly Failure[] {
  if (adjustedEquity !== null && initialMargin !== null) return []
  const lacking = problems.filter(({ code }) => code === 'params.missing')
  return lacking.length > 0 ? lacking : problems
}

/** The venue's first figure of the worst pool, else its first of the whole account: that of a sounder pool says too little. */
function leadingFigure(assessment: Assessment): ComparisonRow['venueFigure'] {
  const { pools, worstPool } = assessment
  const figures = Object.entries(venueFiguresOf(assessment))
  const others = pools.map(({ pool }) => pool.name).filter((name) => name !== worstPool)
  const found =
    figures.find(([name]) => isOfPool(name, worstPool)) ??
    figures.find(([name]) => !others.some((other) => isOfPool(name, other)))
  return found === undefined ? null : { name: found[0], value: found[1] }
}

/** `marginRatio BTC/USDT:USDT long`, `account: margin ratio`, `USDC IM%`. */
function isOfPool(name: string, pool: string): boolean {
  return name.endsWith(` ${pool}`) || name.startsWith(`${pool} `) || name.startsWith(`${pool}: `)
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

/** Margin that isolated positions hold beyond what they need to open, market currency; pooled, it would be free. */
function idleOf(pools: Assessment['pools']): number {
  return pools.reduce((sum, { pool }) => {
    const isIsolated = pool.positions.some((position) => position.isIsolated)
    const free = pool.adjustedEquity - pool.initial.amount
    return isIsolated ? sum + Math.max(0, free) * pool.currencyPrice : sum
  }, 0)
}
