import type { PricedOption } from '../../pricing/priced.ts'
import { riskPlan } from '../../scenario/risk-array.ts'
import { grid } from '../../scenario/scenario.ts'
import type { VolDirection, VolRule } from '../../scenario/vol-shock.ts'
import { legacyVolShock } from './legacy-contingency.ts'
import type { LegacyParameters } from './parameters.ts'
import type { RiskMatrix } from './risk-matrix.ts'

const vols: readonly VolDirection[] = ['up', 'same', 'down']

/** Columns from −range to +range under each volatility; there is no extended table. */
export function legacyMatrix(parameters: LegacyParameters): RiskMatrix {
  const { priceRangeFrac, columnsCount } = parameters
  const side = (columnsCount - 1) / 2
  const scenarios = grid({
    movesFrac: Array.from({ length: columnsCount }, (_, k) => (priceRangeFrac * (k - side)) / side),
    vols,
    tails: [],
    tailVol: 'up',
  })
  return {
    plan: riskPlan([{ scenarios, volRule: legacyVolRule(parameters) }]),
    scenarios,
    standardCount: scenarios.length,
    volsCount: vols.length,
    edges: Float64Array.from(scenarios, ({ moveFrac }) => 1 + moveFrac),
    dampings: new Float64Array(scenarios.length),
  }
}

/** Days to expiry count as at least one. */
const daysMin = 1
const pivotDays = 30

function shock(rangeFrac: number, tteYears: number, { vegaPowerShort, vegaPowerLong }: LegacyParameters): number {
  const days = tteYears * 365
  return legacyVolShock(rangeFrac, Math.max(days, daysMin), days < pivotDays ? vegaPowerShort : vegaPowerLong)
}

function legacyVolRule(parameters: LegacyParameters): VolRule {
  const { volUpFrac, volDownFrac, volShockIs } = parameters
  return (direction, tteYears) => {
    const change =
      direction === 'up' ? shock(volUpFrac, tteYears, parameters) : -shock(volDownFrac, tteYears, parameters)
    return volShockIs === 'relative'
      ? { factor: Math.max(0, 1 + change), points: 0, floor: 0 }
      : { factor: 1, points: change, floor: 0 }
  }
}

/** Change of an option's volatility under the upward shock, fraction per √year. */
export function legacyVolUp({ vol, tteYears }: PricedOption, parameters: LegacyParameters): number {
  return shock(parameters.volUpFrac, tteYears, parameters) * (parameters.volShockIs === 'relative' ? vol : 1)
}
