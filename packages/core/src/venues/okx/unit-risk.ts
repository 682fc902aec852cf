import type { Derivative } from '../../market/instrument.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { type BasisLeg, basisCharge } from './basis-charge.ts'
import { ruleOf } from './coin-rule.ts'
import type { ContractRisk } from './contract-risk.ts'
import { interpolated } from './interpolate.ts'
import type { PortfolioRules, ReductionCost } from './parameters.ts'
import { adjustedReductionCost, rawReductionCost } from './reduction-cost.ts'
import { type HedgeQuote, hedgeCharge, stableHedges } from './stable-hedge.ts'
import type { UnitCharges } from './unit-margin.ts'
import type { UnitPlan } from './unit-plan.ts'

/** A position as its risk unit sees it. */
export interface UnitLeg {
  readonly kind: Derivative['kind']
  readonly quote: string
  readonly contracts: number
  readonly risk: ContractRisk
}

/** Everything on one coin that is stressed together. */
export interface Unit {
  readonly name: string
  readonly coin: string
  readonly legs: readonly UnitLeg[]
  /** Coins held that stand against the legs; negative when borrowed. */
  readonly spotInUse: number
  /** USD per coin. */
  readonly index: number
}

/** USD per unit of what contracts are quoted in. */
export type QuotePrices = Readonly<Record<HedgeQuote, number>>

export interface UnitRisk {
  readonly unit: Unit
  /** Profit in each cell, spot included, USD. */
  readonly pnl: Float64Array
  /** Worst cell of MR1 and of MR6. */
  readonly worst: number
  readonly extremeWorst: number
  readonly deltaUsd: number
  /** MR7 before its multipliers. */
  readonly rawReduction: number
  readonly charges: UnitCharges
  /** Paths of rules that the user must supply for this unit. */
  readonly missing: readonly string[]
}

/** Delta of the derivatives, coins. */
export function derivativesDelta(legs: readonly UnitLeg[], index: number): number {
  let deltaUsd = 0
  for (const { contracts, risk } of legs) deltaUsd += contracts * risk.deltaUsd
  return deltaUsd / index
}

/** The stress tests of a unit. What an unknown rule would charge is left out and named in `missing`. */
export function unitRisk(
  unit: Unit,
  { movesFrac, extremeFrom }: UnitPlan,
  rules: PortfolioRules,
  quotes: QuotePrices,
): UnitRisk {
  const pnl = unitPnl(unit, movesFrac)
  const worst = worstCell(pnl, 0, extremeFrom)
  const extremeWorst = worstCell(pnl, extremeFrom)
  const missing = new Set<string>()
  const rawReduction = rawReductionOf(unit, ruleOf(rules.reductionCosts, unit.coin), missing)
  const charges = {
    mr1: Math.max(0, -(pnl[worst] as number)),
    extremeLoss: Math.max(0, -(pnl[extremeWorst] as number)),
    ...optionCharges(unit, rules, missing),
    mr4: basisOf(unit, rules, missing),
    mr7: reductionOf(rawReduction, ruleOf(rules.reductionCosts, unit.coin), missing),
    mr9: stableHedgeOf(unit, rules, quotes, missing),
  }
  const spotUsd = unit.spotInUse * unit.index
  const deltaUsd = unit.legs.reduce((sum, { contracts, risk }) => sum + contracts * risk.deltaUsd, spotUsd)
  return { unit, pnl, worst, extremeWorst, deltaUsd, rawReduction, charges, missing: [...missing] }
}

function unitPnl({ legs, spotInUse, index }: Unit, movesFrac: Float64Array): Float64Array {
  const pnl = new Float64Array(movesFrac.length)
  const spotUsd = spotInUse * index
  if (spotUsd !== 0) for (let i = 0; i < pnl.length; i++) pnl[i] = spotUsd * (movesFrac[i] as number)
  for (const { contracts, risk } of legs)
    for (let i = 0; i < pnl.length; i++) pnl[i] = (pnl[i] as number) + contracts * (risk.row[i] as number)
  return pnl
}

