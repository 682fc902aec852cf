import {
  ExampleError,
  type ExampleRule,
  type Fields,
  numberIn,
  numberOr,
  numbersIn,
  recordIn,
  textIn,
} from '../../margin/conformance.ts'
import type { PairParameters } from './parameters.ts'
import { crossPortfolioSets } from './params.ts'
import { type SimulatedMargins, simulate } from './simulate.ts'

/** What the venue's own answer gives the parameters of, in its words. */
export const riskMatrixExample: ExampleRule = (inputs) => {
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
  const margins = response.margins[currency] as SimulatedMargins
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

/** Of the table, and of the currency: under its name as the venue answers, or under `currency_params`. */
function parametersIn(params: Fields, currency: string) {
  const [{ parameters } = { parameters: undefined }] = crossPortfolioSets
  if (parameters?.rule !== 'extended-risk-matrix') throw new ExampleError('input.missing', 'a set must be in force')
  const own = currencyIn(params, currency)
  const pair: PairParameters = {
    priceRangeFrac: numberIn(params, 'price_range'),
    volUpFrac: numberOr(params, 'volatility_range_up', 0),
    volDownFrac: numberOr(params, 'volatility_range_down', 0),
    volUpMin: numberOr(params, 'min_volatility_for_shock_up', 0),
    vegaPowerShort: numberOr(params, 'short_term_vega_power', 0),
    vegaPowerLong: numberOr(params, 'long_term_vega_power', 0),
    extendedTableFactor: numberOr(params, 'extended_table_factor', 1),
    extendedDampenerUsd: usdIn(own, 'extended_dampener'),
    pnlOffsetFrac: numberOr(own, 'pnl_offset', 0),
    offsetablePnlMaxUsd: numberOr(own, 'max_offsetable_pnl', Number.MAX_VALUE),
    annualisedMoveFrac: numberOr(own, 'annualised_move_risk', 0),
    annualisedMoveMinFrac: numberOr(own, 'min_annualised_move', 0),
    deltaShockFromUsd: usdIn(params, 'delta_total_liq_shock_threshold'),
    deltaShockPerCoinFrac: numberOr(params, 'm_inc', 0),
    deltaShockMaxFrac: numberOr(params, 'max_delta_shock', 0),
  }
  const shape = {
    bucketsCount: numberOr(params, 'buckets_count', parameters.bucketsCount),
    extendedMovesFrac:
      params['extended_moves'] === undefined ? parameters.extendedMovesFrac : numbersIn(params, 'extended_moves'),
    readings: parameters.readings,
    maintenanceFactor: numberOr(params, 'mm_factor', parameters.maintenanceFactor),
  }
  return { pair, shape }
}

function currencyIn(params: Fields, currency: string): Fields {
  const group = params['currency_params'] === undefined ? params : recordIn(params, 'currency_params')
  return recordIn(group, currency)
}

/** Dollars, whether or not the name says so. */
function usdIn(fields: Fields, name: string): number {
  return numberOr(fields, `${name}_usd`, numberOr(fields, name, 0))
}

function numbersOf(fields: Fields, name: string): Readonly<Record<string, number>> {
  const record = recordIn(fields, name)
  return Object.fromEntries(Object.keys(record).map((key) => [key, numberIn(record, key)]))
}
