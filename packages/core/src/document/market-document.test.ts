import { describe, expect, test } from 'vitest'
import { forwardKey } from '../market/snapshot.ts'
import { parseInstant } from '../num/instant.ts'
import { type Fields, listing, marketDocument, problemsOf, unwrap } from '../testkit/builders.ts'
import { instrumentsMax, marketJsonSchema, parseMarket } from './market-document.ts'

const perpetual = 'BTC/USDT:USDT'
const call = 'ETH/USD:ETH-260327-2400-C'

/** Problems of a market with one perpetual that has these fields. */
const ofPerpetual = (fields: Fields) => problemsOf(parseMarket(marketDocument([listing(perpetual, fields)])))
const ofOption = (fields: Fields) => problemsOf(parseMarket(marketDocument([listing(call, fields)])))
const ofMarket = (fields: Fields) => problemsOf(parseMarket(marketDocument([], fields)))

test('every field of a market document reaches the snapshot', () => {
  const at = '2026-01-01T07:59:00Z'
  const seenAt = parseInstant(at)
  const expiry = '2026-03-27T08:00:00.000Z'
  const snapshot = unwrap(
    parseMarket(
      marketDocument(
        [
          listing('BTC/USDT', { id: 'BTCUSDT-SPOT', mark: '50001' }),
          listing(perpetual, {
            id: 'BTCUSDT',
            fundingRate: -0.0001,
            fundingIntervalHours: 8,
            openInterest: '12',
            volume24h: '3',
          }),
          listing('ETH/USD:ETH-260327', { confidence: 0.5, at }),
          listing(call, { mark: '0.08', volConfidence: 0.9 }),
        ],
        {
          assets: {
            USDT: { price: '0.9996', stable: true, twap: '0.9997', stablePrice: '1', confidence: 1, at },
            BTC: { price: '50000' },
          },
          underlyings: { BTC: { index: '50000', confidence: 0.8, at }, ETH: { index: '2500' } },
          forwards: [
            {
              underlying: 'ETH',
              expiry,
              price: '2550',
              rate: 0.03,
              rateConfidence: 0.7,
              fixedPart: '10',
              confidence: 0.6,
              at,
            },
            { underlying: 'BTC', expiry, price: '51000' },
          ],
        },
      ),
    ),
  )
  const asset = snapshot.assets.get('USDT')
  expect([asset?.price, asset?.twap, asset?.stablePrice].map(String)).toEqual(['0.9996', '0.9997', '1'])
  expect(asset).toMatchObject({ stable: true, confidence: 1, at: seenAt })
  expect(snapshot.assets.get('BTC')).toMatchObject({ stable: false })
  expect(snapshot.underlyings.get('BTC')).toMatchObject({ confidence: 0.8, at: seenAt })
  const forward = snapshot.forwards.get(forwardKey('ETH', parseInstant(expiry) ?? 0))
  expect(forward).toMatchObject({ rateFrac: 0.03, rateConfidence: 0.7, confidence: 0.6, at: seenAt })
  expect([forward?.price, forward?.fixedPart].map(String)).toEqual(['2550', '10'])
  expect(snapshot.forwards.get(forwardKey('BTC', parseInstant(expiry) ?? 0))).toMatchObject({ rateFrac: 0 })
  expect(snapshot.instruments.get('BTC/USDT')?.instrument).toMatchObject({ kind: 'spot', id: 'BTCUSDT-SPOT' })
  const quote = snapshot.instruments.get(perpetual)
  expect(quote?.instrument).toMatchObject({
    kind: 'perpetual',
    payout: 'linear',
    fundingRate: -0.0001,
    fundingIntervalHours: 8,
  })
  expect([quote?.mark, quote?.openInterest, quote?.volume24h].map(String)).toEqual(['50000', '12', '3'])
  expect(snapshot.instruments.get('ETH/USD:ETH-260327')).toMatchObject({ confidence: 0.5, at: seenAt })
  expect(snapshot.instruments.get(call)).toMatchObject({ markVol: 0.6, volConfidence: 0.9 })
  expect(snapshot.instruments.get(call)?.instrument).toMatchObject({ kind: 'option', right: 'call', payout: 'inverse' })
})

