import { expect, test } from 'vitest'
import { bought, btc, eth, flatEngine, liquidated, liquidatingBy, moved, opened } from '../../testkit/liquidated.ts'
import type { EngineState } from '../state.ts'
import type { LiquidationStepFacts } from './step.ts'

/** Long 1 BTC and 20 ETH from 50 000 and 2 500, each down by 6 %: worth 94 000, of which 470 is maintenance margin. */
function fallen(usdt: string): EngineState {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: usdt })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '20', '2500')
  moved(state, { BTC: 0.94, ETH: 0.94 })
  return state
}

const filled = ({ fills }: LiquidationStepFacts) => fills.map(({ symbol, contracts }) => [symbol, Number(contracts)])

// With 400 left and a fee of 0.1 %, closing a share s leaves 400 − 94 s of equity and needs 470 (1 − s):
// 470 (1 − s) ≤ 0.9 (400 − 94 s) from s = 110 ÷ 385.4 = 28.54 % on. It is found to 1/16384 of the whole.
test('every position shrinks by the smallest share that restores the account', () => {
  const step = liquidated(fallen('6400'), 'alice', liquidatingBy({ type: 'reduce-evenly' }))
  const [[, inBtc] = [], [, inEth] = []] = filled(step)
  expect(step.name).toBe('reduce-evenly')
  expect(Number(inBtc)).toBeCloseTo(-110 / 385.4, 3)
  expect(Number(inEth)).toBeCloseTo((-20 * 110) / 385.4, 2)
})

test.each([
  [0.25, 0.5],
  [0.1, 0.3],
  [0.7, 0.7],
])('the share is a multiple of a step of %d, where the venue has one', (stepFrac, share) => {
  const step = liquidated(fallen('6400'), 'alice', liquidatingBy({ type: 'reduce-evenly', stepFrac }))
  const [[, inBtc] = [], [, inEth] = []] = filled(step)
  expect(Number(inBtc)).toBeCloseTo(-share, 7)
  expect(Number(inEth)).toBeCloseTo(-20 * share, 7)
})
