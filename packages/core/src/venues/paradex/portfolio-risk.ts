import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { RiskUnit } from '../../margin/model.ts'
import type { PricedOrder, PricedPosition } from '../../margin/priced-account.ts'
import { yearMs } from '../../num/instant.ts'
import { contractDelta } from '../../pricing/contract-greeks.ts'
import type { Priced } from '../../pricing/priced.ts'
import { riskArray, worstCell } from '../../scenario/risk-array.ts'
import { rowMemory } from '../../scenario/row-memory.ts'
import { optionFee, perpetualFee } from './fee-provision.ts'
import { fundingProvision } from './funding.ts'
import { deltaSplit } from './minimum-delta.ts'
import type { ParadexParameters } from './params.ts'
import { type AssetPlan, assetPlan } from './plan.ts'

/** Positions and orders in one coin. */
export interface AssetHolding {
  readonly coin: string
  readonly positions: readonly PricedPosition[]
  readonly orders: readonly PricedOrder[]
}

export interface AssetRisk {
  readonly unit: RiskUnit
  readonly initial: Charge
  readonly maintenance: Charge
}

/** Portfolio margin of one coin, laid out once; null for coins it does not know. */
export type PortfolioEngine = (holding: AssetHolding) => AssetRisk

type RowOf = (priced: Priced) => Float64Array

export function portfolioEngine(parameters: ParadexParameters): PortfolioEngine {
  const { assets, settlementMinutes } = parameters.portfolio
  const laidOut = new Map(
    Object.entries(assets).map(([coin, asset]) => {
      const plan = assetPlan(asset, parameters.portfolio)
      const rowOf = rowMemory(plan.length, (priced, row) => fadingRow(priced, plan, row, settlementMinutes))
      return [coin, { plan, rowOf }] as const
    }),
  )
  return (holding) => {
    const { plan, rowOf } = laidOut.get(holding.coin) ?? nothingLaidOut
    return assetRisk(holding, plan, rowOf, parameters)
  }
}

const nothingPlan = assetPlan(
  { scenarios: [{ moveFrac: 0, volFrac: 0, weightFrac: 0 }], minVolShockUpFrac: 0, unhedgedFrac: 0, hedgedFrac: 0 },
  {
    assets: {},
    pivotDays: 30,
    daysMin: 1,
    vegaPowerShort: 0,
    vegaPowerLong: 0,
    minVolShockUpOn: 'shock',
    maintenanceFactor: 0,
    fundingProvisionHours: 0,
    settlementMinutes: 0,
  },
)
const nothingLaidOut = { plan: nothingPlan, rowOf: (): Float64Array => new Float64Array(1) }

const minuteMs = 60_000

/** Profit and loss of one contract; an option's fades out while its settlement price is averaged. */
function fadingRow(priced: Priced, plan: AssetPlan, row: Float64Array, settlementMinutes: number): Float64Array {
  riskArray(priced, plan, row)
  const share = liveShare(priced, settlementMinutes)
  return share === 1 ? row : row.map((pnl) => pnl * share)
}

/** What is left of an option's profit while its settlement price is averaged: 1 before, 0 at expiry. */
function liveShare({ option, expiryYears }: Priced, settlementMinutes: number): number {
  const minutesLeft = (expiryYears * yearMs) / minuteMs
  return option === undefined || minutesLeft >= settlementMinutes ? 1 : minutesLeft / settlementMinutes
}

function assetRisk(holding: AssetHolding, plan: AssetPlan, rowOf: RowOf, parameters: ParadexParameters): AssetRisk {
  const { coin, positions, orders } = holding
  const held = heldProfit(positions, plan, rowOf)
  const worst = worstCell(held)
  const provisions = provisionCharges(coin, positions, orders, parameters)
  const net = (name: string, pnl: Float64Array, withOrders: readonly PricedOrder[]): Charge =>
    maxOf(name, [
      leaf(`SCAN: ${plan.names[worstCell(pnl)]}`, loss(pnl), coin),
      deltaCharge(positions, withOrders, plan, coin),
    ])
  const { settlementMinutes } = parameters.portfolio
  const whole = orders.length === 0 ? held : withOrderLosses(held, orders, { plan, rowOf, settlementMinutes })
  return {
    unit: {
      name: coin,
      scenarios: plan.names,
      pnl: held,
      worst,
      worstAtEdge: loss(held) > 0 && (plan.edges[worst] ?? false),
    },
    initial: { ...sumOf(coin, [net('net requirement', whole, orders), ...provisions.initial]), riskFactor: coin },
    maintenance: {
      ...sumOf(coin, [
        scaleOf(
          'MMF factor × net requirement',
          parameters.portfolio.maintenanceFactor,
          net('net requirement', held, []),
        ),
        ...provisions.maintenance,
      ]),
      riskFactor: coin,
    },
  }
}

