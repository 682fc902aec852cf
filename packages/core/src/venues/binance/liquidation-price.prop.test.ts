import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { between, text } from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { marginOf } from '../../testkit/documents.ts'
import { coinmLiquidationPrices, usdmLiquidationPrices } from './liquidation-price.ts'
import { coinmBrackets2021 } from './params-coinm.ts'
import { usdmBrackets20241024 } from './params-usdm-2024-10-24.ts'

const mark = 50_000

/** One leg, or a long and a short in hedge mode; sizes in units of about a USD. */
const legs = fc.record({
  long: between(3, 7.3),
  short: between(3, 7.3),
  which: fc.constantFrom('long', 'short', 'both'),
  entry: between(0.8, 1.2),
  cushion: between(-2.5, 0.3),
})

type Legs = typeof legs extends fc.Arbitrary<infer T> ? T : never

function sizesOf({ long, short, which }: Legs, unit: number): readonly number[] {
  const sized = (exponent: number): number => Math.max(1, Math.round(10 ** exponent / unit))
  return [...(which === 'short' ? [] : [sized(long)]), ...(which === 'long' ? [] : [-sized(short)])]
}

function rowsOf(symbol: string, contracts: readonly string[], entry: string): readonly PositionRow[] {
  return contracts.map((held) => [symbol, held, entry, { positionSide: held.startsWith('-') ? 'short' : 'long' }])
}

/** Marks at which the generic search finds the wallet liquidated, below and above. */
function searched(result: MarginResult, pool: string): readonly (number | null)[] | null {
  const row = result.liquidation.find(({ scope, pool: name }) => scope === 'BTC' && name === pool)
  if (row === undefined || row.below.state === 'already') return null
  return [row.below, row.above].map((side) => (side.state === 'found' ? side.mark : null))
}

/** The nearest prices on either side, where the search looks. */
function nearest(prices: readonly number[]): readonly (number | null)[] {
  const inReach = prices.filter((price) => price > 0.0201 * mark && price < 9.99 * mark)
  return [inReach.findLast((price) => price < mark) ?? null, inReach.find((price) => price > mark) ?? null]
}

/** How many prices agree. */
function expectSame(found: readonly (number | null)[], prices: readonly number[]): number {
  let agreeing = 0
  for (const [i, price] of nearest(prices).entries()) {
    const other = found[i] ?? null
    if (price === null || other === null) {
      const isAtEnd = [price, other].some((each) => each !== null && (each < 0.0202 * mark || each > 9.98 * mark))
      expect([price, isAtEnd ? null : other]).toEqual([isAtEnd ? price : null, null])
    } else {
      expect(Math.abs(price / other - 1)).toBeLessThan(1e-9)
      agreeing++
    }
  }
  return agreeing
}

function resultOf(symbol: string, rows: readonly PositionRow[], balances: Fields): MarginResult {
  const listed = [listing(symbol), listing('ETH/USDT:USDT')]
  const market = marketDocument(listed)
  const other: PositionRow = ['ETH/USDT:USDT', '2', '2400']
  const isLinear = symbol.endsWith('USDT')
  const book = bookDocument(isLinear ? [...rows, other] : rows, { mode: 'cross', balances })
  return marginOf({ market, book }, { model: 'binance/cross' })
}

test('the closed form of USD-M is where the search finds the account liquidated', () => {
  const brackets = usdmBrackets20241024()['BTCUSDT'] ?? []
  let compared = 0
  fc.assert(
    fc.property(legs, (drawn) => {
      const contracts = sizesOf(drawn, 50).map((size) => size / 1000)
      const entry = Math.round(mark * drawn.entry)
      const gross = contracts.reduce((sum, size) => sum + Math.abs(size) * mark, 0)
      const loss = contracts.reduce((sum, size) => sum + size * (entry - mark), 0)
      const balance = Math.round(Math.max(0, loss) + gross * 10 ** drawn.cushion + 1000)
      const rows = rowsOf('BTC/USDT:USDT', contracts.map(text), text(entry))
      const found = searched(resultOf('BTC/USDT:USDT', rows, { USDT: text(balance) }), 'USD-M USDT')
      if (found === null) return
      // The ETH position: 2 at 2,500, entered at 2,400, in the first bracket of 0.4 %.
      const backing = { walletBalance: balance, otherMaintenance: 20, otherProfit: 200 }
      compared += expectSame(
        found,
        usdmLiquidationPrices(
          contracts.map((size) => ({ size, entryPrice: entry, brackets })),
          backing,
        ),
      )
    }),
    { numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(30)
})

test('the closed form of COIN-M is where the search finds the account liquidated', () => {
  const brackets = coinmBrackets2021['BTCUSD'] ?? []
  let compared = 0
  fc.assert(
    fc.property(legs, (drawn) => {
      const sizes = sizesOf(drawn, 1)
      const entry = Math.round(mark * drawn.entry)
      const gross = sizes.reduce((sum, size) => sum + Math.abs(size) / mark, 0)
      const loss = sizes.reduce((sum, size) => sum + size * (1 / mark - 1 / entry), 0)
      const balance = Math.round((Math.max(0, loss) + gross * 10 ** drawn.cushion) * 1e6 + 1) / 1e6
      const rows = rowsOf('BTC/USD:BTC', sizes.map(text), text(entry))
      const found = searched(resultOf('BTC/USD:BTC', rows, { BTC: text(balance) }), 'COIN-M BTC')
      if (found === null) return
      const backing = { walletBalance: balance, otherMaintenance: 0, otherProfit: 0 }
      compared += expectSame(
        found,
        coinmLiquidationPrices(
          sizes.map((size) => ({ size, entryPrice: entry, brackets })),
          backing,
        ),
      )
    }),
    { numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(30)
})
