import file from '../../../../../../goldens/conformance/derive-pm2.json' with { type: 'json' }
import type { Pm2Manager } from '../parameters.ts'
import { auctionV2 } from '../params-auction.ts'
import { chargesIn, shocksIn } from '../pm2-vector.ts'
import { type AccountDocuments, at, bookOf, expiryIn, type Fields, linear, markOf, text } from './account-parts.ts'

/** A portfolio of the second manager, as the tests of the venue's contracts have it. */
export interface Pm2Case extends Fields {
  readonly id: string
  readonly params: Fields
  readonly input: Pm2Input
  readonly expected: {
    readonly initialMargin: number
    readonly maintenanceMargin: number
    readonly scenarioPnl: readonly number[]
  }
}

interface Pm2Input extends Fields {
  readonly spot: number
  readonly spotConfidence: number
  readonly stablePrice: number
  readonly cash: number
  readonly perp: Readonly<Record<'amount' | 'price' | 'confidence' | 'unrealisedPnl' | 'unsettledFunding', number>>
  readonly collateral: readonly Collateral[]
  readonly expiries: readonly Expiry[]
}

interface Collateral {
  readonly asset: string
  readonly amount: number
  readonly price: number
  readonly confidence: number
  readonly cancelsRisk: boolean
  readonly maintenanceHaircutFrac: number
  readonly initialHaircutFracAdded: number
}

interface Expiry {
  readonly secondsToExpiry: number
  readonly rate: number
  readonly forwardFixed: number
  readonly forwardVariable: number
  readonly confidence: number
  readonly options: readonly {
    readonly strike: number
    readonly right: 'call' | 'put'
    readonly amount: number
    readonly vol: number
  }[]
}

const { cases } = file as unknown as { readonly cases: readonly Pm2Case[] }

/** A market document holds volatilities up to 24 per √year; one portfolio has one of 2511. */
export const pm2Cases: readonly Pm2Case[] = cases.filter(({ input }) =>
  input.expiries.every(({ options }) => options.every(({ vol }) => vol <= 24)),
)

function marketOf({ spot, spotConfidence, stablePrice, perp, collateral, expiries }: Pm2Input): Fields {
  return {
    format: 'plimsoll-market/1',
    at,
    currency: 'USD',
    assets: {
      USDC: { price: text(stablePrice), stable: true },
      ...Object.fromEntries(
        collateral.map(({ asset, price, confidence }) => [asset, { price: text(price), confidence }]),
      ),
    },
    underlyings: { COIN: { index: text(spot), confidence: spotConfidence } },
    forwards: expiries.map((expiry) => ({
      underlying: 'COIN',
      expiry: expiryIn(expiry.secondsToExpiry),
      price: text(expiry.forwardFixed + expiry.forwardVariable),
      rate: expiry.rate,
      confidence: expiry.confidence,
      fixedPart: text(expiry.forwardFixed),
    })),
    instruments: [
      {
        symbol: 'perpetual',
        kind: 'perpetual',
        underlying: 'COIN',
        ...linear,
        mark: text(perp.price || spot),
        confidence: perp.confidence,
      },
      ...expiries.flatMap(optionsOf),
    ],
  }
}

/** Marks are the venue's: discounted, a negative rate counting as none. */
function optionsOf({ secondsToExpiry, rate, forwardFixed, forwardVariable, options }: Expiry, i: number): object[] {
  const forward = forwardFixed + forwardVariable
  return options.map((option, j) => ({
    symbol: `option ${i} ${j}`,
    kind: 'option',
    underlying: 'COIN',
    ...linear,
    expiry: expiryIn(secondsToExpiry),
    strike: text(option.strike),
    right: option.right,
    markVol: option.vol,
    mark: text(markOf({ ...option, forward }, secondsToExpiry, Math.max(0, rate))),
  }))
}

function heldIn({ cash, perp, collateral, expiries }: Pm2Input): Fields {
  const perpetual = [
    'perpetual',
    text(perp.amount),
    text(perp.price - perp.unrealisedPnl / (perp.amount || 1)),
    { accruedFunding: text(perp.unsettledFunding) },
  ] as const
  const options = expiries.flatMap((expiry, i) =>
    expiry.options.map(({ amount }, j) => [`option ${i} ${j}`, text(amount)] as const),
  )
  const coins = collateral.map(({ asset, amount }) => [asset, text(amount)])
  return bookOf(
    'portfolio',
    { USDC: text(cash), ...Object.fromEntries(coins) },
    perp.amount === 0 ? options : [perpetual, ...options],
  )
}

function managerOf({ params, input }: Pm2Case): Pm2Manager {
  const collateral = Object.fromEntries(
    input.collateral.map(({ asset, cancelsRisk, maintenanceHaircutFrac, initialHaircutFracAdded }) => [
      asset,
      { cancelsRisk, maintenanceHaircutFrac, initialHaircutFracAdded },
    ]),
  )
  return { shocks: shocksIn(params), charges: chargesIn(params), collateral }
}

/** The portfolio as documents, under the parameters that it was published with. */
export function pm2Account(published: Pm2Case): AccountDocuments {
  return {
    market: marketOf(published.input),
    book: heldIn(published.input),
    parameters: {
      format: 'plimsoll-params/1',
      model: 'derive/pm2',
      set: published.id,
      parameters: {
        managers: { COIN: managerOf(published) },
        limits: { assetsMax: 128, expiriesMax: 30 },
        auction: auctionV2,
      },
    },
  }
}
