import file from '../../../../../../goldens/conformance/derive-sm-pm1.json' with { type: 'json' }
import { fixedIn, fixedListIn, wholeListIn } from '../fixed-point-fields.ts'
import { auctionV2 } from '../params-auction.ts'
import { chargesIn, scenariosIn, shocksIn } from '../pm1-vector.ts'
import { ratesIn, termsIn } from '../standard-vector.ts'
import { type AccountDocuments, at, bookOf, expiryIn, type Fields, linear, markOf, text } from './account-parts.ts'

/** A portfolio of the standard or of the first portfolio manager, as the tests of the venue's contracts have it. */
export interface SmPm1Case {
  readonly id: string
  readonly set: string
  readonly input: Fields
  readonly expected: { readonly initialMargin: number; readonly maintenanceMargin: number }
}

interface SmPm1File {
  readonly meta: {
    readonly parameters: Readonly<Record<string, Fields>>
    readonly scenarios_pm1: string
  }
  readonly cases: readonly SmPm1Case[]
}

const { meta, cases } = file as unknown as SmPm1File

export const smPm1Cases: readonly SmPm1Case[] = cases

/** `derive/standard` or `derive/pm1`. */
export function modelOf({ set }: SmPm1Case): string {
  return isStandardSet(set) ? 'derive/standard' : 'derive/pm1'
}

function isStandardSet(set: string): boolean {
  return set.startsWith('standard')
}

interface Leg {
  readonly underlying: string
  readonly seconds: number
  readonly strike: number
  readonly right: 'call' | 'put'
  readonly amount: number
  readonly vol: number
  readonly forward: number
  readonly forwardFixed: number
  readonly rate: number
  readonly confidences: readonly [forward: number, rate: number, vol: number]
}

function legsOf(input: Fields, isStandard: boolean): readonly Leg[] {
  const listed = (name: string): readonly number[] => (Array.isArray(input[name]) ? fixedListIn(input, name) : [])
  const seconds = wholeListIn(input, 'OptionExpiries')
  const isCall = wholeListIn(input, 'OptionIsCall')
  const underlyings = isStandard ? (input['OptionUnderlying'] as readonly string[]) : seconds.map(() => 'ETH')
  const at1 = (name: string, i: number, otherwise: number): number => listed(name)[i] ?? otherwise
  return seconds.map((expiry, i) => ({
    underlying: underlyings[i] ?? 'ETH',
    seconds: expiry,
    strike: at1('OptionStrikes', i, 0),
    right: isCall[i] === 1 ? 'call' : 'put',
    amount: at1('OptionAmounts', i, 0),
    vol: at1('OptionVols', i, 0),
    forward: isStandard ? at1('Forwards', i, 0) : at1('ForwardsFixed', i, 0) + at1('ForwardsVariable', i, 0),
    forwardFixed: at1('ForwardsFixed', i, 0),
    rate: at1(isStandard ? 'Discounts' : 'Rates', i, 0),
    confidences: [
      at1('ForwardConfidences', i, 1),
      // The standard manager reads no rates.
      isStandard ? 1 : at1('RateConfidences', i, 1),
      at1('OptionVolConfidences', i, 1),
    ],
  }))
}

/** One underlying or two: spot, perpetual and how sure they are. */
function coinsOf(
  input: Fields,
  isStandard: boolean,
): readonly (readonly [coin: string, index: object, perp: object])[] {
  const coins = isStandard ? ['ETH', 'BTC'] : ['ETH']
  return coins.map((coin, i) => {
    const [spotSure, perpSure] = isStandard
      ? ((input['SpotPerpConfidences'] as readonly (readonly string[])[])[i]?.map((each) =>
          fixedIn({ each }, 'each'),
        ) ?? [])
      : [fixedIn(input, 'SpotConfidence'), fixedIn(input, 'PerpConfidence')]
    const spot = fixedIn(input, isStandard ? `${coin}SpotPrice` : 'SpotPrice')
    const mark = isStandard ? (fixedListIn(input, 'PerpPrice')[i] ?? 0) : fixedIn(input, 'PerpPrice')
    return [
      coin,
      { index: text(spot), confidence: spotSure },
      { symbol: coin, kind: 'perpetual', underlying: coin, ...linear, mark: text(mark), confidence: perpSure },
    ]
  })
}

