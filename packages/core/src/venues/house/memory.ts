import type { Derivative } from '../../market/instrument.ts'
import { contractDelta } from '../../pricing/contract-greeks.ts'
import type { Priced } from '../../pricing/priced.ts'
import { riskArray } from '../../scenario/risk-array.ts'
import { rowMaker } from '../../scenario/row-maker.ts'
import type { UnderlyingPlan } from './plan.ts'

/** What one contract of an instrument risks. */
export interface ContractRisk {
  readonly row: Float64Array
  /** Index delta, market currency. */
  readonly deltaValue: number
  /** Years to expiry; 0 for a perpetual. */
  readonly years: number
  /** Names what an option nets with: its expiry, strike and right; empty for the rest. */
  readonly series: string
  readonly index: number
}

/** Plans by underlying and risk by quoted instrument, kept for as long as the model is. What a shift made is asked for once. */
export interface RiskMemory {
  planOf(underlying: string): UnderlyingPlan
  riskOf(priced: Priced): ContractRisk
}

export function riskMemory(planFor: (underlying: string) => UnderlyingPlan): RiskMemory {
  const plans = new Map<string, UnderlyingPlan>()
  const risks = new WeakMap<Priced, ContractRisk>()
  const series = new WeakMap<Derivative, string>()
  const newRow = rowMaker()
  const planOf = (underlying: string): UnderlyingPlan => remembered(plans, underlying, planFor)
  const riskOf = (priced: Priced): ContractRisk =>
    priced.isShifted ? makeRisk(priced) : remembered(risks, priced, makeRisk)
  function makeRisk(priced: Priced): ContractRisk {
    const plan = planOf(priced.instrument.underlying)
    return contractRisk(priced, plan, newRow(plan.length), remembered(series, priced.instrument, seriesOf))
  }
  return { planOf, riskOf }
}

function remembered<K, V>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: (key: K) => V,
): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = make(key)
  known.set(key, value)
  return value
}

function contractRisk(priced: Priced, plan: UnderlyingPlan, row: Float64Array, series: string): ContractRisk {
  return {
    row: riskArray(priced, plan, row),
    deltaValue: contractDelta(priced) * priced.index,
    years: priced.expiryYears,
    series,
    index: priced.index,
  }
}

function seriesOf(instrument: Derivative): string {
  return instrument.kind === 'option' ? `${instrument.expiryAt} ${instrument.strike} ${instrument.right}` : ''
}
