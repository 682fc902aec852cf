import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { treeError } from '../margin/charge.ts'
import { arbitraryAccount, text } from '../testkit/arbitrary-account.ts'
import { bookDocument, type Fields } from '../testkit/builders.ts'
import { marginOf } from '../testkit/documents.ts'
import { modelMark } from '../testkit/moved-market.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const runs = { numRuns: 40 }

test('every tree adds up, of totals in any currency and of pools', () => {
  fc.assert(
    fc.property(arbitraryAccount(), fc.constantFrom('USD', 'USDT', 'BTC', 'ETH'), (documents, currency) => {
      const result = marginOf(documents, { currency })
      for (const { initial, maintenance } of [result, ...result.pools])
        for (const tree of [initial, maintenance])
          expect(tree === null ? Number.NaN : treeError(tree)).toBeLessThan(1e-12)
    }),
    runs,
  )
})

test('totals in one currency are those in another at its price', () => {
  fc.assert(
    fc.property(arbitraryAccount(), fc.constantFrom('USDT', 'BTC'), (documents, currency) => {
      const [usd, other] = [marginOf(documents), marginOf(documents, { currency })]
      const price = Number((documents.market['assets'] as Record<string, Fields>)[currency]?.['price'])
      for (const key of ['equity', 'adjustedEquity', 'initialMargin', 'maintenanceMargin', 'freeCollateral'] as const) {
        const [a, b] = [usd[key] ?? Number.NaN, (other[key] ?? Number.NaN) * price]
        expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + (usd.initialMargin ?? 0) + Math.abs(usd.equity ?? 0)))
      }
      expect([other.maintenanceUse, other.standing, other.worstPool]).toEqual([
        usd.maintenanceUse,
        usd.standing,
        usd.worstPool,
      ])
    }),
    runs,
  )
})

test('equity is what balances, positions and margins set aside are worth, in every mode', () => {
  fc.assert(
    fc.property(arbitraryAccount(), (documents) => {
      const equities = (['isolated', 'cross', 'portfolio'] as const).map(
        (mode) => marginOf(documents, { mode }).equity ?? Number.NaN,
      )
      const [isolated = 0, cross = 0, portfolio = 0] = equities
      const size = 1e-9 * (1 + Math.abs(cross) + (marginOf(documents).initialMargin ?? 0) + 1e6)
      expect(Math.abs(isolated - cross)).toBeLessThan(size)
      expect(Math.abs(portfolio - cross)).toBeLessThan(size)
    }),
    runs,
  )
})

describe('put and call', () => {
  test('of one strike are worth a forward together, at the market’s prices', () => {
    fc.assert(
      fc.property(
        arbitraryAccount({ positionsMax: 0 }),
        fc.constantFrom('USD:ETH', 'USDC:USDC'),
        fc.integer({ min: 1, max: 9 }),
        ({ market }, settled, contracts) => {
          const symbols = ['C', 'P'].map((right) => `ETH/${settled}-260327-2400-${right}`)
          const expiry = '2026-03-27T08:00:00.000Z'
          const [quote = '', settle = ''] = settled.split(':')
          const listings = symbols.map((symbol, i) => ({
            symbol,
            kind: 'option',
            underlying: 'ETH',
            payout: quote === settle ? 'linear' : 'inverse',
            quote,
            settle,
            contractSize: '1',
            expiry,
            strike: '2400',
            right: i === 0 ? 'call' : 'put',
            markVol: 0.7,
          }))
          const forward = { underlying: 'ETH', expiry, price: '2600', rate: 0.05 }
          const documents = {
            market: { ...market, instruments: listings, forwards: [forward] },
            book: bookDocument(
              symbols.map((symbol, i) => [symbol, text(i === 0 ? contracts : -contracts), '1'] as const),
              { mode: 'portfolio' },
            ),
          }
          const { equity } = marginOf(documents)
          const assets = market['assets'] as Record<string, Fields>
          const quotePrice = Number(assets[quote]?.['price'] ?? 1)
          const index = Number((market['underlyings'] as Record<string, Fields>)['ETH']?.['index'])
          const years = (Date.parse(expiry) - Date.parse(market['at'] as string)) / (365 * 86_400_000)
          // Linear: discounted in the quote currency. Inverse: coins of a forward, at the coin's price now.
          const parity =
            quote === settle
              ? (2600 / quotePrice - 2400) * Math.exp(-0.05 * years) * quotePrice
              : (1 - 2400 / 2600) * index
          expect(equity).toBeCloseTo(contracts * parity, 6)
          expect(modelMark(documents.market, listings[0] as Fields, 1)).toBeGreaterThan(0)
        },
      ),
      runs,
    )
  })
})

test('an account margined from the same documents twice is the same text', () => {
  fc.assert(
    fc.property(arbitraryAccount(), (documents) => {
      const copy = JSON.parse(JSON.stringify(documents)) as typeof documents
      expect(JSON.stringify(marginOf(copy))).toBe(JSON.stringify(marginOf(documents)))
    }),
    runs,
  )
})

/** Tests run from the root of the repository. */
const read = (path: string): Fields => JSON.parse(readFileSync(`examples/${path}`, 'utf8')) as Fields

const demoBooks: readonly string[] = readdirSync('examples/books')

describe.each(demoBooks)('the demo book %s', (name) => {
  const documents = { market: read('market-2024-01-08.json'), book: read(`books/${name}`) }

  test.each(['isolated', 'cross', 'portfolio'] as const)('is margined whole in %s, in trees that add up', (mode) => {
    const result = marginOf(documents, { mode })
    expect(result.standing).not.toBe('unknown')
    for (const { initial, maintenance } of [result, ...result.pools])
      for (const tree of [initial, maintenance])
        expect(tree === null ? Number.NaN : treeError(tree)).toBeLessThan(1e-12)
    expect(result.initialMargin ?? Number.NaN).toBeGreaterThanOrEqual(result.maintenanceMargin ?? Number.NaN)
    const shares = [...result.positions, ...result.collateral].map(({ maintenanceShare }) => maintenanceShare ?? 0)
    const sum = shares.reduce((a, b) => a + b, 0)
    expect(Math.abs(sum - (result.maintenanceMargin ?? Number.NaN))).toBeLessThan(
      1e-9 * (1 + shares.reduce((a, b) => a + Math.abs(b), 0)),
    )
  })
})
