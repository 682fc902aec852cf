import { addedByOrders } from '../../margin/added-by-orders.ts'
import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Pool, RiskUnit } from '../../margin/model.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { accountCoins, collateralRows, missingDiscounts } from './account-coins.ts'
import { borrowFee } from './borrowing.ts'
import { coinTotals } from './coin-margin.ts'
import { isolatedRequirement, okxMargins } from './isolated.ts'
import { borrowCharges } from './multi-currency.ts'
import { isolatedOrders, missingOrderTiers } from './order-charge.ts'
import type { AccountParameters, PortfolioAccount, PortfolioParameters } from './parameters.ts'
import { portfolioSets } from './params-portfolio.ts'
import { crossPositions, type PortfolioEngine, portfolioEngine } from './portfolio-engine.ts'
import { type PositionRules, positionRules } from './position-rules.ts'
import { tierPriceBreaks } from './price-breaks.ts'
import { positionRefusals } from './refusals.ts'
import { parsePortfolioParameters } from './schema.ts'
import { type OkxSettings, parseSettings } from './settings.ts'
import { unitMargin } from './unit-margin.ts'
import type { UnitRisk } from './unit-risk.ts'
import { ratioFigures } from './venue-figures.ts'

interface Portfolio {
  readonly parameters: PortfolioParameters
  readonly engine: PortfolioEngine
  readonly rules: PositionRules
}

/** All currencies in US dollars, discounted; positions by risk unit, borrowings by tier. */
function accountPool(account: PricedAccount, { parameters, engine, rules }: Portfolio): Pool {
  const positions = crossPositions(account)
  const coins = accountCoins(account, 'both', parameters.account)
  const totals = coinTotals(coins.map(({ margin }) => margin))
  const risks = engine.unitsOf(positions, coins)
  const units = risks.map((risk) => unitMargin(risk.unit.name, risk.charges, parameters.rules))
  const derivatives = sumOf('derivatives', units)
  const { initialFactor, borrowFeeFrac } = parameters.rules
  const margins = coins.map(({ margin }) => margin)
  const fee = borrowFee(totals.liability, totals.borrowMmr, borrowFeeFrac)
  const filled: UnitRisk[] = []
  const unitsAmount = (changed: typeof positions): number => {
    const all = engine.unitsOf(changed, coins)
    filled.push(...all)
    return all.reduce((sum, { unit, charges }) => sum + unitMargin(unit.name, charges, parameters.rules).amount, 0)
  }
  const requirement = { held: derivatives.amount, of: unitsAmount, factor: initialFactor }
  const orders = orderCharges(account, requirement, rules)
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: coins.reduce((sum, { equity, margin }) => sum + equity * margin.price, 0),
    adjustedEquity: totals.adjustedEquity,
    initial: sumOf('IMR', [
      scaleOf('derivatives × initial factor', initialFactor, derivatives),
      ...orders,
      ...borrowCharges(margins, 'IMR', ({ borrowImr }) => borrowImr),
    ]),
    maintenance: sumOf('MMR and fee', [
      derivatives,
      ...borrowCharges(margins, 'MMR', ({ borrowMmr }) => borrowMmr),
      leaf('borrowing fee', fee),
    ]),
    trigger: 1,
    collateral: collateralRows(coins),
    positions: positions.filter(isHeld),
    riskUnits: risks.map((risk) => riskUnitOf(risk, engine)),
    unknownBacking: missingDiscounts(coins, ['account']),
    unknown: missingRules(risks),
    unknownInitial: [...missingRules(filled), ...missingOrderTiers(account, [], rules, () => true)],
  }
}

function orderCharges(
  account: PricedAccount,
  requirement: Parameters<typeof addedByOrders>[1],
  rules: PositionRules,
): readonly Charge[] {
  if (account.orders.length === 0) return []
  return [...addedByOrders(account, requirement), ...isolatedOrders(account, rules, 1, () => true)]
}

/** The 21 scenarios of MR1, and the two of MR6 at the share that is charged. */
function riskUnitOf({ unit, pnl }: UnitRisk, { rules, planOf }: PortfolioEngine): RiskUnit {
  const { names, extremeFrom, isEdge } = planOf(unit.coin)
  const weighted = pnl.map((amount, cell) => (cell < extremeFrom ? amount : amount * rules.extremeLossFrac))
  const worst = worstCell(weighted)
  return {
    name: unit.name,
    scenarios: names.map((name, cell) => (cell < extremeFrom ? name : `extreme ${name} at ${rules.extremeLossFrac}`)),
    pnl: weighted,
    worst,
    worstAtEdge: (weighted[worst] as number) < 0 && isEdge[worst] === true,
  }
}

/** Once a rule and unit. */
function missingRules(risks: readonly UnitRisk[]): readonly Failure[] {
  const missing = risks.flatMap(({ unit, missing }) =>
    missing.map((path) =>
      problem(
        'params.missing',
        pointer('parameters', 'rules', path),
        `${path} of ${unit.coin} must be supplied: the venue’s own are in no source seen, and ${unit.name} needs them`,
      ),
    ),
  )
  return [...new Map(missing.map((failure) => [failure.message, failure])).values()]
}

function refusals(account: PricedAccount, { parameters }: Portfolio): readonly Failure[] {
  const isolatedOptions = [...account.positions, ...account.orders].filter(
    ({ isIsolated, priced }) => isIsolated && priced.option !== undefined,
  )
  const symbols = new Set(isolatedOptions.map(({ symbol }) => symbol))
  return [
    ...positionRefusals(account, parameters.account.optionCoins),
    ...[...symbols].map((symbol) =>
      problem(
        'venue.cannot-hold',
        pointer('positions', symbol),
        `portfolio mode isolates futures and perpetuals alone, ${symbol} is an isolated option`,
      ),
    ),
  ]
}

/** Portfolio mode isolates no options. */
function isolatedTables({ liquidationFeeFrac, ...tables }: PortfolioAccount): AccountParameters {
  return {
    ...tables,
    optionMargin: {},
    optionFactors: {},
    shortOptionValueCounts: false,
    liquidationFee: { futuresFrac: liquidationFeeFrac, optionsFrac: 0, optionPremiumMaxFrac: 0 },
  }
}

function make({ parameters, ...info }: ParameterSet<PortfolioParameters>, settings: OkxSettings = {}): MarginModel {
  const portfolio = {
    parameters,
    engine: portfolioEngine(parameters.rules, settings),
    rules: positionRules(isolatedTables(parameters.account), settings, ['account']),
  }
  const { engine, rules } = portfolio
  return {
    name: 'okx/portfolio',
    mode: 'portfolio',
    parameters: info,
    resolve: (account) => withIsolatedMargins(account, okxMargins(rules)),
    refusals: (account) => refusals(account, portfolio),
    pools: (account) => [accountPool(account, portfolio), ...isolatedPools(account, isolatedRequirement(rules))],
    priceBreaks: (pool, scope) =>
      pool.positions.some(({ isIsolated }) => isIsolated) ? tierPriceBreaks(pool, rules, scope) : [],
    scenarioFactors: (underlying) => [1, ...engine.planOf(underlying).plan.cells.moves],
    venueFigures: ratioFigures,
  }
}

/** Account mode 4. */
export const portfolio: ModelDefinition<PortfolioParameters, OkxSettings> = {
  name: 'okx/portfolio',
  title: 'Portfolio margin',
  mode: 'portfolio',
  sets: portfolioSets,
  parse: parsePortfolioParameters,
  parseSettings,
  make,
}
