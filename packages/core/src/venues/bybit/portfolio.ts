import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import type { Pool, RiskUnit } from '../../margin/model.ts'
import { nettedPositions } from '../../margin/one-way.ts'
import { orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { Failure } from '../../num/result.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { borrowCharges } from './borrowing.ts'
import { contingencyNeeds } from './coin-contingency.ts'
import { gridTermsOf } from './coin-grid.ts'
import { type CoinRules, type CoinUnit, coinUnits } from './coin-unit.ts'
import { bybitFunds, collateralRows } from './funds.ts'
import { borrowLacks, collateralLacks, lacking } from './lacks.ts'
import { orderLosses } from './order-charges.ts'
import type { BybitParameters } from './params.ts'
import { type BybitRules, bybitRules } from './rules.ts'
import type { BybitSettings } from './settings.ts'
import { stressGrid } from './stress-grid.ts'

/** What the portfolio model is made from, laid out once. */
export interface PortfolioEngine {
  readonly rules: BybitRules
  readonly coins: ReadonlyMap<string, CoinRules>
  readonly spotHedging: boolean
}

/** Lays out parameters and switches. */
export function portfolioEngine(parameters: BybitParameters, settings: BybitSettings = {}): PortfolioEngine {
  const coins = new Map<string, CoinRules>(
    Object.entries(parameters.coins).map(([coin, terms]) => {
      const grid = gridTermsOf(terms)
      return [coin, { terms, grid: grid === null ? null : stressGrid(grid) }]
    }),
  )
  return { rules: bybitRules(parameters, settings), coins, spotHedging: settings.spotHedging ?? false }
}

/** One pool: coins are stressed one by one and their requirements add up; the value of options counts. */
export function portfolioPools(account: PricedAccount, engine: PortfolioEngine): readonly [Pool] {
  const { rules } = engine
  const { positions } = account
  const funds = bybitFunds(account, positions, rules)
  const units = unitsOf(account, positions, engine)
  const borrowed = borrowCharges(account, rules)
  const beyondBalances = funds.profitValue + funds.optionsValue
  const unknown = [...portfolioLacks(account, units, engine), ...borrowLacks(account, rules)]
  return [
    {
      name: 'account',
      currency: account.currency,
      currencyPrice: 1,
      equity: funds.balancesValue + beyondBalances,
      adjustedEquity: funds.countedValue + beyondBalances,
      initial: sumOf('initial', [
        ...units.map(assetInitial),
        ...borrowed.initial,
        ...orderCharges(account, units, engine),
        ...orderLosses(account),
      ]),
      maintenance: sumOf('maintenance', [...units.map(assetMaintenance), ...borrowed.maintenance]),
      trigger: 1,
      collateral: collateralRows(funds, rules),
      positions,
      riskUnits: units.flatMap(riskUnitOf),
      unknown,
      unknownBacking: collateralLacks(account, rules),
    },
  ]
}

/** Portfolio margin has no hedge mode: both sides of a symbol are one position. */
export function unitsOf(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  { coins, spotHedging }: PortfolioEngine,
): readonly CoinUnit[] {
  return coinUnits(account, nettedPositions(positions), coins, spotHedging)
}

/** Largest loss of the grid and the five contingencies. */
export function assetMaintenance({ coin, maxLoss, rules, contingency, pnl }: CoinUnit): Charge {
  const worst = rules?.grid?.scenarios[worstCell(pnl)]?.name ?? 'not known'
  return {
    ...sumOf(`${coin} MM`, [
      leaf(`max loss: ${worst}`, maxLoss?.loss ?? 0, coin),
      sumOf(
        'contingency',
        Object.entries(contingency).map(([name, amount]) => leaf(name, amount, coin)),
      ),
    ]),
    riskFactor: coin,
  }
}

export function assetInitial(unit: CoinUnit): Charge {
  const factor = unit.rules?.terms.initialFactor ?? 1
  return { ...scaleOf(`${unit.coin} IM`, factor, assetMaintenance(unit)), riskFactor: unit.coin }
}

function initialTotal(units: readonly CoinUnit[]): number {
  let total = 0
  for (const unit of units) total += assetInitial(unit).amount
  return total
}

function orderCharges(account: PricedAccount, units: readonly CoinUnit[], engine: PortfolioEngine): readonly Charge[] {
  if (account.orders.length === 0) return []
  const charges = addedByOrders(account, {
    held: initialTotal(units),
    of: (positions) => initialTotal(unitsOf(account, positions, engine)),
    factor: 1,
  })
  return charges.length === 0 ? [] : [sumOf('open orders', charges)]
}

/** Of the book as it stands and with each instrument's orders filled. */
function portfolioLacks(
  account: PricedAccount,
  units: readonly CoinUnit[],
  engine: PortfolioEngine,
): readonly Failure[] {
  const held = units.flatMap(unitLacks)
  if (account.orders.length === 0) return held
  const filled = orderedPositions(account).flatMap(({ position, fills }) =>
    fills.flatMap((fill) => {
      const others = account.positions.filter((other) => other !== position)
      return unitsOf(account, [...others, fill], engine).flatMap(unitLacks)
    }),
  )
  return [...new Map([...held, ...filled].map((found) => [found.path, found])).values()]
}

const needWords = {
  shortOptionFrac: 'net short options',
  vegaSpreadFracPerDay: 'options of different expiries that hedge each other',
  stableSpreadFrac: 'contracts in different currencies that hedge each other',
  basisFracPerYear: 'contracts of different expiries that hedge each other',
} as const

function unitLacks(unit: CoinUnit): readonly Failure[] {
  const { coin, rules } = unit
  if (rules === null)
    return [lacking(['coins', coin], `the stress terms of ${coin} must be given to margin its positions`)]
  const grid =
    rules.grid === null ? [lacking(['coins', coin, 'priceMovesFrac'], `the price moves of ${coin} must be given`)] : []
  const needs = contingencyNeeds(unit)
  const factors = (Object.keys(needWords) as (keyof typeof needWords)[])
    .filter((key) => rules.terms[key] === null && needs[key])
    .map((key) => lacking(['coins', coin, key], `${key} of ${coin} must be given: the book has ${needWords[key]}`))
  return [...grid, ...factors]
}

function riskUnitOf({ coin, rules, pnl }: CoinUnit): readonly RiskUnit[] {
  const grid = rules?.grid
  if (grid === null || grid === undefined) return []
  const worst = worstCell(pnl)
  const loses = (pnl[worst] as number) < 0
  return [
    {
      name: coin,
      scenarios: grid.scenarios.map(({ name }) => name),
      pnl,
      worst,
      worstAtEdge: loses && grid.scenarios[worst]?.isEdge === true,
    },
  ]
}
