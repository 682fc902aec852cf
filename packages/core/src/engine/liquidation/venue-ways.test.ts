import { expect, test } from 'vitest'
import type { LiquidationPolicy, LiquidationStep } from '../../margin/venue-profile.ts'
import { command, rules } from '../../testkit/engine.ts'
import { balance, bought, btc, eth, fillsOf, flatEngine, moved, opened } from '../../testkit/liquidated.ts'
import { apply } from '../apply.ts'
import type { EngineState } from '../state.ts'
import type { LiquidationStepFacts } from './step.ts'

const told = { provenance: 'assumed', source: 'a test' } as const

function stepOf(name: string, more: Pick<LiquidationStep, 'action' | 'when'>): LiquidationStep {
  return { name, does: name, ...more, ...told }
}

/** One step of alice's liquidation where her venue liquidates so. */
function stepUnder(state: EngineState, policy: Partial<LiquidationPolicy>): LiquidationStepFacts {
  const whole: LiquidationPolicy = { model: 'any', trigger: 1, steps: [], price: 'solved', ...policy }
  const outcome = apply(state, command({ type: 'liquidate', account: 'alice' }), {
    ...rules,
    liquidationOf: () => whole,
  })
  if (!outcome.done) throw new Error(outcome.refusal.message)
  const step = outcome.events.find((event) => event.type === 'liquidation-step')
  if (step?.type !== 'liquidation-step') throw new Error('must tell a step, tells none')
  return step.step
}

/** Alice long 1 BTC and short 2 ETH, which need 227.5 and 25, with this left of her money. */
function aliceWith(equity: number, mode = 'cross'): EngineState {
  const state = flatEngine()
  opened(state, 'alice', mode, { USDT: String(4500 + equity) })
  bought(state, 'alice', btc, '1', '50000')
  bought(state, 'alice', eth, '-2', '2500')
  moved(state, { BTC: 0.91 })
  return state
}

const evenly = stepOf('evenly', { action: { type: 'reduce-evenly' } })
const restoreUse = { use: 0.9, ...told }

test('every position shrinks by the smallest multiple that restores the pool, its penalty paid', () => {
  const state = aliceWith(240)
  const step = stepUnder(state, {
    steps: [stepOf('fifths', { action: { type: 'reduce-evenly', stepFrac: 0.2 } })],
    restoreUse,
    fee: { ofMaintenanceFrac: 0.7, ...told },
  })
  // A fifth leaves 202 of 204.65, two fifths 151.5 of 169.3, which is below nine tenths. The penalty is 0.7 × 0.4 × 252.5.
  expect(step.fills.map(({ symbol, contracts }) => [symbol, String(contracts)])).toEqual([
    [btc, '-0.4'],
    [eth, '0.8'],
  ])
  const [inBtc, inEth] = step.fills.map(({ fee }) => Number(fee))
  // By notional: 45 500 to 5 000. Units that do not divide are not taken.
  expect([inBtc, inEth]).toEqual([expect.closeTo(63.7, 6), expect.closeTo(7, 6)])
  expect([Number(balance(state, '@fund')), step.after.maintenance]).toEqual([expect.closeTo(70.7, 6), 151.5])
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
})

test('without multiples they shrink just enough', () => {
  const step = stepUnder(aliceWith(240), { steps: [evenly], restoreUse })
  // 252.5 × (1 − s) = 0.9 × (240 − 50.5 × s)
  const share = (252.5 - 216) / (252.5 - 45.45)
  const [inBtc, inEth] = step.fills.map(({ contracts }) => Number(contracts))
  expect(Math.abs((inBtc ?? 0) + share)).toBeLessThan(1 / 8192)
  expect(inEth).toBeCloseTo(-2 * (inBtc ?? 0), 6)
  expect(step.after.maintenanceUse).toBeLessThanOrEqual(0.9)
})

test('what not even closing all of it restores is not shrunk evenly', () => {
  expect(stepUnder(aliceWith(0), { steps: [evenly] }).name).toBe('close all')
})

const inParts: readonly LiquidationStep[] = [
  stepOf('backstop', { action: { type: 'take-over' }, when: { useMin: 1.5 } }),
  stepOf('part', {
    action: { type: 'reduce', partFrac: 0.2, order: 'largest-maintenance', notionalAbove: 10_000 },
    when: { first: true },
  }),
  stepOf('rest', { action: { type: 'close-all' } }),
]
const atTheLine = { steps: inParts, restoreUse: { use: 1, ...told }, fee: { feeFrac: 0, ...told } }

test('a step that is the first or none is done once, on positions that are large enough', () => {
  const state = aliceWith(180)
  const [first, second] = [stepUnder(state, atTheLine), stepUnder(state, atTheLine)]
  expect([first.name, fillsOf(first)]).toEqual(['part', [[btc, '-0.2', '45500', '0']]])
  expect([second.name, second.fills.map(({ symbol }) => symbol)]).toEqual(['rest', [btc, eth]])
  expect(balance(state, 'alice')).toBe('180')
})

test('a step from a certain use on is done at once where that is reached', () => {
  const state = aliceWith(168)
  expect(stepUnder(state, atTheLine).name).toBe('backstop')
  expect([balance(state, 'alice'), balance(state, '@fund')]).toEqual(['0', '168'])
})

test('fees are by underlying where they are told so', () => {
  const fee = { feeFrac: 0.001, byUnderlying: { BTC: 0.002 }, ...told }
  const step = stepUnder(aliceWith(240), { fee, steps: [stepOf('all', { action: { type: 'close-all' } })] })
  expect(step.fills.map(({ fee: paid }) => String(paid))).toEqual(['91', '5'])
})

test('hedges that are for options alone leave an account without options as it is', () => {
  const steps = (onlyWithOptions: boolean): readonly LiquidationStep[] => [
    stepOf('hedge', {
      action: { type: 'delta-hedge', partFrac: 1, ...(onlyWithOptions ? { onlyWithOptions } : {}) },
    }),
  ]
  const equity = 3000
  expect(stepUnder(aliceWith(equity, 'portfolio'), { steps: steps(false) }).name).toBe('hedge')
  expect(stepUnder(aliceWith(equity, 'portfolio'), { steps: steps(true) }).name).toBe('close all')
})
