import { worstCell } from '../../scenario/risk-array.ts'
import type { HouseParameters } from './params.ts'
import type { UnderlyingPlan } from './plan.ts'

/** One underlying's sums in an order gate: those of `UnitSums`, kept so that a leg can be added or taken away. */
export interface GateUnit {
  readonly plan: UnderlyingPlan
  readonly pnl: Float64Array
  /** Times to expiry, years, with the index delta at each, market currency. */
  readonly years: number[]
  readonly deltas: number[]
  /** Quote currencies, the market's first, with the index delta in each. */
  readonly quotes: string[]
  readonly quoteDeltas: number[]
  /** Net underlying of each option series. */
  readonly series: Map<string, number>
  index: number
}

/** What the charges of a unit need besides its sums. */
export interface UnitState {
  readonly ownLoss: number
  readonly aloneLoss: number
  readonly basis: number
  readonly shortOptions: number
  readonly depeg: number
  readonly concentration: number
}

/** A leg to be added: contracts of an instrument with what one contract risks. */
export interface GateLeg {
  readonly contracts: number
  readonly row: Float64Array
  readonly deltaValue: number
  readonly years: number
  readonly quote: string
  readonly series: string
  readonly size: number
}

export function emptyUnit(plan: UnderlyingPlan, currency: string): GateUnit {
  const pnl = new Float64Array(plan.length)
  return { plan, pnl, years: [], deltas: [], quotes: [currency], quoteDeltas: [0], series: new Map(), index: 0 }
}

export function copyOf({ plan, pnl, years, deltas, quotes, quoteDeltas, series, index }: GateUnit): GateUnit {
  return {
    plan,
    pnl: pnl.slice(),
    years: [...years],
    deltas: [...deltas],
    quotes: [...quotes],
    quoteDeltas: [...quoteDeltas],
    series: new Map(series),
    index,
  }
}

export function addLeg(unit: GateUnit, leg: GateLeg, index: number): void {
  const { contracts, row, deltaValue, years, quote, series, size } = leg
  unit.index = index
  addScaled(unit.pnl, contracts, row)
  addAt(unit.years, unit.deltas, years, contracts * deltaValue)
  addAt(unit.quotes, unit.quoteDeltas, quote, contracts * deltaValue)
  if (series !== '') unit.series.set(series, (unit.series.get(series) ?? 0) + contracts * size)
}

/** Coins worth `value`, market currency: collateral is delta in the market's currency, a contract's own profit only moves. */
export function addCoins(unit: GateUnit, value: number, isDelta: boolean): void {
  addScaled(unit.pnl, value, unit.plan.unitRow)
  if (isDelta) unit.quoteDeltas[0] = (unit.quoteDeltas[0] ?? 0) + value
}

/** A unit has few expiries and fewer quotes: to look through them is faster than a map. */
function addAt<T>(known: T[], sums: number[], key: T, amount: number): void {
  const at = known.indexOf(key)
  if (at >= 0) {
    sums[at] = (sums[at] as number) + amount
    return
  }
  known.push(key)
  sums.push(amount)
}

function addScaled(sum: Float64Array, factor: number, row: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (row[i] as number)
}

/** The losses and charges of a unit as it stands. */
export function stateOf(unit: GateUnit, parameters: HouseParameters): UnitState {
  const { plan, pnl, years, deltas, quoteDeltas, series, index } = unit
  const aloneLoss = lossOf(pnl[worstCell(pnl, plan.aloneFrom)] as number)
  let basis = 0
  for (let i = 0; i < years.length; i++)
    basis += Math.abs(deltas[i] as number) * basisRate(years[i] as number, parameters)
  let short = 0
  for (const net of series.values()) short += Math.max(0, -net)
  return {
    ownLoss: lossOf(pnl[worstCell(pnl, plan.ownFrom, plan.aloneFrom)] as number),
    aloneLoss,
    basis,
    shortOptions: short * index * parameters.shortOptionFrac,
    depeg: depegOf(quoteDeltas, -1, 0) * parameters.depegFrac,
    concentration: concentrationOf(aloneLoss, plan, parameters),
  }
}

/** What contracts more add to the charges that need no cell: basis, net short options, de-peg. */
export function chargesAdded(
  unit: GateUnit,
  now: UnitState,
  leg: Omit<GateLeg, 'contracts'>,
  contracts: number,
  index: number,
  parameters: HouseParameters,
): number {
  const { years, deltas, quotes, quoteDeltas } = unit
  const delta = contracts * leg.deltaValue
  const was = deltas[years.indexOf(leg.years)] ?? 0
  const basis = (Math.abs(was + delta) - Math.abs(was)) * basisRate(leg.years, parameters)
  const short = leg.series === '' ? 0 : shortAdded(unit, leg, contracts)
  const depeg = depegOf(quoteDeltas, quotes.indexOf(leg.quote), delta) * parameters.depegFrac - now.depeg
  return basis + short * index * parameters.shortOptionFrac + depeg
}

function shortAdded({ series }: GateUnit, leg: Omit<GateLeg, 'contracts'>, contracts: number): number {
  const net = series.get(leg.series) ?? 0
  return Math.max(0, -(net + contracts * leg.size)) - Math.max(0, -net)
}

/** Hedged across quote currencies, with `delta` more in the one at `at`; in one of its own when that is −1. */
function depegOf(quoteDeltas: readonly number[], at: number, delta: number): number {
  let long = 0
  let short = 0
  for (let i = at < 0 ? -1 : 0; i < quoteDeltas.length; i++) {
    const value = i < 0 ? delta : (quoteDeltas[i] as number) + (i === at ? delta : 0)
    if (value > 0) long += value
    else short -= value
  }
  return Math.min(long, short)
}

export function concentrationOf(
  aloneLoss: number,
  { risk }: UnderlyingPlan,
  { concentrationFrac }: HouseParameters,
): number {
  return concentrationFrac * Math.max(0, aloneLoss - risk.concentrationFrom)
}

export function basisRate(years: number, { basisMinFrac, basisPerYearFrac }: HouseParameters): number {
  return Math.max(basisMinFrac, basisPerYearFrac * years)
}

export function lossOf(pnl: number): number {
  return Math.max(0, -pnl)
}