/** MR2, MR3 and MR5. The forms of MR3 and MR5 are assumed: the venue names what they are for and not how they are made. */
function optionCharges(
  { legs }: Unit,
  { volShocks, vegaTermShocks, rateMoveFrac }: PortfolioRules,
  missing: Set<string>,
): Pick<UnitCharges, 'mr2' | 'mr3' | 'mr5'> {
  let decay = 0
  let rho = 0
  let hasOptions = false
  const vegaByExpiry = new Map<number, number>()
  for (const { contracts, risk } of legs) {
    if (risk.option === null) continue
    hasOptions = true
    decay += contracts * risk.option.decayUsd
    rho += contracts * risk.option.valueUsd * risk.years
    vegaByExpiry.set(risk.years, (vegaByExpiry.get(risk.years) ?? 0) + contracts * risk.option.vegaUsd)
  }
  if (!hasOptions) return { mr2: 0, mr3: 0, mr5: 0 }
  if (volShocks === null) missing.add('volShocks')
  if (vegaTermShocks === null) missing.add('vegaTermShocks')
  if (rateMoveFrac === null) missing.add('rateMoveFrac')
  let mr3 = 0
  for (const [years, vega] of vegaByExpiry) mr3 += Math.abs(vega) * interpolated(vegaTermShocks ?? [], years * 365)
  return { mr2: Math.max(0, decay), mr3, mr5: Math.abs(rho) * (rateMoveFrac ?? 0) }
}

function basisOf({ coin, legs, spotInUse, index }: Unit, { basisMoves }: PortfolioRules, missing: Set<string>): number {
  const rule = ruleOf(basisMoves, coin)
  if (rule.legFrac === null && legs.length > 0) missing.add('basisMoves')
  return basisCharge(basisLegs(legs, spotInUse * index), { ...rule, legFrac: rule.legFrac ?? 0 })
}

/** Spot, perpetuals, and one leg an expiry. */
function basisLegs(legs: readonly UnitLeg[], spotUsd: number): readonly BasisLeg[] {
  const byForward = new Map<number, number>()
  for (const { kind, contracts, risk } of legs) {
    const years = kind === 'perpetual' ? -1 : risk.years
    byForward.set(years, (byForward.get(years) ?? 0) + contracts * risk.deltaUsd)
  }
  const derivatives = [...byForward].map(([years, deltaUsd]) => ({ years: Math.max(0, years), deltaUsd }))
  return spotUsd === 0 ? derivatives : [{ years: 0, deltaUsd: spotUsd }, ...derivatives]
}

function rawReductionOf({ legs }: Unit, rule: ReductionCost, missing: Set<string>): number {
  const rates = { perpetual: rule.perpetualFrac, future: rule.futureFrac, option: rule.optionFrac }
  let raw = 0
  for (const { kind, contracts, risk } of legs) {
    const rate = rates[kind]
    if (rate === null) missing.add('reductionCosts')
    raw += rawReductionCost([contracts * risk.deltaUsd], rate ?? 0)
  }
  return raw
}

function reductionOf(raw: number, { bands }: ReductionCost, missing: Set<string>): number {
  if (raw === 0) return 0
  const { amount, beyond } = adjustedReductionCost(raw, bands ?? [])
  if (bands === null || beyond > 0) missing.add('reductionCosts')
  return amount
}

function stableHedgeOf(
  { legs }: Unit,
  { stableHedge }: PortfolioRules,
  quotes: QuotePrices,
  missing: Set<string>,
): number {
  if (stableHedge === null) return 0
  const deltas = { USDT: 0, USDC: 0, USD: 0 }
  for (const { quote, contracts, risk } of legs) deltas[quote as HedgeQuote] += contracts * risk.deltaUsd
  let charge = 0
  for (const { pair, size } of stableHedges(deltas)) {
    if (size === 0) continue
    const { amount, beyond } = hedgeCharge(size, stableHedge, quotes[pair[0]] / quotes[pair[1]])
    if (beyond > 0) missing.add('stableHedge')
    charge += amount
  }
  return charge
}
