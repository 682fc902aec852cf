import {
  type Conformance,
  ExampleError,
  type ExampleRule,
  type Fields,
  numberIn,
  numberOr,
  recordIn,
  textIn,
} from '../../margin/conformance.ts'
import { futureRates, type KnownTier, tierLeverage } from './future-rate.ts'
import { futuresContingency, legacyVolShock, netShort } from './legacy-contingency.ts'
import type { OptionRates, PairParameters } from './parameters.ts'
import { crossPortfolioSets } from './params.ts'
import { inverseShortOption, linearShortOption } from './short-option.ts'
import { simulate } from './simulate.ts'

/** What the venue's own answer gives the parameters of, in its words. */
const riskMatrixExample: ExampleRule = (inputs) => {
  const currency = textIn(inputs, 'currency')
  const response = simulate({
    currency,
    indexPrice: numberIn(inputs, 'index_price'),
    positions: numbersOf(inputs, 'position_base'),
    years: inputs['years_to_expiry'] === undefined ? {} : numbersOf(inputs, 'years_to_expiry'),
    ...parametersIn(recordIn(inputs, 'params'), currency.toLowerCase()),
    spotMargin: numberOr(inputs, 'spot_margin', 0),
    mmpMargin: numberOr(inputs, 'mmp_margin', 0),
    openOrdersMargin: numberOr(inputs, 'open_orders_margin', 0),
    ...(inputs['delta_shock'] === undefined ? {} : { deltaShock: numberIn(inputs, 'delta_shock') }),
  })
  return { ...response, ...flatFigures(response, currency) }
}

/** The same figures without the response's nesting. */
function flatFigures(response: ReturnType<typeof simulate>, currency: string): Fields {
  const pair = `${currency}_${currency}`.toLowerCase()
  const margins = response.margins[currency]
  if (margins === undefined) return {}
  const { initial_margin_details: details } = margins
  const { worst_case_bucket: worst, ...shocks } = details.risk_matrix_margin_details
  const aggregated = response.aggregated_risk_vectors[pair]
  const preAggregated = response.pre_aggregated_risk_vectors[pair]
  return {
    ...details,
    ...shocks,
    worst_case_bucket: worst,
    worst_bucket_1based: worst.bucket,
    worst_index_1based: worst.index,
    worst_side: worst.side,
    worst_source: worst.source,
    aggregated_standard: aggregated?.standard,
    aggregated_extended: aggregated?.extended,
    pre_aggregated_standard: preAggregated?.standard,
    pre_aggregated_extended: preAggregated?.extended,
    initial_margin: margins.initial_margin,
    maintenance_margin: margins.maintenance_margin,
  }
}

function parametersIn(params: Fields, currency: string) {
  const [{ parameters } = { parameters: undefined }] = crossPortfolioSets
  if (parameters?.rule !== 'extended-risk-matrix') throw new ExampleError('input.missing', 'a set must be in force')
  const own = recordIn(params, currency)
  const pair: PairParameters = {
    priceRangeFrac: numberIn(params, 'price_range'),
    volUpFrac: numberOr(params, 'volatility_range_up', 0),
    volDownFrac: numberOr(params, 'volatility_range_down', 0),
    volUpMin: numberOr(params, 'min_volatility_for_shock_up', 0),
    vegaPowerShort: numberOr(params, 'short_term_vega_power', 0),
    vegaPowerLong: numberOr(params, 'long_term_vega_power', 0),
    extendedTableFactor: numberOr(params, 'extended_table_factor', 1),
    extendedDampenerUsd: numberIn(own, 'extended_dampener'),
    pnlOffsetFrac: numberIn(own, 'pnl_offset'),
    offsetablePnlMaxUsd: numberOr(own, 'max_offsetable_pnl', 0),
    annualisedMoveFrac: numberIn(own, 'annualised_move_risk'),
    annualisedMoveMinFrac: numberIn(own, 'min_annualised_move'),
    deltaShockFromUsd: numberOr(params, 'delta_total_liq_shock_threshold', 0),
    deltaShockPerCoinFrac: numberOr(params, 'm_inc', 0),
    deltaShockMaxFrac: numberOr(params, 'max_delta_shock', 0),
  }
  const shape = {
    bucketsCount: numberIn(params, 'buckets_count'),
    extendedMovesFrac: parameters.extendedMovesFrac,
    readings: parameters.readings,
    maintenanceFactor: numberIn(params, 'mm_factor'),
  }
  return { pair, shape }
}

function numbersOf(fields: Fields, name: string): Readonly<Record<string, number>> {
  const record = recordIn(fields, name)
  return Object.fromEntries(Object.keys(record).map((key) => [key, numberIn(record, key)]))
}

/** Linear contracts: rates on coins at the index. An inverse one is asked without an index, and answered in coins. */
const sizeRateExample: ExampleRule = (inputs) => {
  const coins = Math.abs(numberIn(inputs, 'position_base'))
  const rates = futureRates(coins, {
    form: 'size',
    initialFrac: numberIn(inputs, 'im_base'),
    maintenanceFrac: numberIn(inputs, 'mm_base'),
    increasePerCoinFrac: numberIn(inputs, 'increase_per_base_unit'),
  })
  if ('missing' in rates) return {}
  const index = numberOr(inputs, 'index_price', 1)
  return {
    im_rate: rates.initial,
    mm_rate: rates.maintenance,
    im_base: coins * rates.initial,
    mm_base: coins * rates.maintenance,
    im_usdc: coins * index * rates.initial,
    mm_usdc: coins * index * rates.maintenance,
  }
}