describe('a price, strike or size', () => {
  test.each([
    ['1e5', 'decimal.syntax'],
    ['+5', 'decimal.syntax'],
    ['NaN', 'decimal.syntax'],
    ['Infinity', 'decimal.syntax'],
    ['0x10', 'decimal.syntax'],
    ['', 'decimal.syntax'],
    [' 5', 'decimal.syntax'],
    ['9'.repeat(65), 'decimal.too-long'],
    ['0', 'number.range'],
    ['0.000', 'number.range'],
    ['-0', 'number.range'],
    ['-50000', 'number.range'],
    [50_000, 'document.type'],
    [null, 'document.type'],
  ])('that is %j is refused: %s', (value, code) => {
    expect(ofPerpetual({ mark: value })).toEqual([`${code} /instruments/0/mark`])
    expect(ofPerpetual({ contractSize: value })).toEqual([`${code} /instruments/0/contractSize`])
    expect(ofOption({ strike: value })).toEqual([`${code} /instruments/0/strike`])
    expect(ofMarket({ underlyings: { BTC: { index: value } } })).toEqual([`${code} /underlyings/BTC/index`])
    expect(ofMarket({ assets: { USDT: { price: value } } })).toEqual([`${code} /assets/USDT/price`])
  })

  test('says what it is and what it must be', () => {
    const result = parseMarket(marketDocument([listing(call, { strike: '-5' })]))
    expect(result).toMatchObject({ problems: [{ message: 'must be positive, is -5' }] })
  })

  test('an option may be worth nothing', () => {
    expect(parseMarket(marketDocument([listing(call, { mark: '0' })])).ok).toBe(true)
    expect(ofOption({ mark: '-0.01' })).toEqual(['number.range /instruments/0/mark'])
  })
})

describe('a measured number', () => {
  test.each([
    [JSON.parse('1e999'), 'number.not-finite'],
    [Number.NaN, 'number.not-finite'],
    [-0.1, 'number.range'],
    [24.5, 'number.range'],
    ['0.6', 'document.type'],
  ])('volatility %d is refused: %s', (markVol, code) => {
    expect(ofOption({ markVol })).toEqual([`${code} /instruments/0/markVol`])
  })

  test.each([-1e-9, 1.01, JSON.parse('-1e999')])('a confidence of %d is not a fraction', (confidence) => {
    expect(ofPerpetual({ confidence })).toHaveLength(1)
  })

  test.each([10.5, -10.5])('a rate of %d a year is refused', (rate) => {
    const forwards = [{ underlying: 'BTC', expiry: '2026-03-27T08:00:00Z', price: '50000', rate }]
    const result = parseMarket(marketDocument([], { forwards }))
    expect(problemsOf(result)).toEqual(['number.range /forwards/0/rate'])
    expect(result).toMatchObject({
      problems: [{ message: `must be at ${rate > 0 ? 'most 10' : 'least -10'}, is ${rate}` }],
    })
  })

  test('a funding interval must be positive', () => {
    expect(ofPerpetual({ fundingIntervalHours: 0 })).toEqual(['number.range /instruments/0/fundingIntervalHours'])
  })
})

test('an expiry is within thirty years', () => {
  expect(parseMarket(marketDocument([listing(call, { expiry: '2055-12-20T08:00:00Z' })])).ok).toBe(true)
  expect(ofOption({ expiry: '2056-01-01T08:00:00Z' })).toEqual(['document.value /instruments/0/expiry'])
})

describe('structure', () => {
  test.each([null, undefined, 7, 'text', [], true])('%j is not a market', (document) => {
    expect(problemsOf(parseMarket(document))).toHaveLength(1)
  })

  test('another format is named as such', () => {
    expect(ofMarket({ format: 'plimsoll-market/2' })).toEqual(['document.format /format'])
    expect(parseMarket(marketDocument([], { format: 'plimsoll-market/2' }))).toMatchObject({
      problems: [{ message: 'must be "plimsoll-market/1", is "plimsoll-market/2"' }],
    })
  })

  test('every missing field is told', () => {
    expect(problemsOf(parseMarket({})).toSorted()).toEqual(
      ['assets', 'at', 'currency', 'format', 'instruments', 'underlyings'].map(
        (field) => `document.missing-field /${field}`,
      ),
    )
  })

  test('unknown fields are refused with their pointer', () => {
    expect(ofMarket({ 'fees/maker': 1, forwards: [], underlyings: { BTC: { index: '1', extra: 1 } } })).toEqual([
      'document.unknown-field /underlyings/BTC/extra',
      'document.unknown-field /fees~1maker',
    ])
    expect(ofPerpetual({ strike: '5' })).toEqual(['document.unknown-field /instruments/0/strike'])
  })

  test('an instrument has a known kind', () => {
    expect(ofPerpetual({ kind: undefined })).toEqual(['document.missing-field /instruments/0/kind'])
    expect(ofPerpetual({ kind: 'swap' })).toEqual(['document.value /instruments/0/kind'])
    expect(problemsOf(parseMarket(marketDocument([7 as never])))).toEqual(['document.type /instruments/0'])
  })

  test('instants are ISO 8601 in UTC', () => {
    expect(ofMarket({ at: '2024-01-08' })).toEqual(['instant.syntax /at'])
    expect(ofOption({ expiry: '2026-02-30T08:00:00Z' })).toEqual(['instant.syntax /instruments/0/expiry'])
  })

  test('a name has 1 to 128 characters', () => {
    expect(ofMarket({ currency: '' })).toEqual(['document.value /currency'])
    expect(ofPerpetual({ underlying: 'B'.repeat(129) })).toEqual(['document.value /instruments/0/underlying'])
    const result = parseMarket(marketDocument([], { underlyings: { '': { index: '1' } } }))
    expect(result).toMatchObject({ problems: [{ path: '/underlyings/', message: 'name must have at least 1' }] })
  })

  test('of more than 50 problems the first 50 are told, and how many are left', () => {
    const result = parseMarket(
      marketDocument(Array.from({ length: 60 }, (_, i) => listing(perpetual, { symbol: `X${i}`, mark: '-1' }))),
    )
    expect(problemsOf(result)).toHaveLength(51)
    expect(result).toMatchObject({ problems: { 50: { message: 'and 10 more problems' } } })
  })

  test('a market has at most so many instruments', () => {
    const result = parseMarket(marketDocument(new Array<Fields>(instrumentsMax + 1).fill({})))
    expect(problemsOf(result)).toEqual(['document.too-large /instruments'])
  })
})

