import { expect, test } from 'vitest'
import { instrumentPricer } from '../../account/bind.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Priced } from '../../pricing/priced.ts'
import { listing, market, unwrap } from '../../testkit/builders.ts'
import { bankruptcyPrice } from './deleverage.ts'

function priced(symbol: string, mark: string): Priced {
  return unwrap(instrumentPricer(market([listing(symbol, { mark })]))(symbol)).priced
}

// Margin at entry is notional ÷ leverage. Bybit prints 7735.50 for the first, its tick being half a dollar.
test.each([
  { symbol: 'BTC/USD:BTC', contracts: '1000', mark: '7890.08', margin: 1000 / 7890.08 / 50, price: '7735.37254902' },
  { symbol: 'BTC/USD:BTC', contracts: '-1000', mark: '7890.08', margin: 1000 / 7890.08 / 50, price: '8051.10204081' },
  { symbol: 'BTC/USDT:USDT', contracts: '2', mark: '50000', margin: 10_000, price: '45000' },
  { symbol: 'BTC/USDT:USDT', contracts: '-2', mark: '50000', margin: 10_000, price: '55000' },
  { symbol: 'BTC/USDT:USDT', contracts: '-2', mark: '50000', margin: -100, price: '49950' },
  { symbol: 'BTC/USDT:USDT', contracts: '9000000000', mark: '0.000000321', margin: 100, price: '0.00000030988889' },
])(
  '$contracts $symbol with a margin of $margin are bankrupt at $price',
  ({ symbol, contracts, mark, margin, price }) => {
    expect(bankruptcyPrice(priced(symbol, mark), Decimal.of(contracts), margin)?.toString()).toBe(price)
  },
)

test('what is backed by more than its value has no bankruptcy price', () => {
  expect(bankruptcyPrice(priced('BTC/USDT:USDT', '50000'), Decimal.of('1'), 50_000)).toBeUndefined()
  expect(bankruptcyPrice(priced('BTC/USD:BTC', '50000'), Decimal.of('-1000'), 0.02)).toBeUndefined()
})
