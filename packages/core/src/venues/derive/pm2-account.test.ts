import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { exp } from '../../num/exp-log.ts'
import { formatInstant, parseInstant } from '../../num/instant.ts'
import { black76 } from '../../pricing/black76.ts'
import { text } from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, marketAt } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import { auctionV2 } from './params-auction.ts'
import { chargesIn, pm2Vector, shocksIn } from './pm2-vector.ts'

interface VectorCase extends Fields {
  readonly id: string
  readonly params: Fields
  readonly input: VectorInput
  readonly expected: {
    readonly initialMargin: number
    readonly maintenanceMargin: number
    readonly scenarioPnl: readonly number[]
  }
}

interface VectorInput extends Fields {
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

/** Tests run from the root of the repository. */
const vectors = 'goldens/conformance/derive-pm2.json'
const { cases } = JSON.parse(readFileSync(vectors, 'utf8')) as { readonly cases: readonly VectorCase[] }

const linear = { underlying: 'COIN', quote: 'USDC', settle: 'USDC', payout: 'linear', contractSize: '1' }
const at = parseInstant(marketAt) ?? 0

function expiryOf({ secondsToExpiry }: Expiry): string {
  return formatInstant(at + 1000 * secondsToExpiry)
}

/** The venue's mark: discounted, a negative rate counting as none. */
function markOf({ secondsToExpiry, rate, forwardFixed, forwardVariable }: Expiry, option: Expiry['options'][number]) {
  const tteYears = secondsToExpiry / (365 * 86_400)
  const forward = forwardFixed + forwardVariable
  return exp(-Math.max(0, rate) * tteYears) * black76({ ...option, forward, tteYears })
}

function marketOf({ spot, spotConfidence, stablePrice, perp, collateral, expiries }: VectorInput): Fields {
  return {
    format: 'plimsoll-market/1',
    at: marketAt,
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
      expiry: expiryOf(expiry),
      price: text(expiry.forwardFixed + expiry.forwardVariable),
      rate: expiry.rate,
      confidence: expiry.confidence,
      fixedPart: text(expiry.forwardFixed),
    })),
    instruments: [
      {
        symbol: 'perpetual',
        kind: 'perpetual',
        ...linear,
        mark: text(perp.price || spot),
        confidence: perp.confidence,
      },
      ...expiries.flatMap((expiry, i) =>
        expiry.options.map((option, j) => ({
          symbol: `option ${i} ${j}`,
          kind: 'option',
          ...linear,
          expiry: expiryOf(expiry),
          strike: text(option.strike),
          right: option.right,
          markVol: option.vol,
          mark: text(markOf(expiry, option)),
        })),
      ),
    ],
  }
}

function bookOf({ cash, perp, collateral, expiries }: VectorInput): Fields {
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
  return bookDocument(perp.amount === 0 ? options : [perpetual, ...options], {
    mode: 'portfolio',
    balances: { USDC: text(cash), ...Object.fromEntries(coins) },
  })
}

function parametersOf({ params, input }: VectorCase): Fields {
  const collateral = Object.fromEntries(
    input.collateral.map(({ asset, cancelsRisk, maintenanceHaircutFrac, initialHaircutFracAdded }) => [
      asset,
      { cancelsRisk, maintenanceHaircutFrac, initialHaircutFracAdded },
    ]),
  )
  const manager = { shocks: shocksIn(params), charges: chargesIn(params), collateral }
  return {
    format: 'plimsoll-params/1',
    model: 'derive/pm2',
    set: 'vector',
    parameters: { managers: { COIN: manager }, limits: { assetsMax: 128, expiriesMax: 30 }, auction: auctionV2 },
  }
}

function grossOf({ spot, perp, collateral, expiries }: VectorInput): number {
  let gross = Math.abs(perp.amount) * spot
  for (const { options } of expiries) for (const { amount } of options) gross += Math.abs(amount) * spot
  for (const { amount, price } of collateral) gross += amount * price
  return gross
}

/** A market document holds volatilities up to 24 per √year; one published portfolio has one of 2511. */
function isWritable({ input }: VectorCase): boolean {
  return input.expiries.every(({ options }) => options.every(({ vol }) => vol <= 24))
}

test.each(cases.filter(isWritable).map((vector) => [vector.id, vector] as const))(
  'an account of documents is margined as the published portfolio %s',
  (_id, vector) => {
    const { input, expected } = vector
    const { pools } = assessmentOf(
      { market: marketOf(input), book: bookOf(input) },
      { model: 'derive/pm2', parameters: parametersOf(vector) },
    )
    const pool = pools[0]?.pool
    if (pool === undefined) throw new Error('there must be a pool')
    const tolerance = 1e-9 * grossOf(input)
    expect(Math.abs(pool.adjustedEquity - pool.maintenance.amount - expected.maintenanceMargin)).toBeLessThan(tolerance)
    expect(Math.abs(pool.adjustedEquity - pool.initial.amount - expected.initialMargin)).toBeLessThan(tolerance)
    const pnl = pool.riskUnits[0]?.pnl ?? []
    for (const [i, profit] of expected.scenarioPnl.entries())
      expect(Math.abs((pnl[i] ?? Number.NaN) - profit)).toBeLessThan(tolerance)
    expect(Math.max(treeError(pool.initial), treeError(pool.maintenance))).toBeLessThan(1e-12)
  },
)

test.each([
  ['vol', { vol: 'sideways' }],
  ['spotMultiplier', {}],
])('a portfolio whose scenario lacks its %s is told so', (name, scenario) => {
  const [vector] = cases
  const params = {
    ...vector?.params,
    scenarios: [{ spotMultiplier: name === 'vol' ? 1 : undefined, vol: 'up', ...scenario }],
  }
  expect(() => pm2Vector({ ...vector, params }, {})).toThrow(`${name} must be`)
})

test('what a portfolio leaves out is nothing', () => {
  const [vector] = cases
  expect(pm2Vector({ ...vector, input: { spot: 2000 } }, {})).toMatchObject({
    initialMargin: 0,
    maintenanceMargin: 0,
    basisContingency: 0,
  })
})
