import { expect, test } from 'vitest'
import { rules, run } from '../../testkit/engine.ts'
import {
  balance,
  bought,
  btc,
  eth,
  fillsOf,
  flatEngine,
  flowsOf,
  liquidated,
  moved,
  opened,
} from '../../testkit/liquidated.ts'
import { accountsInDanger } from '../liquidation/danger.ts'
import { liquidationPlan } from '../liquidation/plan.ts'
import type { EngineState } from '../state.ts'
import { stateText } from '../text/snapshot.ts'

const quarter = 'BTC/USDT:USDT-260327'
const call = 'BTC/USDC:USDC-260327-50000-C'

/** Long of 1 BTC at 50 000 in portfolio mode, with this much. */
function long(usdt: string, symbols: readonly string[] = [btc]): EngineState {
  const state = flatEngine(symbols)
  opened(state, 'alice', 'portfolio', { USDT: usdt })
  bought(state, 'alice', btc, '1', '50000')
  return state
}

function useOf(state: EngineState): number | null | undefined {
  const [danger] = accountsInDanger(state, rules)
  return danger?.verdict === 'liquidatable' ? danger.maintenanceUse : undefined
}

test('a portfolio is reduced just enough to be restored', () => {
  const state = long('7000')
  moved(state, { BTC: 0.96 })
  const use = useOf(state)
  expect(use).toBeGreaterThan(1)
  const step = liquidated(state, 'alice')
  expect(step.name).toBe('reduce or hedge')
  expect(step.before.maintenanceUse).toBe(use)
  expect(step.after.maintenanceUse).toBeLessThanOrEqual(0.9)
  expect(step.after.maintenanceUse).toBeGreaterThan(0.899)
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
  expect(accountsInDanger(state, rules)).toEqual([])
})

test('what cannot be traded cheaply is hedged with what can', () => {
  const state = long('7000', [btc, quarter])
  const dear = { halfSpreadFrac: 0.02, impactFrac: 0, depthNotional: 1, slippageMaxFrac: 0.1 }
  const cheap = { halfSpreadFrac: 0.0001, impactFrac: 0, depthNotional: 1, slippageMaxFrac: 0.1 }
  run(state, { type: 'configure', config: {}, liquidity: { '*': dear, [quarter]: cheap } })
  moved(state, { BTC: 0.96 })
  const step = liquidated(state, 'alice')
  expect(step.fills.map(({ symbol, contracts }) => [symbol, contracts.sign()])).toEqual([[quarter, -1]])
  expect(state.accounts.get('alice')?.positions.get(btc)?.contracts.toString()).toBe('1')
})

test('a liquidation that has begun goes on until it is restored, though the account is above its line', () => {
  const state = flatEngine([btc, eth])
  opened(state, 'alice', 'portfolio', { USDT: '12000' })
  bought(state, 'alice', btc, '1', '50000')
  run(state, {
    type: 'order',
    account: 'alice',
    order: { id: 'o', symbol: eth, contracts: '1', price: '2400', reduceOnly: false },
  })
  moved(state, { BTC: 0.85 })
  const first = liquidated(state, 'alice')
  expect(first).toMatchObject({ name: 'cancel orders', cancelled: ['o'] })
  const begun = state.accounts.get('alice')?.liquidation
  expect(begun).toMatchObject({ state: 'liquidating', steps: 1 })
  // Between the restore level and the line.
  moved(state, { BTC: 0.92 })
  const second = liquidated(state, 'alice')
  expect(second.before.maintenanceUse).toBeGreaterThan(0.9)
  expect(second.before.maintenanceUse).toBeLessThan(1)
  expect(second.after.maintenanceUse).toBeLessThanOrEqual(0.9)
})

test('a portfolio without equity is closed whole, for nothing less would restore it', () => {
  const state = long('7000')
  run(state, { type: 'fund-deposit', asset: 'USDT', amount: '5000' })
  moved(state, { BTC: 0.84 })
  const step = liquidated(state, 'alice')
  expect(step.name).toBe('close all')
  expect(fillsOf(step)).toEqual([[btc, '-1', '42000', '0']])
  expect(flowsOf(step)).toEqual(['fund 1000 USDT'])
  expect(balance(state, 'alice')).toBe('0')
})

test('after the last step that it may take a liquidation closes all that is left', () => {
  const state = long('7000')
  run(state, { type: 'configure', config: { liquidationStepsMax: 1 } })
  moved(state, { BTC: 0.96 })
  expect(liquidated(state, 'alice').name).toBe('close all')
  expect(state.accounts.get('alice')?.positions.size).toBe(0)
})

