import type { Leg, Unit } from './unit.ts'

/** A unit added up: all that its charges are made from. */
export interface UnitSums {
  /** Profit and loss in every cell of the plan, market currency. */
  readonly pnl: Float64Array
  /** Index delta by years to expiry, market currency; coins and perpetuals apart. */
  readonly deltaByYears: ReadonlyMap<number, number>
  /** Index delta by quote currency; coins count as quoted in the market's. */
  readonly deltaByQuote: ReadonlyMap<string, number>
  /** Net underlying of each option series. */
  readonly netBySeries: ReadonlyMap<string, number>
  /** Value of the underlying of net short options. */
  readonly shortValue: number
}

export function sumUnit({ plan, legs, coinValue }: Unit, currency: string): UnitSums {
  const pnl = new Float64Array(plan.length)
  if (coinValue !== 0) addScaled(pnl, coinValue, plan.unitRow)
  const deltaByYears = new Map<number, number>()
  const deltaByQuote = new Map<string, number>([[currency, coinValue]])
  const netBySeries = new Map<string, number>()
  let index = 0
  for (const { contracts, size, quote, risk, coinProfit } of legs) {
    addScaled(pnl, contracts, risk.row)
    if (coinProfit !== 0) addScaled(pnl, coinProfit, plan.unitRow)
    add(deltaByYears, risk.years, contracts * risk.deltaValue)
    add(deltaByQuote, quote, contracts * risk.deltaValue)
    if (risk.series !== '') add(netBySeries, risk.series, contracts * size)
    index = risk.index
  }
  let short = 0
  for (const net of netBySeries.values()) short += Math.max(0, -net)
  return { pnl, deltaByYears, deltaByQuote, netBySeries, shortValue: short * index }
}

/** The sums with `factor` times a leg more: −1 takes it away. */
export function withLeg(sums: UnitSums, { plan }: Unit, { contracts, size, quote, risk, coinProfit }: Leg, factor: number): UnitSums {
  const pnl = sums.pnl.slice()
  addScaled(pnl, factor * contracts, risk.row)
  if (coinProfit !== 0) addScaled(pnl, factor * coinProfit, plan.unitRow)
  const delta = factor * contracts * risk.deltaValue
  const net = sums.netBySeries.get(risk.series) ?? 0
  const shortMore = risk.series === '' ? 0 : Math.max(0, -(net + factor * contracts * size)) - Math.max(0, -net)
  return {
    pnl,
    deltaByYears: added(sums.deltaByYears, risk.years, delta),
    deltaByQuote: added(sums.deltaByQuote, quote, delta),
    netBySeries: sums.netBySeries,
    shortValue: sums.shortValue + shortMore * risk.index,
  }
}

/** `sum` += `factor` × `row`. */
function addScaled(sum: Float64Array, factor: number, row: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (row[i] as number)
}

function add<K>(map: Map<K, number>, key: K, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount)
}

function added<K>(map: ReadonlyMap<K, number>, key: K, amount: number): ReadonlyMap<K, number> {
  return new Map(map).set(key, (map.get(key) ?? 0) + amount)
}
