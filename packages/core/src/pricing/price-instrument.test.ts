import { describe, expect, test } from 'vitest'
import { type Fields, listing, market, problemsOf, unwrap } from '../testkit/builders.ts'
import { black76 } from './black76.ts'
import { assetPrice, priceInstrument } from './price-instrument.ts'

const call = 'ETH/USD:ETH-260327-2400-C'
const linearPut = 'ETH/USDC:USDC-260327-2400-P'
const expiry = '2026-03-27T08:00:00.000Z'
const forward = { underlying: 'ETH', expiry, price: '2550' }

const price = (symbol: string, fields: Fields = {}, rest: Fields = {}) =>
  priceInstrument(market([listing(symbol, fields)], rest), symbol)
const withForward = { forwards: [forward] }

describe('what cannot be priced', () => {
  test.each([
    ['an unlisted symbol', 'X/Y:Y', {}, {}, ['book.unlisted /instruments/X~1Y:Y']],
    ['a spot holding', 'BTC/USDT', {}, {}, ['book.spot-position /instruments/BTC~1USDT']],
    [
      'a perpetual without a mark',
      'BTC/USDT:USDT',
      { mark: undefined },
      {},
      ['market.missing-mark /instruments/BTC~1USDT:USDT/mark'],
    ],
    [
      'an option without mark and volatility',
      call,
      { markVol: undefined },
      withForward,
      ['market.missing-mark /instruments/ETH~1USD:ETH-260327-2400-C/mark'],
    ],
    [
      'an option whose mark has no volatility',
      call,
      { markVol: undefined, mark: '1' },
      withForward,
      ['market.no-vol /instruments/ETH~1USD:ETH-260327-2400-C/markVol'],
    ],
    [
      'everything missing at once',
      'X~/EUR:EUR',
      { mark: '1' },
      { underlyings: {} },
      ['market.missing-index /underlyings/X~0', 'market.missing-price /assets/EUR'],
    ],
  ])('%s says so', (_, symbol, fields, rest, problems) => {
    const listed = symbol === 'X/Y:Y' ? [] : [listing(symbol, fields)]
    expect(problemsOf(priceInstrument(market(listed, rest), symbol))).toEqual(problems)
  })

  test('a zero mark determines no volatility', () => {
    expect(problemsOf(price(call, { markVol: undefined, mark: '0' }, withForward))).toHaveLength(1)
  })
})

describe('the price of an asset', () => {
  const snapshot = market([], { assets: { USDT: { price: '0.9996', stable: true }, BTC: { price: '49000' } } })
  test.each([
    ['USD', 1],
    ['USDT', 0.9996],
    ['BTC', 49_000],
    ['ETH', 2500],
    ['EUR', null],
  ])('%s costs %d', (asset, dollars) => {
    expect(assetPrice(snapshot, asset)).toBe(dollars)
  })
})

describe('an option', () => {
  test('without a mark is worth its model price', () => {
    const { priced, notes } = unwrap(price(call, {}, withForward))
    const tteYears = 85 / 365
    expect(priced.mark).toBeCloseTo(
      black76({ right: 'call', forward: 2550, strike: 2400, vol: 0.6, tteYears }) / 2550,
      12,
    )
    expect(priced.option).toMatchObject({ forward: 2550, discount: 1, residual: 0, vol: 0.6 })
    expect(notes).toEqual([])
  })

  test('keeps what its mark is off the model', () => {
    const modelled = unwrap(price(call, {}, withForward)).priced.mark
    const { priced } = unwrap(price(call, { mark: '0.15' }, withForward))
    expect(priced.mark).toBe(0.15)
    expect(priced.option?.residual).toBeCloseTo(0.15 - modelled, 12)
  })

  test.each([
    [call, 0.6],
    [linearPut, 1.2],
    ['ETH/USD:ETH-260327-9000-C', 0.9],
  ])('%s without a volatility has that of its mark, %d', (symbol, markVol) => {
    const rest = { forwards: [{ ...forward, rate: 0.04 }] }
    const mark = unwrap(price(symbol, { markVol }, rest)).priced.mark
    const { priced } = unwrap(price(symbol, { markVol: undefined, mark: mark.toFixed(18) }, rest))
    expect(priced.option?.vol).toBeCloseTo(markVol, 9)
    expect(Math.abs(priced.option?.residual ?? 1)).toBeLessThan(1e-9 * mark)
  })

  test('of the linear kind is discounted, and its forward is in its quote', () => {
    const rest = { forwards: [{ ...forward, rate: 0.05 }], assets: { USDC: { price: '0.5', stable: true } } }
    const { priced } = unwrap(price(linearPut, {}, rest))
    const tteYears = 85 / 365
    expect(priced.option?.forward).toBe(5100)
    expect(priced.option?.discount).toBeCloseTo(Math.exp(-0.05 * tteYears), 15)
    expect(priced.mark).toBeCloseTo(
      Math.exp(-0.05 * tteYears) * black76({ right: 'put', forward: 5100, strike: 2400, vol: 0.6, tteYears }),
      9,
    )
  })
})