test('a plan tells what liquidation would do and does nothing', () => {
  const state = long('7000', [btc, call])
  bought(state, 'alice', call, '-1', '5000')
  moved(state, { BTC: 1 })
  const before = stateText(state)
  const plan = liquidationPlan(state, 'alice', rules)
  expect(stateText(state)).toBe(before)
  if (!('steps' in plan)) throw new Error(plan.message)
  expect(plan.ends).toBe('healthy')
  expect(plan.steps.map(() => liquidated(state, 'alice'))).toEqual(plan.steps)
  expect(liquidationPlan(state, 'alice', rules)).toMatchObject({ code: 'liquidation.above-line' })
})

/** A short of SOL against a smaller basis trade in BTC, its far leg dear to trade: only a small trade helps at the end. */
function crooked(): EngineState {
  const [sol, near, far] = ['SOL/USDT:USDT', 'BTC/USDC:USDC', 'BTC/USDC:USDC-260327']
  const state = flatEngine([sol, near, far, quarter, btc])
  const usual = { halfSpreadFrac: 0.0001, impactFrac: 0.001, depthNotional: 1_000_000, slippageMaxFrac: 0.1 }
  const dear = { ...usual, halfSpreadFrac: 0.005, impactFrac: 0.01 }
  run(state, { type: 'configure', config: { liquidationFeeFrac: 0 }, liquidity: { '*': usual, [quarter]: dear } })
  opened(state, 'alice', 'portfolio', { USDT: '8307.780881' })
  bought(state, 'alice', sol, '751.3056', '100')
  bought(state, 'alice', near, '1.2903', '50000')
  bought(state, 'alice', far, '-1.2199', '50000')
  bought(state, 'alice', quarter, '-1.6989', '50000')
  return state
}

test('a portfolio that a small trade restores is not closed whole', () => {
  const state = crooked()
  for (let i = 0; i < 10 && accountsInDanger(state, rules).length > 0; i += 1)
    expect(liquidated(state, 'alice').name).toBe('reduce or hedge')
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
  expect(state.accounts.get('alice')?.positions.size).toBeGreaterThan(3)
})

test('above its line nothing is closed whole: a liquidation in which nothing helps any more is over', () => {
  const state = flatEngine([btc, eth])
  opened(state, 'alice', 'portfolio', { USDT: '12000' })
  bought(state, 'alice', btc, '1', '50000')
  const order = { id: 'o', symbol: eth, contracts: '1', price: '2400', reduceOnly: false }
  run(state, { type: 'order', account: 'alice', order })
  moved(state, { BTC: 0.85 })
  liquidated(state, 'alice')
  // Between the restore level and the line, where every trade costs more than it frees.
  const ruinous = { halfSpreadFrac: 0.9, impactFrac: 0, depthNotional: 1, slippageMaxFrac: 0.9 }
  run(state, { type: 'configure', config: {}, liquidity: { '*': ruinous } })
  moved(state, { BTC: 0.92 })
  expect(run(state, { type: 'liquidate', account: 'alice' }).filter(({ type }) => type !== 'liquidation')).toEqual([])
  expect(state.accounts.get('alice')?.liquidation).toEqual({ state: 'none' })
  expect(state.accounts.get('alice')?.positions.size).toBe(1)
})

test('a book between two worst cases is helped by two trades at once', () => {
  const [near, sol, put] = ['BTC/USDC:USDC', 'SOL/USDT:USDT', 'BTC/USDC:USDC-260327-40000-P']
  const state = flatEngine([near, sol, put, call, btc, eth])
  const usual = { halfSpreadFrac: 0.0001, impactFrac: 0.001, depthNotional: 1_000_000, slippageMaxFrac: 0.1 }
  run(state, { type: 'configure', config: { liquidationFeeFrac: 0.0005 }, liquidity: { '*': usual } })
  opened(state, 'alice', 'portfolio', { USDT: '3155.922753' })
  bought(state, 'alice', call, '0.769', '6500')
  bought(state, 'alice', near, '-1.4474', '50000')
  bought(state, 'alice', sol, '211.9542', '100')
  bought(state, 'alice', put, '-1.7986', '2500')
  const plan = liquidationPlan(state, 'alice', rules)
  if (!('steps' in plan)) throw new Error(plan.message)
  const symbols = plan.steps.map(({ name, fills }) => [name, new Set(fills.map(({ symbol }) => symbol)).size])
  expect(symbols).toContainEqual(['reduce or hedge', 2])
  expect(symbols.every(([name]) => name === 'reduce or hedge')).toBe(true)
  expect(plan.steps.at(-1)?.after.maintenanceUse).toBeGreaterThan(0.899)
})
