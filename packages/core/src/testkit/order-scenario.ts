import fc from 'fast-check'
import type { Account } from '../engine/account.ts'
import type { EngineState } from '../engine/state.ts'
import { Decimal } from '../num/decimal.ts'
import { type Fields, unwrap } from './builders.ts'
import { attempt, engineAt, engineWith, rules, run, usualPrices } from './engine.ts'

/** Contracts of every kind and payout on two coins. */
const tradedSymbols: readonly string[] = [
  'BTC/USDT:USDT',
  'ETH/USDT:USDT',
  'ETH/USDC:USDC',
  'BTC/USD:BTC',
  'BTC/USDT:USDT-260327',
  'BTC/USDC:USDC-260327-50000-C',
  'BTC/USDC:USDC-260327-45000-P',
  'BTC/USD:BTC-260327-55000-C',
  'ETH/USD:ETH-260327-2500-P',
]

const typical: Readonly<Record<string, { readonly size: number; readonly price: number }>> = {
  'BTC/USDT:USDT': { size: 4, price: 50_000 },
  'ETH/USDT:USDT': { size: 60, price: 2500 },
  'ETH/USDC:USDC': { size: 60, price: 2500 },
  'BTC/USD:BTC': { size: 150_000, price: 50_000 },
  'BTC/USDT:USDT-260327': { size: 4, price: 50_000 },
  'BTC/USDC:USDC-260327-50000-C': { size: 8, price: 5800 },
  'BTC/USDC:USDC-260327-45000-P': { size: 8, price: 3400 },
  'BTC/USD:BTC-260327-55000-C': { size: 8, price: 0.08 },
  'ETH/USD:ETH-260327-2500-P': { size: 80, price: 0.12 },
}

interface Trade {
  readonly symbol: string
  readonly contracts: Decimal
  readonly price: Decimal
  /** In hedge mode: the side it opens. */
  readonly side?: 'long' | 'short'
}

/** Trades of up to twice a typical size, at prices up to 3 % from a typical mark. */
const trade: fc.Arbitrary<Trade> = fc
  .record({
    symbol: fc.constantFrom(...tradedSymbols),
    share: fc.integer({ min: -200, max: 200 }),
    off: fc.integer({ min: -30, max: 30 }),
  })
  .filter(({ share }) => share !== 0)
  .map(({ symbol, share, off }) => {
    const { size, price } = typical[symbol] as { size: number; price: number }
    const contracts = Decimal.fromNumber((size * share) / 100).rounded(4, 'nearest-even')
    return { symbol, contracts, price: Decimal.fromNumber(price * (1 + off / 1000)).rounded(6, 'nearest-even') }
  })

/** One command, about the same trade whatever it is. */
export interface Step {
  readonly what: string
  readonly trade: Trade
  /** Thousandths of BTC's usual price. */
  readonly factor: number
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('order', 'order', 'fill', 'order-fill', 'cancel', 'cancel', 'prices'),
  trade,
  factor: fc.integer({ min: 900, max: 1100 }),
})

/** What alice has, and what happens to her. */
export interface Scenario {
  readonly isHedged: boolean
  readonly balances: Readonly<Record<string, number>>
  readonly steps: readonly Step[]
}

/** Small, or so large that concentration is charged. */
export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    balances: fc.record({
      USDT: fc.integer({ min: 1000, max: 400_000 }),
      USDC: fc.integer({ min: 0, max: 200_000 }),
      BTC: fc.integer({ min: 0, max: 10 }),
      ETH: fc.integer({ min: 0, max: 100 }),
    }),
    steps: fc.array(step, { minLength: 10, maxLength: 30 }),
    scale: fc.constantFrom(1, 1, 1000),
    isHedged: fc.constantFrom(false, false, true),
  })
  .map(({ balances, steps, scale, isHedged }) => ({
    isHedged,
    balances: Object.fromEntries(Object.entries(balances).map(([asset, amount]) => [asset, amount * scale])),
    steps: steps.map((each) => ({ ...each, trade: tradeIn(each.trade, scale, isHedged) })),
  }))

function tradeIn({ symbol, contracts, price }: Trade, scale: number, isHedged: boolean): Trade {
  const size = contracts.times(Decimal.fromNumber(scale))
  return { symbol, contracts: size, price, ...(isHedged ? { side: size.sign() > 0 ? 'long' : 'short' } : {}) }
}

function modeOf(model: string): string {
  return unwrap(rules.modelOf({ mode: 'cross', model, set: undefined, settings: undefined }, new Map())).mode
}

/** Alice under a model with her balances, at the usual prices. */
export function fundedAlice(model: string, { balances, isHedged }: Scenario): EngineState {
  const state = engineWith(tradedSymbols)
  run(state, { type: 'open', account: 'alice', mode: modeOf(model), model })
  if (isHedged) run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
  for (const [asset, amount] of Object.entries(balances))
    if (amount > 0) run(state, { type: 'deposit', account: 'alice', asset, amount: `${amount}` })
  return state
}

export function aliceOf({ accounts }: EngineState): Account {
  return accounts.get('alice') as Account
}

/** One command of a scenario; what is refused is refused. */
export function take(
  state: EngineState,
  { what, trade: { symbol, contracts, price, ...sided }, factor }: Step,
  id: string,
): void {
  const leg = { account: 'alice', contracts: contracts.toString(), fee: '1', ...sided }
  const fillOf = (of: Fields): Fields => ({ type: 'fill', symbol, price: price.toString(), legs: [{ ...leg, ...of }] })
  const [oldest] = aliceOf(state).orders.keys()
  if (what === 'prices') run(state, usualPrices(tradedSymbols, engineAt, { BTC: factor / 1000 }))
  if (what === 'fill') run(state, fillOf({}))
  if (what === 'cancel' && oldest !== undefined) run(state, { type: 'cancel', account: 'alice', order: oldest })
  if (what !== 'order' && what !== 'order-fill') return
  const order = { id, symbol, contracts: contracts.toString(), price: price.toString(), reduceOnly: false, ...sided }
  const { done } = attempt(state, { type: 'order', account: 'alice', order })
  if (done && what === 'order-fill') run(state, fillOf({ order: id }))
}
