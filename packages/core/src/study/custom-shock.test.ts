import { describe, expect, test } from 'vitest'
import { stress } from '../desk/stress.ts'
import { parseBook } from '../document/book-document.ts'
import { parseMarket } from '../document/market-document.ts'

const market = parseMarket({
  format: 'plimsoll-market/1',
  at: '2024-01-08T11:00:00.000Z',
  currency: 'USD',
  assets: { USDT: { price: '1', stable: true }, BTC: { price: '40000' }, ETH: { price: '2000' } },
  underlyings: { BTC: { index: '40000' }, ETH: { index: '2000' } },
  instruments: ['BTC', 'ETH'].map((coin) => ({
    symbol: `${coin}/USDT:USDT`,
    kind: 'perpetual',
    underlying: coin,
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
    mark: coin === 'BTC' ? '40000' : '2000',
  })),
})
const book = parseBook({
  format: 'plimsoll-book/1',
  account: 'desk',
  balances: { USDT: '50000' },
  positions: [
    { symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '40000' },
    { symbol: 'ETH/USDT:USDT', contracts: '-10', entryPrice: '2000' },
  ],
})
if (!market.ok || !book.ok) throw new Error('the documents of this test are sound')
const request = { market: market.value, book: book.value }

describe('a joint scenario of one’s own', () => {
  test('moves each underlying by its own move, and the rest by the common one', () => {
    const result = stress(request, { shocks: [{ name: 'mine', movesFrac: { BTC: -0.1 }, otherwiseFrac: 0.05 }] })
    expect(result.ok && result.value.named[0]).toMatchObject({ name: 'mine', words: 'as asked for' })
    expect(result.ok && result.value.named[0]?.pnl).toBeCloseTo(-4000 - 1000, 9)
  })

  test('a stablecoin off its peg takes its balance with it; coins keep their price, so marks in it rise', () => {
    const result = stress(request, { shocks: [{ name: 'off the peg', movesFrac: { USDT: -0.5 } }] })
    // 50 000 USDT are worth half; a long of 40 000 USD and a short of 20 000 gain and lose what their entries lose.
    expect(result.ok && result.value.named[0]?.pnl).toBeCloseTo(-25_000 + 20_000 - 10_000, 9)
  })

  test('what cannot be asked is refused, all of it together', () => {
    const shocks = [{ name: 'bad', movesFrac: { BTC: -1, DOGE: 0.1 }, volMoveFrac: -2, days: -1 }]
    const result = stress(request, { scopes: ['XRP'], spotMovesFrac: [-1], shocks })
    expect(result.ok ? [] : result.problems.map(({ path }) => path)).toEqual([
      '/scopes',
      '/moves',
      '/shocks/0/BTC',
      '/shocks/0/vol',
      '/shocks/0/DOGE',
      '/shocks/0/days',
    ])
  })
})