describe('a forward that is not in the market', () => {
  const future = 'ETH/USD:ETH-260327'
  const priceWith = (...others: readonly Fields[]) => unwrap(priceInstrument(market([listing(call), ...others]), call))

  test('is the mark of the future of that expiry', () => {
    const { priced, notes } = priceWith(
      listing('BTC/USD:BTC-260327'),
      listing('ETH/USD:ETH-260626'),
      listing(future, { mark: '2570' }),
    )
    expect(priced.option?.forward).toBe(2570)
    expect(notes).toMatchObject([
      { code: 'market.forward-assumed', message: expect.stringMatching(/uses the mark of its future$/) },
    ])
  })

  test('in the money of the market, whatever the future is quoted in', () => {
    const assets = { USDT: { price: '0.5', stable: true } }
    const snapshot = market([listing(call), listing('ETH/USDT:USDT-260327', { mark: '5200' })], { assets })
    expect(unwrap(priceInstrument(snapshot, call)).priced.option?.forward).toBe(2600)
  })

  test.each([
    ['there is no future', []],
    ['the future has no mark', [listing(future, { mark: undefined })]],
    ['the money of the future has no price', [listing('ETH/EUR:EUR-260327', { mark: '2000' })]],
  ])('is the index where %s', (_, others) => {
    const { priced, notes } = priceWith(...others)
    expect(priced.option?.forward).toBe(2500)
    expect(notes).toMatchObject([
      { code: 'market.forward-assumed', path: '/forwards', message: expect.stringMatching(/uses the index$/) },
    ])
  })
})

describe('after expiry', () => {
  test.each([
    ['ETH/USD:ETH-260101-2400-C', 100 / 2500],
    ['ETH/USD:ETH-251231-2400-C', 100 / 2500],
    ['ETH/USD:ETH-251231-2400-P', 0],
    ['ETH/USDC:USDC-251231-2600-P', 100],
    ['ETH/USDC:USDC-251231-2600-C', 0],
  ])('%s is worth its intrinsic value, and a note says so', (symbol, mark) => {
    // Neither the last mark nor a forward matters any more.
    const stale = { forwards: [{ underlying: 'ETH', expiry: '2025-12-31T08:00:00.000Z', price: '9999', rate: 0.5 }] }
    const { priced, notes } = unwrap(price(symbol, { mark: '0.7' }, stale))
    expect(priced.mark).toBeCloseTo(mark, 12)
    expect(priced.option).toMatchObject({ vol: 0, tteYears: 0, discount: 1, residual: 0, forward: 2500 })
    expect(notes).toMatchObject([{ code: 'market.expired' }])
  })

  test('a future stays at its last mark, and a note says so', () => {
    const { priced, notes } = unwrap(price('ETH/USD:ETH-260101', { mark: '2499' }))
    expect(priced).toMatchObject({ mark: 2499, expiryYears: 0 })
    expect(notes).toMatchObject([{ code: 'market.expired', message: expect.stringMatching(/stays at its last mark$/) }])
  })
})
