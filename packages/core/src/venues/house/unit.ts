import type { Derivative } from '../../market/instrument.ts'
import type { CountedCollateral } from '../../margin/model.ts'
import { pendingProfit, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import { contractGreeks } from '../../pricing/contract-greeks.ts'
import type { Priced } from '../../pricing/priced.ts'
import { riskArray } from '../../scenario/risk-array.ts'
import type { UnderlyingPlan } from './plan.ts'

/** What one contract of an instrument risks, remembered by the priced instrument. */
export interface ContractRisk {
  readonly row: Float64Array
  /** Index delta, market currency. */
  readonly deltaValue: number
  /** Years to expiry; 0 for a perpetual. */
  readonly years: number
  /** Names what an option nets with: its expiry, strike and right; empty for the rest. */
  readonly series: string
}

/** Everything in one pool that moves with one underlying. */
export interface Unit {
  readonly underlying: string
  readonly plan: UnderlyingPlan
  readonly legs: readonly Leg[]
  /** Counted coin collateral and unrealised profit in the coin, market currency. */
  coinValue: number
}

export interface Leg {
  readonly instrument: Derivative
  readonly contracts: number
  readonly size: number
  readonly index: number
  readonly risk: ContractRisk
}

/** Plans by underlying and risk by priced instrument, kept for as long as the model is. */
export interface RiskMemory {
  planOf(underlying: string): UnderlyingPlan
  riskOf(priced: Priced): ContractRisk
}

export function riskMemory(planFor: (underlying: string) => UnderlyingPlan): RiskMemory {
  const plans = new Map<string, UnderlyingPlan>()
  const risks = new WeakMap<Priced, ContractRisk>()
  const planOf = (underlying: string): UnderlyingPlan => {
    const plan = plans.get(underlying) ?? planFor(underlying)
    plans.set(underlying, plan)
    return plan
  }
  const riskOf = (priced: Priced): ContractRisk => {
    const known = risks.get(priced)
    if (known !== undefined) return known
    const risk = contractRisk(priced, planOf(priced.instrument.underlying))
    risks.set(priced, risk)
    return risk
  }
  return { planOf, riskOf }
}

function contractRisk(priced: Priced, plan: UnderlyingPlan): ContractRisk {
  return {
    row: riskArray(priced, plan),
    deltaValue: contractGreeks(priced).delta * priced.index,
    years: priced.expiryYears,
    series: seriesOf(priced.instrument),
  }
}

function seriesOf(instrument: Derivative): string {
  return instrument.kind === 'option' ? `${instrument.expiryAt} ${instrument.strike} ${instrument.right}` : ''
}

/** Groups a pool's positions and coins by underlying, in order of first appearance. */
export function unitsOf(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  memory: RiskMemory,
): readonly Unit[] {
  const units = new Map<string, Unit & { legs: Leg[] }>()
  const unitOf = (underlying: string) => {
    const unit = units.get(underlying) ?? { underlying, plan: memory.planOf(underlying), legs: [], coinValue: 0 }
    units.set(underlying, unit)
    return unit
  }
  for (const position of positions) {
    const { priced, contracts } = position
    const { instrument, size, index, settlePrice } = priced
    unitOf(instrument.underlying).legs.push({ instrument, contracts, size, index, risk: memory.riskOf(priced) })
    if (!account.stableAssets.has(instrument.settle)) unitOf(instrument.settle).coinValue += pendingProfit(position) * settlePrice
  }
  for (const { asset, counted, price } of collateral)
    if (!account.stableAssets.has(asset) && counted !== 0) unitOf(asset).coinValue += counted * price
  return [...units.values()]
}

/** Profit and loss of a unit in every cell of its plan, market currency. */
export function unitPnl({ plan, legs, coinValue }: Unit): Float64Array {
  const pnl = new Float64Array(plan.length)
  for (const { contracts, risk } of legs) addScaled(pnl, contracts, risk.row)
  if (coinValue !== 0) addScaled(pnl, coinValue, plan.unitRow)
  return pnl
}

/** `sum` += `factor` × `row`. */
function addScaled(sum: Float64Array, factor: number, row: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (row[i] ?? 0)
}
