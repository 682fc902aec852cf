import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { Pool, RiskUnit } from '../../margin/model.ts'
import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import { type Silo, silosOf } from '../../margin/silos.ts'
import { contractGreeks } from '../../pricing/contract-greeks.ts'
import type { Priced, PricedOption } from '../../pricing/priced.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type ContractRisk, contractMemory } from './contract-row.ts'
import { collateralRows } from './cross-equity.ts'
import {
  futuresContingency,
  netShort,
  rolledShort,
  type StrikePosition,
  vegaContingency,
} from './legacy-contingency.ts'
import { legacyMatrix, legacyVolUp } from './legacy-matrix.ts'
import type { LegacyParameters } from './parameters.ts'
import type { RiskMatrix } from './risk-matrix.ts'
import { inUnits } from './risk-matrix.ts'

export interface LegacyEngine {
  readonly parameters: LegacyParameters
  readonly matrix: RiskMatrix
  readonly riskOf: (priced: Priced) => ContractRisk
}

export function legacyEngine(parameters: LegacyParameters): LegacyEngine {
  const matrix = legacyMatrix(parameters)
  return { parameters, matrix, riskOf: contractMemory(matrix) }
}

/** A pool for each settlement currency, in its coin. */
export function legacyPools(account: PricedAccount, engine: LegacyEngine): readonly Pool[] {
  return silosOf(account).map((silo) => siloPool(account, silo, engine))
}

function siloPool(account: PricedAccount, silo: Silo, engine: LegacyEngine): Pool {
  const { currency, currencyPrice, balance, positions } = silo
  const table = tableOf(positions, silo, engine)
  const maintenance = requirementOf(positions, table, silo, engine)
  const orders = account.orders.filter(({ priced }) => priced.instrument.settle === currency)
  const added = addedByOrders(
    { ...account, positions, orders },
    {
      held: maintenance.amount,
      of: (held) => requirementOf(held, tableOf(held, silo, engine), silo, engine).amount,
      factor: engine.parameters.initialOverMaintenance,
    },
  )
  let equity = balance?.amount ?? 0
  for (const position of positions) equity += pendingProfit(position) + optionValue(position)
  return {
    name: currency,
    currency,
    currencyPrice,
    equity,
    adjustedEquity: equity,
    initial: sumOf('initial margin', [
      scaleOf('initial over maintenance', engine.parameters.initialOverMaintenance, maintenance),
      ...added,
    ]),
    maintenance,
    trigger: 1,
    collateral: balance === null ? [] : collateralRows([balance], () => 0),
    positions,
    riskUnits: positions.length === 0 ? [] : [table],
  }
}

/** Coins gained and lost in each cell. */
function tableOf(positions: readonly PricedPosition[], silo: Silo, { matrix, riskOf }: LegacyEngine): RiskUnit {
  const dollars = new Float64Array(matrix.plan.length)
  for (const { priced, contracts } of positions) {
    const { row } = riskOf(priced)
    for (let i = 0; i < dollars.length; i++) dollars[i] = (dollars[i] as number) + contracts * (row[i] as number)
  }
  const pnl = inUnits(dollars, silo.currencyPrice, true, matrix)
  const worst = worstCell(pnl)
  const scenario = matrix.scenarios[worst] as Scenario
  return {
    name: silo.currency,
    scenarios: matrix.scenarios.map(({ name }) => name),
    pnl,
    worst,
    worstAtEdge: (pnl[worst] as number) < 0 && scenario.isEdge,
  }
}

/** The worst cell and, beside it, what the table does not show. */
function requirementOf(
  positions: readonly PricedPosition[],
  table: RiskUnit,
  silo: Silo,
  engine: LegacyEngine,
): Charge {
  const coin = silo.currency
  const { parameters } = engine
  const worst = leaf(`worst: ${table.scenarios[table.worst]}`, -(table.pnl[table.worst] as number), coin)
  return sumOf('maintenance margin', [
    maxOf('table', [worst, leaf('no loss', 0)]),
    leaf('futures contingency', futuresCharge(positions, engine), coin),
    leaf(
      'option contingency',
      parameters.optionContingencyCoins * chargedOptions(positions, silo.currencyPrice, parameters),
      coin,
    ),
    leaf('vega contingency', vegaCharge(positions, silo.currencyPrice, parameters), coin),
  ])
}

function futuresCharge(positions: readonly PricedPosition[], { parameters, riskOf }: LegacyEngine): number {
  let long = 0
  let short = 0
  for (const { priced, contracts } of positions) {
    if (priced.option !== undefined) continue
    const coins = contracts * riskOf(priced).delta
    if (coins > 0) long += coins
    else short -= coins
  }
  return futuresContingency(long, short, parameters)
}

function chargedOptions(
  positions: readonly PricedPosition[],
  index: number,
  { optionContingencyOn, atTheMoneyRangeFrac }: LegacyParameters,
): number {
  const options = positions.filter(({ priced }) => priced.option !== undefined)
  if (optionContingencyOn === 'every-option') return sizeOf(options)
  const byExpiry = Map.groupBy(options, ({ priced }) => priced.expiryYears)
  let charged = 0
  for (const expiry of byExpiry.values()) {
    const strikes = byStrike(expiry)
    charged +=
      optionContingencyOn === 'rolled-strike' ? rolledShort(strikes, index, atTheMoneyRangeFrac) : netShort(strikes)
  }
  return charged
}

function sizeOf(options: readonly PricedPosition[]): number {
  let size = 0
  for (const { priced, contracts } of options) size += Math.abs(contracts) * priced.size
  return size
}

/** Calls and puts of a strike together. */
function byStrike(options: readonly PricedPosition[]): readonly StrikePosition[] {
  const net = new Map<number, number>()
  for (const { priced, contracts } of options) {
    const strike = (priced.option as PricedOption).strike
    net.set(strike, (net.get(strike) ?? 0) + contracts * priced.size)
  }
  return [...net].map(([strike, size]) => ({ strike, net: size }))
}

/** What the upward shock gains and loses by vega alone, an expiry at a time, coins. */
function vegaCharge(positions: readonly PricedPosition[], index: number, parameters: LegacyParameters): number {
  if (parameters.vegaContingencyFrac === 0) return 0
  const byExpiry = new Map<number, number>()
  for (const { priced, contracts } of positions) {
    if (priced.option === undefined) continue
    const gain = (contracts * contractGreeks(priced).vega * legacyVolUp(priced.option, parameters)) / index
    byExpiry.set(priced.expiryYears, (byExpiry.get(priced.expiryYears) ?? 0) + gain)
  }
  return vegaContingency(byExpiry.values(), parameters.vegaContingencyFrac)
}