const optionRates: OptionRates = { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.075 }

/** One short option; of linear ones in the quote currency, of inverse ones in coins. */
function shortOptionExample(rule: typeof linearShortOption): ExampleRule {
  return (inputs) => {
    const right = textIn(inputs, 'type').toLowerCase().startsWith('p') ? 'put' : 'call'
    const terms = {
      index: numberIn(inputs, 'index'),
      strike: numberIn(inputs, 'strike'),
      mark: numberIn(inputs, 'mark'),
    }
    const { initial, maintenance } = rule({ right, ...terms }, optionRates)
    const units = Math.abs(numberOr(inputs, 'amount', 1))
    return { im: units * initial, mm: units * maintenance }
  }
}

/** Of a tier of which the leverage alone is named, that is all there is. */
const tierExample: ExampleRule = (inputs) => {
  const coins = Math.abs(numberStarting(inputs, 'N_', 0))
  if (inputs['C1'] === undefined) return tierFigures(numberIn(inputs, 'L'))
  const tier: KnownTier = {
    form: 'tier',
    leverageMax: numberIn(inputs, 'C1'),
    leverageMin: numberIn(inputs, 'C2'),
    flatToFrac: numberIn(inputs, 'C3'),
    fallsToFrac: numberIn(inputs, 'C4'),
    positionMaxCoins: numberStarting(inputs, 'NMax', null),
    maintenanceOverInitial,
  }
  return { ...tierFigures(tierLeverage(coins, tier)), threshold_btc: tier.flatToFrac * tier.positionMaxCoins }
}

const maintenanceOverInitial = 2 / 3

function tierFigures(leverage: number): Fields {
  return { L: leverage, im_rate: 1 / leverage, mm_rate: maintenanceOverInitial / leverage }
}

/** The number whose name starts so, whichever coin ends it. */
function numberStarting(inputs: Fields, start: string, otherwise: number | null): number {
  const name = Object.keys(inputs).find((key) => key.startsWith(start))
  return name === undefined && otherwise !== null ? otherwise : numberIn(inputs, name ?? start)
}

const legacyShockExample: ExampleRule = (inputs) => ({
  shock: legacyVolShock(numberIn(inputs, 'vol_range'), numberIn(inputs, 'days'), numberIn(inputs, 'power')),
})

/** Powers of the deck where an example names none: below 30 days, and from there on. */
const deckPowers = { short: 0.3, long: 0.13 }

const deckVolExample: ExampleRule = (inputs) => {
  const [vol, days] = [numberIn(inputs, 'iv'), numberIn(inputs, 'days')]
  const vegaPower = numberOr(inputs, 'power', days < 30 ? deckPowers.short : deckPowers.long)
  const shocked = (range: string, sign: 1 | -1): number =>
    vol * Math.max(0, 1 + sign * legacyVolShock(numberIn(inputs, range), days, vegaPower))
  const hasUp = inputs['vol_range_up'] !== undefined
  const hasDown = inputs['vol_range_down'] !== undefined
  return {
    shocked: hasUp || !hasDown ? shocked('vol_range_up', 1) : shocked('vol_range_down', -1),
    ...(hasUp ? { shocked_up: shocked('vol_range_up', 1) } : {}),
    ...(hasDown ? { shocked_down: shocked('vol_range_down', -1) } : {}),
  }
}

const futuresContingencyExample: ExampleRule = (inputs) => ({
  extra_btc: futuresContingency(Math.abs(numberIn(inputs, 'long_btc')), Math.abs(numberIn(inputs, 'short_btc')), {
    futuresContingencyFrac: numberIn(inputs, 'rate'),
    futuresContingencyOn: 'offsetting',
  }),
})

/** Calls and puts of one strike, or an object of them for each strike. */
const optionContingencyExample: ExampleRule = (inputs) => {
  const held = recordIn(inputs, 'strike_positions')
  const isOneStrike = Object.values(held).every((value) => typeof value === 'number')
  const strikes = isOneStrike ? [held] : Object.keys(held).map((strike) => recordIn(held, strike))
  const short = netShort(
    strikes.map((strike, i) => ({ strike: i, net: numberOr(strike, 'call', 0) + numberOr(strike, 'put', 0) })),
  )
  return { extra_btc: numberIn(inputs, 'rate_btc') * short }
}

/** By the names under which the published examples go, and their evident siblings. */
export const conformance: Conformance = {
  examples: {
    'deribit: extended risk matrix': riskMatrixExample,
    'deribit: SM linear perpetual (linear-in-size rate)': sizeRateExample,
    'deribit: SM inverse perpetual (linear-in-size rate)': sizeRateExample,
    'deribit: SM linear USDC option short call': shortOptionExample(linearShortOption),
    'deribit: SM linear USDC option short put': shortOptionExample(linearShortOption),
    'deribit: SM inverse option short call': shortOptionExample(inverseShortOption),
    'deribit: SM inverse option short put': shortOptionExample(inverseShortOption),
    'deribit: SM 2026 tier model (IM = 1/L(N), MM = 2/3 IM)': tierExample,
    'deribit: PM legacy (2017) vol shock': legacyShockExample,
    'deribit: PM legacy (2019) vol shock': legacyShockExample,
    'deribit: PM legacy deck: relative vol shock': deckVolExample,
    'deribit: PM legacy contingency on offsetting futures': futuresContingencyExample,
    'deribit: PM legacy contingency per net short option per strike': optionContingencyExample,
  },
}