describe('what is listed twice', () => {
  test('each repeated symbol is told with the first one of it', () => {
    const result = parseMarket(marketDocument([perpetual, call, perpetual, perpetual].map((symbol) => listing(symbol))))
    expect(problemsOf(result)).toEqual([
      'market.duplicate-symbol /instruments/2/symbol',
      'market.duplicate-symbol /instruments/3/symbol',
    ])
    expect(result).toMatchObject({
      problems: [{ message: `must be listed once, ${perpetual} is also at /instruments/0` }, {}],
    })
  })

  test('a forward is the same at the same instant, however that is written', () => {
    const forward = { underlying: 'BTC', price: '50000' }
    const forwards = ['2026-03-27T08:00:00Z', '2026-06-26T08:00:00Z', '2026-03-27T08:00:00.000Z'].map((expiry) => ({
      ...forward,
      expiry,
    }))
    expect(ofMarket({ forwards })).toEqual(['market.duplicate-forward /forwards/2'])
  })

  test('no more than 50 of them are told', () => {
    expect(problemsOf(parseMarket(marketDocument(new Array(100).fill(listing(perpetual)))))).toHaveLength(51)
  })
})

describe('names that every object has', () => {
  test('are names like any other', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty']
    const underlyings = Object.fromEntries(names.map((name) => [name, { index: '1' }]))
    const snapshot = unwrap(
      parseMarket(
        marketDocument(
          names.map((name) => listing(perpetual, { symbol: name })),
          { underlyings },
        ),
      ),
    )
    expect([...snapshot.underlyings.keys()]).toEqual(names)
    expect([...snapshot.instruments.keys()]).toEqual(names)
    expect(snapshot.assets.get('valueOf')).toBeUndefined()
  })

  test.each(['assets', 'underlyings'])('but __proto__ in %s is refused, because no record can hold it', (field) => {
    const table = JSON.parse('{ "__proto__": { "price": "1" } }')
    expect(ofMarket({ [field]: table })).toEqual([`document.value /${field}/__proto__`])
  })
})

describe('what a contract pays in', () => {
  test('an inverse one pays in its underlying', () => {
    const result = parseMarket(marketDocument([listing('ETH/USD:ETH', { settle: 'BTC' })]))
    expect(problemsOf(result)).toEqual(['document.value /instruments/0/settle'])
    expect(result).toMatchObject({
      problems: [{ message: 'of an inverse contract must be its underlying ETH, is BTC' }],
    })
  })

  test('a linear one pays in its quote or in a stable asset', () => {
    expect(parseMarket(marketDocument([listing('BTC/USD:USDC', { payout: 'linear' })])).ok).toBe(true)
    expect(parseMarket(marketDocument([listing('BTC/USDT:USD', { payout: 'linear' })])).ok).toBe(true)
    expect(problemsOf(parseMarket(marketDocument([listing('ETH/USD:BTC', { payout: 'linear' })])))).toEqual([
      'document.value /instruments/0/settle',
    ])
  })
})

test('the JSON Schema names the format', () => {
  expect(JSON.stringify(marketJsonSchema())).toContain('plimsoll-market/1')
})
