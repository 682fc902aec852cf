import { expect, test } from 'vitest'
import { margin } from '../desk/margin.ts'
import { book, market, unwrap } from './builders.ts'

test('a book of one perpetual is margined in a line or two', () => {
  const btc = 'BTC/USDT:USDT'
  const result = unwrap(
    margin({ book: book([[btc, '1', '50000']], { balances: { USDT: '10000' } }), market: market([btc]) }),
  )
  expect(result.equity).toBe(10_000)
  expect(result.maintenanceMargin).toBe(250)
})
