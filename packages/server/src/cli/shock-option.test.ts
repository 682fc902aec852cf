import { expect, test } from 'vitest'
import { shockOf } from './shock-option.ts'

test('a shock names its moves, those of the rest, volatilities and days', () => {
  const text = 'BTC=-20%, ETH=-0.3,*=-10%,vol=+50%,days=7'
  const movesFrac = { BTC: -0.2, ETH: -0.3 }
  expect(shockOf(text)).toEqual({ name: text, movesFrac, otherwiseFrac: -0.1, volMoveFrac: 0.5, days: 7 })
})

test.each(['', 'BTC', 'BTC=', 'BTC=down', 'BTC -20%'])('%j is no shock', (text) => {
  expect(() => shockOf(text)).toThrow('--shock must be moves such as')
})
