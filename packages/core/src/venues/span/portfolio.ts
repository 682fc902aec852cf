import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { fundsOf } from '../../margin/funds.ts'
import type { Pool, RiskUnit } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import type { Underlying } from '../../market/instrument.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { addDelta, type MonthDeltas } from './month-deltas.ts'
import type { SpanPlan } from './plan.ts'
import { commodityRequirement } from './requirement.ts'
import { priceRisk, type ScanResult, scanOf } from './scan.ts'
import { isEdgeScenario, scenarioNames } from './scenarios.ts'
import { shortOptionMinimum } from './short-option.ts'
import { type CommodityRisk, deliveryCharges, interCommodityCredits, interMonthCharges } from './spreads.ts'

/** One pool. Option value counts through the requirement, futures' profit in adjusted equity. */
export function spanPools(account: PricedAccount, plan: SpanPlan): readonly Pool[] {
  const { positions } = account
  const funds = fundsOf(account, positions, plan.haircutsOf)
  const scans = scansOf(positions, plan)
  const maintenance = requirementOf(scans, plan)
  const { initialFactor } = plan.parameters
  const orders = addedByOrders(account, {
    held: maintenance.amount,
    of: (others) => requirementOf(scansOf(others, plan), plan).amount,
    factor: initialFactor,
  })
  const held = scaleOf('initial ÷ maintenance', initialFactor, maintenance)
  return [
    {
      name: 'account',
      currency: account.currency,
      currencyPrice: 1,
      equity: funds.balancesValue + funds.profitValue + funds.optionsValue,
      adjustedEquity: funds.countedValue + funds.profitValue,
      initial: sumOf('initial', orders.length === 0 ? [held] : [held, sumOf('open orders', orders)]),
      maintenance,
      trigger: 1,
      collateral: funds.collateral,
      positions,
      riskUnits: [...scans.values()].map(riskUnitOf),
      unknown: missingParameters(account, plan),
    },
  ]
}

/** A commodity of the account: its net array, its deltas by month, and its options. */
interface CommodityScan {
  readonly name: Underlying
  readonly net: Float64Array
  readonly deltas: MonthDeltas
  readonly result: ScanResult
  readonly shortCalls: number
  readonly shortPuts: number
  readonly netOptionValue: number
}

function scansOf(positions: readonly PricedPosition[], plan: SpanPlan): ReadonlyMap<Underlying, CommodityScan> {
  const byCommodity = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  return new Map([...byCommodity].map(([name, legs]) => [name, scanned(name, legs, plan)]))
}

function scanned(name: Underlying, legs: readonly PricedPosition[], plan: SpanPlan): CommodityScan {
  const net = new Float64Array(scenarioNames.length)
  const deltas: MonthDeltas = new Map()
  let [shortCalls, shortPuts, netOptionValue] = [0, 0, 0]
  for (const leg of legs) {
    const { priced, contracts } = leg
    netOptionValue += optionValue(leg) * priced.settlePrice
    if (priced.option?.right === 'call') shortCalls += Math.max(0, -contracts)
    if (priced.option?.right === 'put') shortPuts += Math.max(0, -contracts)
    const contract = plan.contractOf(leg.symbol)
    if (contract === undefined) continue
    for (let i = 0; i < net.length; i++) net[i] = (net[i] as number) + contracts * (contract.array[i] as number)
    addDelta(deltas, contract.month, contracts * contract.delta)
  }
  return { name, net, deltas, result: scanOf(net), shortCalls, shortPuts, netOptionValue }
}

function requirementOf(scans: ReadonlyMap<Underlying, CommodityScan>, plan: SpanPlan): Charge {
  const { interCommodity, shortOptionCount } = plan.parameters
  const credits = Map.groupBy(interCommodityCredits(interCommodity, risksOf(scans)), ({ commodity }) => commodity)
  const charges = [...scans.values()].map((scan) => {
    const commodity = plan.commodityOf(scan.name)
    const short = { calls: scan.shortCalls, puts: scan.shortPuts }
    // Months are used up by spreads before delivery is charged.
    const interMonth = commodity === undefined ? [] : interMonthCharges(commodity, scan.deltas)
    return commodityRequirement({
      name: scan.name,
      scan: leaf(`scan risk: ${scenarioNames[scan.result.active]}`, scan.result.scanRisk),
      interMonth,
      delivery: commodity === undefined ? [] : deliveryCharges(commodity.delivery, scan.deltas),
      credits: credits.get(scan.name) ?? [],
      shortOptionMinimum: shortOptionMinimum(short, commodity?.shortOptionRate ?? 0, shortOptionCount),
      netOptionValue: scan.netOptionValue,
    })
  })
  return sumOf('maintenance', charges)
}

function risksOf(scans: ReadonlyMap<Underlying, CommodityScan>): ReadonlyMap<Underlying, CommodityRisk> {
  return new Map([...scans].map(([name, scan]) => [name, riskOf(scan)]))
}

function riskOf({ deltas, net, result }: CommodityScan): CommodityRisk {
  let netDelta = 0
  for (const { left } of deltas.values()) netDelta += left
  return { netDelta, priceRiskPerDelta: netDelta === 0 ? 0 : priceRisk(net, result) / Math.abs(netDelta) }
}

function riskUnitOf({ name, net, result }: CommodityScan): RiskUnit {
  const { active } = result
  return { name, scenarios: scenarioNames, pnl: net, worst: active, worstAtEdge: isEdgeScenario(active) }
}

/** Contracts and commodities, of positions and orders, that nothing is given for. */
function missingParameters({ positions, orders }: PricedAccount, plan: SpanPlan): readonly Failure[] {
  const rows = [...new Map([...positions, ...orders].map((row) => [row.symbol, row.priced.instrument.underlying]))]
  const symbols = rows.map(([symbol]) => symbol).filter((symbol) => plan.contractOf(symbol) === undefined)
  const commodities = [...new Set(rows.map(([, underlying]) => underlying))].filter(
    (underlying) => plan.commodityOf(underlying) === undefined,
  )
  return [
    ...symbols.map((symbol) => missing(['contracts', symbol], `risk array and delta of ${symbol} must be given`)),
    ...commodities.map((name) =>
      missing(['commodities', name], `spreads and short option rate of ${name} must be given`),
    ),
  ]
}

function missing(path: readonly string[], message: string): Failure {
  return problem('params.missing', pointer('parameters', ...path), message)
}
