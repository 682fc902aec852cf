import { expect, test } from 'vitest'
import { listing, market, unwrap } from '../testkit/builders.ts'
import { priceInstrument } from './price-instrument.ts'
import type { Priced } from './priced.ts'
import { type ChainPair, chain, chainAt, chainIndex } from './testdata/eth-chain-2024-01-08.ts'

/** Deribit quotes ETH options in steps of 0.0001 ETH at the finest; marks of a pair are each off by less than one. */
const tick = 1e-4

function priced(
  right: 'C' | 'P',
  { expiry, forward, strike, callMark, callVol, putMark, putVol }: ChainPair,
  isVolGiven: boolean,
): Priced {
  const symbol = `ETH/USD:ETH-${expiry.slice(2, 10).replaceAll('-', '')}-${strike}-${right}`
  const mark = right === 'C' ? callMark : putMark
  const markVol = isVolGiven ? (right === 'C' ? callVol : putVol) : undefined
  const snapshot = market([listing(symbol, { mark, markVol })], {
    at: chainAt,
    underlyings: { ETH: { index: chainIndex } },
    forwards: [{ underlying: 'ETH', expiry, price: forward }],
  })
  return unwrap(priceInstrument(snapshot, symbol)).priced
}

test('calls and puts of a real chain keep put–call parity within a tick', () => {
  for (const pair of chain) {
    const call = priced('C', pair, true)
    const put = priced('P', pair, true)
    // In coins: C − P = (F − K) ÷ F.
    const parity = 1 - Number(pair.strike) / Number(pair.forward)
    expect(Math.abs(call.mark - put.mark - parity)).toBeLessThan(tick)
  }
})

test('the volatility that comes with a real mark gives that mark back within a fifth of a tick', () => {
  for (const pair of chain) {
    for (const right of ['C', 'P'] as const)
      expect(Math.abs(priced(right, pair, true).option?.residual ?? 1)).toBeLessThan(tick / 5)
  }
})

test('the volatility implied by the out-of-the-money mark of a pair prices both marks within a tick', () => {
  for (const pair of chain) {
    const right = Number(pair.strike) > Number(pair.forward) ? 'C' : 'P'
    const other = right === 'C' ? 'P' : 'C'
    const vol = priced(right, pair, false).option?.vol ?? 0
    const again = priced(other, { ...pair, callVol: vol, putVol: vol }, true)
    expect(Math.abs(again.option?.residual ?? 1)).toBeLessThan(tick)
  }
})