function marketOf(input: Fields, isStandard: boolean): Fields {
  const coins = coinsOf(input, isStandard)
  const legs = legsOf(input, isStandard)
  const forwards = new Map(
    legs.map((leg) => [
      `${leg.underlying} ${leg.seconds}`,
      {
        underlying: leg.underlying,
        expiry: expiryIn(leg.seconds),
        price: text(leg.forward),
        rate: leg.rate,
        confidence: leg.confidences[0],
        rateConfidence: leg.confidences[1],
        fixedPart: text(leg.forwardFixed),
      },
    ]),
  )
  return {
    format: 'plimsoll-market/1',
    at,
    currency: 'USD',
    assets: { USDC: { price: text(fixedIn(input, isStandard ? 'USDCValue' : 'StablePrice')), stable: true } },
    underlyings: Object.fromEntries(coins.map(([coin, index]) => [coin, index])),
    forwards: [...forwards.values()],
    instruments: [
      ...coins.map(([, , perp]) => perp),
      ...legs.map((leg, i) => ({
        symbol: `option ${i}`,
        kind: 'option',
        underlying: leg.underlying,
        ...linear,
        expiry: expiryIn(leg.seconds),
        strike: text(leg.strike),
        right: leg.right,
        markVol: leg.vol,
        volConfidence: leg.confidences[2],
        // Both mark options undiscounted.
        mark: text(markOf(leg, leg.seconds, 0)),
      })),
    ],
  }
}

function heldIn(input: Fields, isStandard: boolean): Fields {
  const coins = isStandard ? ['ETH', 'BTC'] : ['ETH']
  const perps = coins.map((coin) => [coin, fixedIn(input, isStandard ? `Perps_${coin}` : 'Perps')] as const)
  const bases = coins.map((coin) => [coin, text(fixedIn(input, isStandard ? `w${coin}` : 'Base'))])
  return bookOf(
    isStandard ? 'cross' : 'portfolio',
    { USDC: text(fixedIn(input, 'Cash')), ...Object.fromEntries(bases) },
    [
      ...perps
        .filter(([, amount]) => amount !== 0)
        .map(([coin, amount]) => [coin, text(amount), text(entryOf(input, coin, isStandard))] as const),
      ...legsOf(input, isStandard).map(({ amount }, i) => [`option ${i}`, text(amount)] as const),
    ],
  )
}

function entryOf(input: Fields, coin: string, isStandard: boolean): number {
  if (isStandard) return fixedIn(input, `LastEntry${coin}`)
  return fixedIn(input, 'PerpPrice') - fixedIn(input, 'UnrealisedPerpPNL') / fixedIn(input, 'Perps')
}

function parametersOf(isStandard: boolean): Fields {
  const limits = { assetsMax: 128, expiriesMax: null }
  const named = meta.parameters[isStandard ? 'standard_manager_full' : 'pmrm_v1_single_underlying'] ?? {}
  if (!isStandard)
    return {
      baseAssets: { ETH: ['ETH'] },
      shocks: shocksIn(named, scenariosIn(meta.scenarios_pm1)),
      charges: chargesIn(named),
      limits,
      auction: auctionV2,
    }
  const rates = ratesIn(named)
  return {
    markets: { ETH: rates, BTC: rates },
    baseAssets: { ETH: 'ETH', BTC: 'BTC' },
    ...termsIn(named),
    limits,
    auction: auctionV2,
  }
}

/** The portfolio as documents, under the parameters that it was published with. */
export function smPm1Account(published: SmPm1Case): AccountDocuments {
  const isStandard = isStandardSet(published.set)
  return {
    market: marketOf(published.input, isStandard),
    book: heldIn(published.input, isStandard),
    parameters: {
      format: 'plimsoll-params/1',
      model: modelOf(published),
      set: published.set,
      parameters: parametersOf(isStandard),
    },
  }
}
