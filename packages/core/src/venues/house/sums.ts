import type { RowMaker } from '../../scenario/row-maker.ts'
import type { Leg, Unit } from './unit.ts'

/** A unit added up: all that its charges are made from. */
export interface UnitSums {
  /** Profit and loss in every cell of the plan, market currency. */
  readonly pnl: Float64Array
  /** Index delta at each of the unit's times to expiry, market currency; coins apart. */
  readonly deltaByExpiry: Float64Array
  /** Those times, years; 0 for perpetuals. */
  readonly years: readonly number[]
  /** Index delta in each of the unit's quote currencies, the market's first; coins count as quoted in it. */
  readonly deltaByQuote: Float64Array
  /** Net underlying of each option series. */
  readonly netBySeries: Float64Array
  /** Value of the underlying of net short options. */
  readonly shortValue: number
}

export function sumUnit(
  { plan, legs, coinValue, years, quoteCount, seriesCount, index }: Unit,
  newRow: RowMaker,
): UnitSums {
  const deltaByExpiry = newRow(years.length)
  const deltaByQuote = newRow(quoteCount)
  const netBySeries = newRow(seriesCount)
  deltaByQuote[0] = coinValue
  let coins = coinValue
  for (let i = 0; i < legs.length; i++) {
    const { contracts, size, risk, coinProfit, expiry, quote, series } = legs[i] as Leg
    coins += coinProfit
    add(deltaByExpiry, expiry, contracts * risk.deltaValue)
    add(deltaByQuote, quote, contracts * risk.deltaValue)
    if (series >= 0) add(netBySeries, series, contracts * size)
  }
  let short = 0
  for (let i = 0; i < seriesCount; i++) short += Math.max(0, -(netBySeries[i] as number))
  const pnl = newRow(plan.length)
  if (coins !== 0) addScaled(pnl, coins, plan.unitRow)
  addLegs(pnl, legs)
  return { pnl, deltaByExpiry, years, deltaByQuote, netBySeries, shortValue: short * index }
}

/** Four rows at a time, in their order: the sum is loaded and stored a quarter as often, and no bit of it changes. */
function addLegs(pnl: Float64Array, legs: readonly Leg[]): void {
  let i = 0
  for (; i + 3 < legs.length; i += 4)
    addFour(pnl, legs[i] as Leg, legs[i + 1] as Leg, legs[i + 2] as Leg, legs[i + 3] as Leg)
  for (; i < legs.length; i++) addScaled(pnl, (legs[i] as Leg).contracts, (legs[i] as Leg).risk.row)
}

function addFour(sum: Float64Array, a: Leg, b: Leg, c: Leg, d: Leg): void {
  const [p, q, r, s] = [a.risk.row, b.risk.row, c.risk.row, d.risk.row]
  const [m, n, o, t] = [a.contracts, b.contracts, c.contracts, d.contracts]
  for (let i = 0; i < sum.length; i++)
    sum[i] =
      (sum[i] as number) + m * (p[i] as number) + n * (q[i] as number) + o * (r[i] as number) + t * (s[i] as number)
}

/** The sums with `factor` times a leg more: −1 takes it away. */
export function withLeg(sums: UnitSums, { plan, index }: Unit, leg: Leg, factor: number, newRow: RowMaker): UnitSums {
  const { contracts, size, risk, coinProfit, expiry, quote, series } = leg
  const pnl = copied(sums.pnl, newRow)
  addScaled(pnl, factor * contracts, risk.row)
  if (coinProfit !== 0) addScaled(pnl, factor * coinProfit, plan.unitRow)
  const delta = factor * contracts * risk.deltaValue
  const net = series < 0 ? 0 : (sums.netBySeries[series] as number)
  const shortMore = series < 0 ? 0 : Math.max(0, -(net + factor * contracts * size)) - Math.max(0, -net)
  return {
    ...sums,
    pnl,
    deltaByExpiry: added(sums.deltaByExpiry, expiry, delta, newRow),
    deltaByQuote: added(sums.deltaByQuote, quote, delta, newRow),
    shortValue: sums.shortValue + shortMore * index,
  }
}

/** `sum` += `factor` × `row`. */
function addScaled(sum: Float64Array, factor: number, row: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (row[i] as number)
}

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] as number) + amount
}

function added(sums: Float64Array, at: number, amount: number, newRow: RowMaker): Float64Array {
  const copy = copied(sums, newRow)
  add(copy, at, amount)
  return copy
}

function copied(row: Float64Array, newRow: RowMaker): Float64Array {
  const copy = newRow(row.length)
  copy.set(row)
  return copy
}
