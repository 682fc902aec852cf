import { Decimal, mango } from '@plimsoll/core'
import vectors from '../conformance/mango-health.json' with { type: 'json' }
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts whose health the venue's own client has computed, written as documents. */

const model = 'mango/cross'
const own = mango.mango.models[0]?.sets[0]?.parameters as mango.MangoParameters

type Vector = (typeof vectors.cases)[number]
type Token = Vector['input']['tokens'][number]
type Perp = Vector['input']['perps'][number]

const million = Decimal.of('0.000001')

/** Native units in whole ones: every token and every market of the accounts has six digits. */
function amount(native: number): Decimal {
  return Decimal.of(String(native)).times(million)
}

const tokenName = ({ tokenIndex }: Token): string => (tokenIndex === 0 ? 'USDC' : `TOKEN${tokenIndex}`)
const coinName = ({ marketIndex }: Perp): string => `COIN${marketIndex}`
const symbolOf = (perp: Perp): string => `${coinName(perp)}/USDC:USDC`

function marketOf({ tokens, perps }: Vector['input']): object {
  const quoted = ({ oraclePrice, stablePrice }: Token | Perp): object => ({
    price: String(oraclePrice),
    stablePrice: String(stablePrice),
  })
  return {
    format: 'plimsoll-market/1',
    at: '2024-09-04T08:00:00.000Z',
    currency: 'USD',
    assets: Object.fromEntries([
      ...tokens.map((token) => [tokenName(token), quoted(token)]),
      ...perps.map((perp) => [coinName(perp), quoted(perp)]),
    ]),
    underlyings: Object.fromEntries(perps.map((perp) => [coinName(perp), { index: String(perp.oraclePrice) }])),
    instruments: perps.map((perp) => ({
      symbol: symbolOf(perp),
      kind: 'perpetual',
      underlying: coinName(perp),
      quote: 'USDC',
      settle: 'USDC',
      payout: 'linear',
      contractSize: '1',
      mark: String(perp.oraclePrice),
    })),
  }
}

/** What was paid for a position is its entry price to the nearest millionth, and the rest of it funding. */
function positionOf(perp: Perp): readonly [string, string, string, object] {
  const base = amount(perp.baseLots * perp.baseLotSize)
  const quote = amount(perp.quoteNative)
  const entryPrice = Decimal.of(Math.max(0, -perp.quoteNative / (perp.baseLots * perp.baseLotSize)).toFixed(6))
  const accruedFunding = quote.plus(base.times(entryPrice)).toString()
  return [symbolOf(perp), base.toString(), entryPrice.toString(), { accruedFunding }]
}

function ordersOf(perp: Perp): readonly object[] {
  const order = (lots: number): object => ({
    symbol: symbolOf(perp),
    contracts: amount(lots * perp.baseLotSize).toString(),
    price: String(perp.oraclePrice),
    reduceOnly: false,
  })
  return [perp.bidsLots, -perp.asksLots].filter((lots) => lots !== 0).map(order)
}

function tokenTerms(token: Token): mango.MangoParameters['tokens'][string] {
  return {
    initialAssetFrac: token.initAssetWeight,
    maintenanceAssetFrac: token.maintAssetWeight,
    initialLiabilityFrac: token.initLiabWeight,
    maintenanceLiabilityFrac: token.maintLiabWeight,
    depositScale: null,
    borrowScale: null,
  }
}

function perpTerms(perp: Perp): mango.MangoParameters['perps'][string] {
  return {
    initialBaseAssetFrac: perp.initBaseAssetWeight,
    maintenanceBaseAssetFrac: perp.maintBaseAssetWeight,
    initialBaseLiabilityFrac: perp.initBaseLiabWeight,
    maintenanceBaseLiabilityFrac: perp.maintBaseLiabWeight,
    initialOverallFrac: perp.initOverallAssetWeight,
    maintenanceOverallFrac: perp.maintOverallAssetWeight,
  }
}

/** Orders of a book count to open alone; the client counts them to stay too, so that figure is left out beside them. */
function figuresOf(
  { perps }: Vector['input'],
  { initHealth, maintHealth }: Vector['expected'],
): Record<string, number> {
  const init = { 'venueFigures.init health': initHealth / 1e6 }
  return perps.some(({ bidsLots, asksLots }) => bidsLots !== 0 || asksLots !== 0)
    ? init
    : { ...init, 'venueFigures.maint health': maintHealth / 1e6 }
}

function published({ id, input, expected }: Vector, name: string): GoldenCase {
  const { tokens, perps } = input
  return {
    name: `${id}: ${name}`,
    model,
    market: marketOf(input),
    book: goldenBook(
      'cross',
      Object.fromEntries(tokens.map((token) => [tokenName(token), amount(token.balanceNative).toString()])),
      perps.map(positionOf),
      { orders: perps.flatMap(ordersOf) },
    ),
    parameters: {
      format: 'plimsoll-params/1',
      model,
      set: id,
      provenance: 'third-party',
      parameters: {
        ...own,
        tokens: Object.fromEntries(tokens.map((token) => [tokenName(token), tokenTerms(token)])),
        perps: Object.fromEntries(perps.map((perp) => [coinName(perp), perpTerms(perp)])),
      },
    },
    outside: { source: vectors.meta.source, tolerance: 1e-9, figures: figuresOf(input, expected) },
  }
}

/**
 * Out of sixty, of every shape that there is; not those whose overall weight is less to stay than to open, which no
 * market of the venue may have and our parameters refuse.
 */
const shapes: Readonly<Record<string, string>> = {
  'mango-330': 'dollars alone',
  'mango-390': 'dollars owed, with nothing behind them',
  'mango-70': 'deposits and borrows of tokens',
  'mango-285': 'tokens between opening and maintenance',
  'mango-287': 'six tokens, dollars owed',
  'mango-31': 'a short perpetual without overall weight to open',
  'mango-268': 'perpetuals both ways beside tokens',
  'mango-291': 'a short perpetual with asks',
  'mango-213': 'orders on both sides',
  'mango-24': 'four short perpetuals with orders',
  'mango-372': 'perpetuals whose stable price differs',
  'mango-113': 'six tokens, short perpetuals whose stable price differs',
  'mango-174': 'four perpetuals with orders, under water',
  'mango-53': 'bankrupt',
  'mango-242': 'a borrow, and perpetuals both ways',
}

export const publishedCases: readonly GoldenCase[] = vectors.cases.flatMap((vector) => {
  const name = shapes[vector.id]
  return name === undefined ? [] : [published(vector, name)]
})
