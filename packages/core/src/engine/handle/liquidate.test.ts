import { expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { engineAt, engineWith, refused, run, usualPrices } from '../../testkit/engine.ts'
import type { EngineEvent } from '../event.ts'
import type { LiquidationStepFacts } from '../liquidation/step.ts'
import type { EngineState } from '../state.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const flat = { halfSpreadFrac: 0, impactFrac: 0, depthNotional: 1, slippageMaxFrac: 0 }

function engine(symbols: readonly string[] = [btc, eth]): EngineState {
  const state = engineWith(symbols)
  run(state, { type: 'configure', config: { jumpMaxFrac: 5, liquidationFeeFrac: 0.001 }, liquidity: { '*': flat } })
  return state
}

function opened(state: EngineState, account: string, mode: string, usdt: string, model = `generic/${mode}`): void {
  run(state, { type: 'open', account, mode, model }, { type: 'deposit', account, asset: 'USDT', amount: usdt })
}

function buy(state: EngineState, account: string, symbol: string, contracts: string, price: string): void {
  run(state, { type: 'fill', symbol, price, legs: [{ account, contracts, fee: '0' }] })
}

function stepsOf(events: readonly EngineEvent[]): readonly LiquidationStepFacts[] {
  return events.flatMap((event) => (event.type === 'liquidation-step' ? [event.step] : []))
}

function told(state: EngineState, factors: Readonly<Record<string, number>>): void {
  run(state, usualPrices([btc, eth], engineAt, factors))
}

function usdt(state: EngineState, account: string): string | undefined {
  return state.accounts.get(account)?.balances.get('USDT')?.toString()
}

const liquidate = (account: string): Fields => ({ type: 'liquidate', account })

test('a cross account below its line is closed whole, and pays the fee out of what is left', () => {
  const state = engine()
  opened(state, 'alice', 'cross', '4740')
  buy(state, 'alice', btc, '1', '50000')
  buy(state, 'alice', eth, '-2', '2500')
  told(state, { BTC: 0.91 })
  const [step] = stepsOf(run(state, liquidate('alice')))
  // Equity 4 740 − 4 500 = 240 is below the 0.5 % of 50 500 that is needed; fees are a tenth of a percent.
  expect(
    step?.fills.map(({ symbol, contracts, price, fee }) => [symbol, `${contracts}`, `${price}`, `${fee}`]),
  ).toEqual([
    [btc, '-1', '45500', '45.5'],
    [eth, '2', '2500', '5'],
  ])
  expect(usdt(state, 'alice')).toBe('189.5')
  expect(state.accounts.get('alice')).toMatchObject({ liquidation: { state: 'none' } })
  expect(state.books.get('@fund USDT')?.toString()).toBe('50.5')
})

test('an isolated position is taken over at its bankruptcy price: its margin is lost, the rest of the account is not', () => {
  const state = engine()
  opened(state, 'alice', 'isolated', '20000')
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  buy(state, 'alice', btc, '1', '50000')
  told(state, { BTC: 0.904 })
  const steps = stepsOf(run(state, liquidate('alice')))
  expect(steps.map(({ name }) => name)).toEqual(['take over'])
  // Margin 5 000, loss 4 800: the 200 that the market gives beyond the bankruptcy price of 45 000 are the fund's.
  expect(usdt(state, 'alice')).toBe('15000')
  expect(state.books.get('@fund USDT')?.toString()).toBe('200')
  expect(steps[0]?.flows.map(({ with: bearer, amount }) => [bearer, `${amount}`])).toEqual([['fund', '-200']])
})

test('who is above the line is not liquidated', () => {
  const state = engine()
  opened(state, 'alice', 'cross', '5000')
  buy(state, 'alice', btc, '0.1', '50000')
  expect(refused(state, liquidate('alice'))).toBe('liquidation.above-line')
  expect(refused(state, liquidate('nobody'))).toBe('account.unknown')
})
