import { leaf, sumOf } from '../../margin/charge.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Pool } from '../../margin/model.ts'
import { optionValue, type PricedAccount, pendingProfit } from '../../margin/priced-account.ts'
import { type Silo, silosOf } from '../../margin/silos.ts'
import { Decimal } from '../../num/decimal.ts'
import { isolatedRequirement, okxMargins } from './isolated.ts'
import { positionMarginals } from './marginals.ts'
import { isolatedOrders, missingOrderTiers, optionOrderCharges, orderedInitial } from './order-charge.ts'
import type { AccountParameters } from './parameters.ts'
import { accountSets } from './params-account.ts'
import { liquidationFee, maintenanceCharge } from './position-charge.ts'
import { missingTiers, type PositionRules, positionRules } from './position-rules.ts'
import { tierPriceBreaks } from './price-breaks.ts'
import { positionRefusals } from './refusals.ts'
import { parseAccountParameters } from './schema.ts'
import { type OkxSettings, parseSettings } from './settings.ts'
import { currencyFigures } from './venue-figures.ts'

/** What settles in one currency, backed by that currency alone; nothing is discounted. */
function currencyPool(account: PricedAccount, silo: Silo, rules: PositionRules): Pool {
  const { currency, currencyPrice, balance, positions, ordered } = silo
  const cash = balance?.amount ?? 0
  let [profit, options, shorts] = [0, 0, 0]
  for (const position of positions) {
    profit += pendingProfit(position)
    options += optionValue(position)
    shorts += Math.min(0, optionValue(position))
  }
  const counted = cash + profit + (rules.parameters.shortOptionValueCounts ? shorts : 0)
  const isOfPool = (settle: string): boolean => settle === currency
  return {
    name: currency,
    currency,
    currencyPrice,
    equity: cash + profit + options,
    adjustedEquity: counted,
    initial: sumOf('IMR', [
      ...ordered.map((row) => orderedInitial(row, rules, currencyPrice)),
      ...isolatedOrders(account, rules, currencyPrice, isOfPool),
      ...optionOrderCharges(account, rules, currencyPrice, isOfPool),
    ]),
    maintenance: sumOf('MMR and fee', [
      ...positions.map((position) => maintenanceCharge(position, rules, currencyPrice)),
      sumOf(
        'liquidation fee',
        positions.map((position) =>
          leaf(position.symbol, liquidationFee(position, rules, currencyPrice), position.priced.instrument.underlying),
        ),
      ),
    ]),
    trigger: 1,
    collateral: [
      { asset: currency, held: balance?.held ?? Decimal.zero, price: currencyPrice, counted, haircutFrac: 0 },
    ],
    positions,
    riskUnits: [],
    unknown: missingTiers(positions, rules),
    unknownInitial: missingOrderTiers(account, ordered, rules, isOfPool),
  }
}

function make({ parameters, ...info }: ParameterSet<AccountParameters>, settings: OkxSettings = {}): MarginModel {
  const rules = positionRules(parameters, settings, [])
  return {
    name: 'okx/futures',
    mode: 'cross',
    parameters: info,
    resolve: (account) => withIsolatedMargins(account, okxMargins(rules)),
    refusals: (account) => positionRefusals(account, Object.keys(parameters.optionMargin)),
    pools: (account) => [
      ...silosOf(account).map((silo) => currencyPool(account, silo, rules)),
      ...isolatedPools(account, isolatedRequirement(rules)),
    ],
    marginals: (_account, pool) => positionMarginals(pool),
    priceBreaks: (pool, scope) => tierPriceBreaks(pool, rules, scope),
    venueFigures: currencyFigures,
  }
}

/** Account mode 2: a pool for each settlement currency. */
export const futures: ModelDefinition<AccountParameters, OkxSettings> = {
  name: 'okx/futures',
  title: 'Futures (single-currency margin)',
  mode: 'cross',
  sets: accountSets,
  parse: parseAccountParameters,
  parseSettings,
  make,
}
