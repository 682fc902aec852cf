import { type Fields, listIn, numberIn, recordIn } from '../../margin/conformance.ts'
import { black76 } from '../../pricing/black76.ts'
import {
  feedPlace,
  fixedIn,
  fixedListIn,
  fixedOf,
  fixedOr,
  labelledNumbers,
  wholeListIn,
} from './fixed-point-fields.ts'
import {
  baseMargin,
  marketCharges,
  type StandardExpiry,
  type StandardMarket,
  type StandardTerms,
} from './standard-charges.ts'
import type { MarginKind, StandardOption } from './standard-option.ts'
import type { MarketRates } from './standard-parameters.ts'

const secondsPerYear = 365 * 86_400

/** One published portfolio of the standard manager, over its two markets; amounts are fixed point. */
export function standardVector(input: Fields, parameters: Fields): unknown {
  const rates = ratesIn(parameters)
  const terms = termsIn(parameters)
  const markets = ['ETH', 'BTC'].map((underlying, i) => marketIn(input, underlying, i))
  const cash = fixedIn(input, 'Cash')
  const stablePrice = fixedOr(input, 'USDCValue', 1)
  const margin = (kind: MarginKind): number => {
    let net = cash
    for (const market of markets) {
      net += profitIn(input, market) + baseMargin(market, rates, kind)
      for (const { amount } of marketCharges(market, rates, kind, terms, stablePrice)) net -= amount
    }
    return net
  }
  return { initialMargin: margin('initial'), maintenanceMargin: margin('maintenance') }
}

export function ratesIn(parameters: Fields): MarketRates {
  const perp = labelledNumbers(parameters, 'perp')
  const base = labelledNumbers(parameters, 'base')
  const option = recordIn(parameters, 'option')
  return {
    perp: { initialFrac: numberIn(perp, 'IM'), maintenanceFrac: numberIn(perp, 'MM') },
    base: { maintenanceFrac: numberIn(base, 'marginFactor'), initialScaleFrac: base['IMScale'] ?? 1 },
    option: {
      initialFrac: numberIn(option, 'maxSpotReq'),
      initialFloorFrac: numberIn(option, 'minSpotReq'),
      maintenanceCallFrac: numberIn(option, 'mmCallSpotReq'),
      maintenancePutFrac: numberIn(option, 'mmPutSpotReq'),
      maintenancePutMarkFrac: numberIn(option, 'MMPutMtMReq'),
      putOffsetFactor: numberIn(option, 'mmOffsetScale'),
      unpairedInitialFactor: numberIn(option, 'unpairedIMScale'),
      unpairedMaintenanceFactor: numberIn(option, 'unpairedMMScale'),
    },
  }
}

export function termsIn(parameters: Fields): StandardTerms {
  const oracle = recordIn(parameters, 'oracle')
  const depeg = labelledNumbers(parameters, 'depeg')
  return {
    oracle: {
      perpThresholdFrac: numberIn(oracle, 'perpThreshold'),
      optionThresholdFrac: numberIn(oracle, 'optionThreshold'),
      baseThresholdFrac: numberIn(oracle, 'baseThreshold'),
      chargeFrac: numberIn(oracle, 'OCFactor'),
    },
    depeg: { thresholdPrice: numberIn(depeg, 'threshold'), factor: numberIn(depeg, 'factor') },
  }
}

function marketIn(input: Fields, underlying: string, place: number): StandardMarket {
  const confidences = listIn(input, 'SpotPerpConfidences')[place]
  const [spotConfidence, perpConfidence] = (Array.isArray(confidences) ? confidences : []).map((each) =>
    fixedOf(each, 'SpotPerpConfidences'),
  )
  return {
    underlying,
    spot: fixedIn(input, `${underlying}SpotPrice`),
    spotConfidence: spotConfidence ?? 1,
    perpAmount: fixedIn(input, `Perps_${underlying}`),
    perpPrice: fixedListIn(input, 'PerpPrice')[place] ?? 0,
    perpConfidence: perpConfidence ?? 1,
    base: fixedIn(input, `w${underlying}`),
    expiries: expiriesIn(input, underlying),
  }
}

/** Unsettled profit and funding, while a perpetual is held. */
function profitIn(input: Fields, { underlying, perpAmount, perpPrice }: StandardMarket): number {
  if (perpAmount === 0) return 0
  const entry = input[`LastEntry${underlying}`]
  const profit = entry === undefined || entry === null ? 0 : perpAmount * (perpPrice - fixedOf(entry, 'LastEntry'))
  return profit + fixedIn(input, `Account${underlying}FundingIndex`)
}

/** From here on an expiry is read at its settlement price, which its average has begun to fix. */
const settlingSeconds = 3600

function expiriesIn(input: Fields, underlying: string): readonly StandardExpiry[] {
  const seconds = wholeListIn(input, 'OptionExpiries')
  const rows = listIn(input, 'OptionUnderlying').flatMap((name, i) => (name === underlying ? [i] : []))
  return [...Map.groupBy(rows, (i) => seconds[i] ?? 0)].map(([expiry, members]) => {
    const feed = feedPlace(input, expiry, members[0] ?? 0)
    const forward = forwardIn(input, underlying, expiry, feed)
    const volsSure = fixedListIn(input, 'OptionVolConfidences')
    const sure = [fixedListIn(input, 'ForwardConfidences')[feed] ?? 1, ...members.map((i) => volsSure[i] ?? 1)]
    return {
      name: `in ${expiry} s`,
      forward,
      confidence: Math.min(...sure),
      options: members.map((i) => optionIn(input, i, forward, expiry / secondsPerYear)),
    }
  })
}

function forwardIn(input: Fields, underlying: string, expiry: number, place: number): number {
  const settlement = input[`SettlementPrice${underlying}`]
  if (expiry < settlingSeconds && settlement !== undefined && settlement !== null)
    return fixedOf(settlement, 'SettlementPrice')
  return fixedListIn(input, 'Forwards')[place] ?? 0
}

function optionIn(input: Fields, place: number, forward: number, tteYears: number): StandardOption {
  const right = wholeListIn(input, 'OptionIsCall')[place] === 1 ? 'call' : 'put'
  const strike = fixedListIn(input, 'OptionStrikes')[place] ?? 0
  const vol = fixedListIn(input, 'OptionVols')[place] ?? 0
  return {
    right,
    strike,
    amount: fixedListIn(input, 'OptionAmounts')[place] ?? 0,
    mark: strike > 0 ? black76({ right, forward, strike, vol, tteYears }) : right === 'call' ? forward : 0,
  }
}
