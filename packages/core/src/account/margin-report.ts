import type { Venue } from '../margin/model.ts'
import { formatInstant } from '../num/instant.ts'
import type { Failure } from '../num/result.ts'
import type { Assessment } from './assess.ts'
import { poolResults, unpricedName } from './assess.ts'
import { exposureOf } from './exposure.ts'
import { isPriced } from './knowledge.ts'
import { liquidationPoints } from './liquidation-point.ts'
import type { LiquidationResult, MarginResult, RiskUnitResult } from './margin-result.ts'
import { holdingResults } from './position-results.ts'

/** What a report says besides the assessment. */
export interface ReportHeading {
  readonly account: string
  readonly venue: Venue['name']
  readonly currency: string
  readonly betaOf: (underlying: string) => number
}

/** The whole `plimsoll-margin/1` object of an assessment. */
export function marginReport(
  assessment: Assessment,
  { account, venue, currency, betaOf }: ReportHeading,
): MarginResult {
  const { model, totals, reportPrice } = assessment
  const { marginRatio, initial, maintenance, ...figures } = totals
  const { positions, collateral } = holdingResults(assessment)
  return {
    format: 'plimsoll-margin/1',
    account,
    at: formatInstant(assessment.account.at),
    venue,
    mode: model.mode,
    model: model.name,
    parameters: model.parameters,
    currency,
    ...figures,
    marginRatio,
    standing: assessment.standing,
    trigger: assessment.trigger,
    worstPool: assessment.worstPool,
    pools: poolResults(assessment),
    venueFigures: venueFiguresOf(assessment),
    initial,
    maintenance,
    collateral,
    positions,
    riskUnits: assessment.pools.flatMap(({ pool, isKnown }) =>
      isKnown ? pool.riskUnits.map((unit) => ({ ...unit, pool: pool.name, pnl: [...unit.pnl] })) : [],
    ) satisfies RiskUnitResult[],
    liquidation: liquidationResults(assessment),
    exposure: exposureOf(assessment.account, betaOf, 1 / reportPrice),
    problems: assessment.problems,
  }
}

/** The venue's own figures, of the pools whose every price is there. */
export function venueFiguresOf({ account, model, pools }: Assessment): MarginResult['venueFigures'] {
  const priced = pools.map(({ pool }) => pool).filter((pool) => isPriced(pool, account))
  return model.venueFigures?.(priced) ?? {}
}

/** Points of the known pools, and for an unknown one a row that says why. */
function liquidationResults({ account, model, pools, problems }: Assessment): readonly LiquidationResult[] {
  const known = pools.filter(({ isKnown }) => isKnown).map(({ pool }) => pool)
  const unknown = pools.filter(({ isKnown }) => !isKnown).map(({ pool }) => unknownRow('all', pool.name, problems))
  const isolated = account.unpriced
    .filter(({ isIsolated }) => isIsolated)
    .map((position) =>
      unknownRow(position.terms?.priced.instrument.underlying ?? 'all', unpricedName(position), position.problems),
    )
  return [...liquidationPoints(account, model, known), ...unknown, ...isolated]
}

function unknownRow(scope: string, pool: string, problems: readonly Failure[]): LiquidationResult {
  const side = { state: 'unknown' as const, reason: problems[0]?.message ?? 'a price is missing' }
  return { scope, pool, below: side, above: side }
}