function loss(pnl: Float64Array): number {
  return Math.max(0, -(pnl[worstCell(pnl)] as number))
}

function heldProfit(positions: readonly PricedPosition[], plan: AssetPlan, rowOf: RowOf): Float64Array {
  const pnl = new Float64Array(plan.length)
  for (const { priced, contracts } of positions) {
    const row = rowOf(priced)
    for (let i = 0; i < pnl.length; i++) pnl[i] = (pnl[i] as number) + contracts * (row[i] as number)
  }
  return pnl
}

interface OrderTerms {
  readonly plan: AssetPlan
  readonly rowOf: RowOf
  readonly settlementMinutes: number
}

/** An order adds, in each scenario, what it would lose if it were filled before it; what it would gain does not count. */
function withOrderLosses(
  held: Float64Array,
  orders: readonly PricedOrder[],
  { plan, rowOf, settlementMinutes }: OrderTerms,
): Float64Array {
  const pnl = held.slice()
  for (const { priced, contracts, price } of orders) {
    const row = rowOf(priced)
    const atOnce = liveShare(priced, settlementMinutes) * priced.size * (price - priced.mark) * priced.settlePrice
    for (let i = 0; i < pnl.length; i++) {
      const gain = contracts * ((row[i] as number) - atOnce * (plan.weights[i] as number))
      pnl[i] = (pnl[i] as number) + Math.min(0, gain)
    }
  }
  return pnl
}

/** Minimum delta requirement; market currency. */
function deltaCharge(
  positions: readonly PricedPosition[],
  orders: readonly PricedOrder[],
  { asset }: AssetPlan,
  coin: string,
): Charge {
  const sides = { long: 0, short: 0, longOrders: 0, shortOrders: 0 }
  for (const row of positions) {
    const value = deltaValue(row)
    if (value > 0) sides.long += value
    else sides.short -= value
  }
  for (const row of orders) {
    const value = deltaValue(row)
    if (value > 0) sides.longOrders += value
    else sides.shortOrders -= value
  }
  const { unhedgedDelta, hedgedDelta } = deltaSplit(sides)
  return sumOf('minimum delta', [
    scaleOf('unhedged factor × delta', asset.unhedgedFrac, leaf('unhedged delta', unhedgedDelta, coin)),
    scaleOf('hedged factor × delta', asset.hedgedFrac, leaf('hedged delta', hedgedDelta, coin)),
  ])
}

/** Delta at the index, market currency. */
function deltaValue({ priced, contracts }: Pick<PricedPosition, 'priced' | 'contracts'>): number {
  return contracts * contractDelta(priced) * priced.index
}

interface Provisions {
  readonly initial: readonly Charge[]
  readonly maintenance: readonly Charge[]
}

function provisionCharges(
  coin: string,
  positions: readonly PricedPosition[],
  orders: readonly PricedOrder[],
  { fees, portfolio }: ParadexParameters,
): Provisions {
  const funding = leaf('funding provision', fundingOf(positions, portfolio.fundingProvisionHours), coin)
  const feesOf = (rows: readonly Pick<PricedPosition, 'priced' | 'contracts'>[]): number =>
    rows.reduce((sum, { priced, contracts }) => sum + Math.abs(contracts) * contractFee(priced, fees), 0)
  const own = leaf('fee provision', feesOf(positions), coin)
  const ordered = orders.length === 0 ? [] : [leaf('fee provision of orders', feesOf(orders), coin)]
  return { initial: [funding, own, ...ordered], maintenance: [funding, own] }
}

/** Market currency. */
function contractFee({ mark, index, size, settlePrice, quotePrice, option }: Priced, fees: ParadexParameters['fees']) {
  const fee = option === undefined ? perpetualFee(mark, fees) : optionFee(mark, index / quotePrice, fees)
  return fee * size * settlePrice
}

/** Hours of a funding rate where the listing does not say. */
const usualIntervalHours = 8

function fundingOf(positions: readonly PricedPosition[], hours: number): number {
  const funded = positions.flatMap(({ priced, contracts }) => {
    const { instrument } = priced
    if (instrument.kind !== 'perpetual') return []
    const { fundingRate = 0, fundingIntervalHours = usualIntervalHours } = instrument
    const value = contracts * priced.size * priced.index
    return [{ value, rateFrac: fundingRate, intervalHours: fundingIntervalHours }]
  })
  return fundingProvision(funded, hours)
}
