import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Pool } from '../../margin/model.ts'
import { orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import type { MarginMode } from '../../market/book.ts'
import { accountCoins, collateralRows, missingDiscounts, type OptionsCounted } from './account-coins.ts'
import { type CoinMargin, coinTotals } from './coin-margin.ts'
import { isolatedRequirement, okxMargins } from './isolated.ts'
import { borrowingMarginals, positionMarginals } from './marginals.ts'
import { isolatedOrders, missingOrderTiers, optionOrderCharges, orderedInitial } from './order-charge.ts'
import type { AccountParameters } from './parameters.ts'
import { accountSets } from './params-account.ts'
import { liquidationFee, maintenanceCharge } from './position-charge.ts'
import { missingTiers, type PositionRules, positionRules } from './position-rules.ts'
import { tierPriceBreaks } from './price-breaks.ts'
import { positionRefusals } from './refusals.ts'
import { parseAccountParameters } from './schema.ts'
import { type OkxSettings, parseSettings } from './settings.ts'
import { ratioFigures } from './venue-figures.ts'

/** All currencies in US dollars, discounted; every position by its own tier. */
function accountPool(account: PricedAccount, rules: PositionRules): Pool {
  const { parameters } = rules
  const ordered = orderedPositions(account).filter(({ position }) => !position.isIsolated)
  const positions = ordered.map(({ position }) => position).filter(isHeld)
  const coins = accountCoins(account, optionsCounted(rules), parameters)
  const margins = coins.map(({ margin }) => margin)
  return {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: coins.reduce((sum, { equity, margin }) => sum + equity * margin.price, 0),
    adjustedEquity: coinTotals(margins).adjustedEquity,
    initial: sumOf('IMR', [
      ...ordered.map((row) => orderedInitial(row, rules, 1)),
      ...isolatedOrders(account, rules, 1, () => true),
      ...optionOrderCharges(account, rules, 1, () => true),
      ...borrowCharges(margins, 'IMR', ({ borrowImr }) => borrowImr),
    ]),
    maintenance: sumOf('MMR and fee', [
      ...positions.map((position) => maintenanceCharge(position, rules, 1)),
      ...borrowCharges(margins, 'MMR', ({ borrowMmr }) => borrowMmr),
      sumOf(
        'liquidation fee',
        positions.map((position) =>
          leaf(position.symbol, liquidationFee(position, rules, 1), position.priced.instrument.underlying),
        ),
      ),
    ]),
    trigger: 1,
    collateral: collateralRows(coins),
    positions,
    riskUnits: [],
    unknownBacking: missingDiscounts(coins, []),
    unknown: missingTiers(positions, rules),
    unknownInitial: missingOrderTiers(account, ordered, rules, () => true),
  }
}

function optionsCounted({ parameters }: PositionRules): OptionsCounted {
  return parameters.shortOptionValueCounts ? 'short' : 'none'
}

/** Margin of what is owed, a node for each currency owed. */
export function borrowCharges(
  coins: readonly CoinMargin[],
  what: 'IMR' | 'MMR',
  amountOf: (coin: CoinMargin) => number,
): readonly Charge[] {
  return coins
    .filter(({ liability }) => liability > 0)
    .map((coin) => {
      const rate = amountOf(coin) / coin.liability
      return scaleOf(`borrowing ${what} of ${coin.currency}`, rate, leaf('liability', coin.liability, coin.currency))
    })
}

function modelOf(
  name: string,
  mode: MarginMode,
  { parameters, ...info }: ParameterSet<AccountParameters>,
  settings: OkxSettings,
): MarginModel {
  const rules = positionRules(parameters, settings, [])
  return {
    name,
    mode,
    parameters: info,
    resolve: (account) => withIsolatedMargins(account, okxMargins(rules)),
    refusals: (account) => positionRefusals(account, Object.keys(parameters.optionMargin)),
    pools: (account) => [accountPool(account, rules), ...isolatedPools(account, isolatedRequirement(rules))],
    marginals: (account, pool) =>
      pool.name === 'account'
        ? borrowingMarginals(account, pool, rules, optionsCounted(rules))
        : positionMarginals(pool),
    priceBreaks: (pool, scope) => tierPriceBreaks(pool, rules, scope),
    venueFigures: ratioFigures,
  }
}

function definition(name: string, title: string, mode: MarginMode): ModelDefinition<AccountParameters, OkxSettings> {
  return {
    name,
    title,
    mode,
    sets: accountSets,
    parse: parseAccountParameters,
    parseSettings,
    make: (set, settings = {}) => modelOf(name, mode, set, settings),
  }
}

/** Account mode 3, cross. */
export const multiCurrency: ModelDefinition<AccountParameters, OkxSettings> = definition(
  'okx/multi-currency',
  'Multi-currency margin',
  'cross',
)

/** Account mode 3 with every position isolated. */
export const isolated: ModelDefinition<AccountParameters, OkxSettings> = definition(
  'okx/isolated',
  'Isolated margin',
  'isolated',
)
