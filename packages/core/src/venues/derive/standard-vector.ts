import { type Fields, listIn, numberIn, numberOr, recordIn } from '../../margin/conformance.ts'
import { type Black76Input, black76 } from '../../pricing/black76.ts'
import { feedPlace, fixedAt, fixedAtOr, fixedIn, fixedOr, labelledNumbers, wholeListIn } from './fixed-point-fields.ts'
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
    base: { maintenanceFrac: numberIn(base, 'marginFactor'), initialScaleFrac: numberOr(base, 'IMScale', 1) },
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
  const confidences = { SpotPerpConfidences: listIn(input, 'SpotPerpConfidences')[place] }
  return {
    underlying,
    spot: fixedIn(input, `${underlying}SpotPrice`),
    spotConfidence: fixedAtOr(confidences, 'SpotPerpConfidences', 0, 1),
    perpAmount: fixedIn(input, `Perps_${underlying}`),
    perpPrice: fixedAtOr(input, 'PerpPrice', place, 0),
    perpConfidence: fixedAtOr(confidences, 'SpotPerpConfidences', 1, 1),
    base: fixedIn(input, `w${underlying}`),
    expiries: expiriesIn(input, underlying),
  }
}

/** Unsettled profit and funding, while a perpetual is held. */
function profitIn(input: Fields, { underlying, perpAmount, perpPrice }: StandardMarket): number {
  if (perpAmount === 0) return 0
  return (
    perpAmount * (perpPrice - fixedOr(input, `LastEntry${underlying}`, perpPrice)) +
    fixedIn(input, `Account${underlying}FundingIndex`)
  )
}

/** From here on an expiry is read at its settlement price, which its average has begun to fix. */
const settlingSeconds = 3600

function expiriesIn(input: Fields, underlying: string): readonly StandardExpiry[] {
  const seconds = wholeListIn(input, 'OptionExpiries')
  const rows = listIn(input, 'OptionUnderlying').flatMap((name, i) => (name === underlying ? [i] : []))
  return [...Map.groupBy(rows, (i) => seconds[i] as number)].map(([expiry, members]) => {
    const feed = feedPlace(input, expiry, members[0] as number)
    const forward = forwardIn(input, underlying, expiry, feed)
    return {
      name: `in ${expiry} s`,
      forward,
      confidence: Math.min(
        fixedAtOr(input, 'ForwardConfidences', feed, 1),
        ...members.map((i) => fixedAtOr(input, 'OptionVolConfidences', i, 1)),
      ),
      options: members.map((i) => optionIn(input, i, forward, expiry / secondsPerYear)),
    }
  })
}

function forwardIn(input: Fields, underlying: string, expiry: number, place: number): number {
  const forward = fixedAt(input, 'Forwards', place)
  return expiry < settlingSeconds ? fixedOr(input, `SettlementPrice${underlying}`, forward) : forward
}

function optionIn(input: Fields, place: number, forward: number, tteYears: number): StandardOption {
  const right = wholeListIn(input, 'OptionIsCall')[place] === 1 ? 'call' : 'put'
  const strike = fixedAt(input, 'OptionStrikes', place)
  const vol = fixedAt(input, 'OptionVols', place)
  return {
    right,
    strike,
    amount: fixedAt(input, 'OptionAmounts', place),
    mark: markOf({ right, forward, strike, vol, tteYears }),
  }
}

/** A row without a strike, as lists are filled up, is worth the forward or nothing. */
function markOf(option: Black76Input): number {
  if (option.strike > 0) return black76(option)
  return option.right === 'call' ? option.forward : 0
}
