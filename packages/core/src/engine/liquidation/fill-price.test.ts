import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { engineWith, run } from '../../testkit/engine.ts'
import type { Liquidity } from '../market/liquidity.ts'
import { pricerOf } from '../standing/price-account.ts'
import { fillPrice } from './fill-price.ts'

const btc = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const call = 'BTC/USDC:USDC-260327-50000-C'
const inverseCall = 'BTC/USD:BTC-260327-50000-C'

/** A basis point of half spread, and ten more for the first million. */
const usual: Liquidity = { halfSpreadFrac: 0.0001, impactFrac: 0.001, depthNotional: 1_000_000, slippageMaxFrac: 0.1 }

function fill(symbol: string, contracts: string, mark?: string, liquidity: Liquidity = usual): string {
  const state = engineWith([btc, inverse, call, inverseCall])
  run(state, { type: 'configure', config: { jumpMaxFrac: 5 }, liquidity: { '*': liquidity } })
  if (mark !== undefined) run(state, { type: 'prices', marks: { [symbol]: mark } })
  const result = pricerOf(state.core.market)(symbol)
  if (!result.ok) throw new Error('must have a price')
  return fillPrice(result.value.priced, Decimal.of(contracts), state.core).toString()
}

test('a market order pays half the spread and an impact that grows with the square root of its size', () => {
  // 5 coins are 250 000, of which the root is half a million's: 1 + 5 basis points of 50 000.
  expect(fill(btc, '5')).toBe('50030')
  expect(fill(btc, '-5')).toBe('49970')
  expect(fill(inverse, '250000')).toBe('50030')
})

test('a price is rounded against whoever trades', () => {
  expect(fill(btc, '5', '50000.00001')).toBe('50030.00001001')
  expect(fill(btc, '-5', '50000.00001')).toBe('49970.00000999')
})

test('no fill is further from the mark than the model allows, and no future is given away', () => {
  expect(fill(btc, '-1000000')).toBe('45000')
  expect(fill(btc, '-1', '0.000000000000000001')).toBe('0.000000000000000001')
})

test('a price far below one is told with as many digits as any, so that rounding takes nothing that counts', () => {
  // One basis point and what 0.03 of notional adds.
  expect(Number(fill(btc, '-100000', '0.000000321456'))).toBeCloseTo(0.000000321456 * 0.9998998, 13)
  expect(Number(fill(btc, '100000', '0.000000321456'))).toBeCloseTo(0.000000321456 * 1.0001002, 13)
  expect(Number(fill(btc, '-1', '0.000000000001'))).toBeLessThan(1e-12)
})

test('an option that is worth little costs a share of a hundredth of its underlying, but never less than nothing', () => {
  // Notional is 250 000 of the underlying: 6 basis points of the mark, or of 500.
  expect(fill(call, '-5', '1000')).toBe('999.4')
  expect(fill(call, '5', '10')).toBe('10.3')
  expect(fill(call, '-5', '0.1')).toBe('0')
  expect(fill(inverseCall, '5', '0')).toBe('0.000006')
})
