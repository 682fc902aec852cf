import { apply } from '../engine/apply.ts'
import { lawsBroken } from '../engine/laws.ts'
import type { LiquidationStepFacts } from '../engine/liquidation/step.ts'
import type { EngineRules } from '../engine/rules.ts'
import type { EngineState } from '../engine/state.ts'
import { assumed, type LiquidationAction } from '../margin/venue-profile.ts'
import type { Fields } from './builders.ts'
import { command, engineAt, engineWith, rules, run, usualPrices } from './engine.ts'

export const btc = 'BTC/USDT:USDT'
export const eth = 'ETH/USDT:USDT'

/** Everything is filled at its mark. */
const flat = { halfSpreadFrac: 0, impactFrac: 0, depthNotional: 1, slippageMaxFrac: 0 }

/** An engine without spread or impact, that believes any price, with a tenth of a percent as fee. */
export function flatEngine(symbols: readonly string[] = [btc, eth]): EngineState {
  const state = engineWith(symbols)
  run(state, {
    type: 'configure',
    config: { jumpMaxFrac: 5, liquidationFeeFrac: 0.001 },
    liquidity: { '*': flat },
  })
  return state
}

/** Opens an account of the generic model of a mode, of the house model in portfolio mode, and pays in. */
export function opened(state: EngineState, account: string, mode: string, balances: Fields): void {
  run(state, { type: 'open', account, mode, model: mode === 'portfolio' ? 'house/portfolio' : `generic/${mode}` })
  for (const [asset, amount] of Object.entries(balances)) run(state, { type: 'deposit', account, asset, amount })
}

/** Books a trade without fee, against the venue. */
export function bought(state: EngineState, account: string, symbol: string, contracts: string, price: string): void {
  run(state, { type: 'fill', symbol, price, legs: [{ account, contracts, fee: '0' }] })
}

/** Tells the usual prices, times a factor for each coin. */
export function moved(state: EngineState, factors: Readonly<Record<string, number>>): void {
  const symbols = [...state.core.market.instruments.keys()]
  run(state, usualPrices(symbols, engineAt, factors))
}

/** The rules of every venue, but with another way to liquidate. */
export function liquidatingBy(...actions: readonly LiquidationAction[]): EngineRules {
  const steps = actions.map((action) => ({ name: action.type, does: 'a test', ...assumed('a test'), action }))
  return { ...rules, liquidationOf: (model) => ({ model, trigger: 1, steps, price: 'solved' }) }
}

/** Does one step of a liquidation, by the laws, and gives it. */
export function liquidated(state: EngineState, account: string, by: EngineRules = rules): LiquidationStepFacts {
  const outcome = apply(state, command({ type: 'liquidate', account }), by)
  if (!outcome.done) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`)
  const { events } = outcome
  const broken = lawsBroken(state)
  if (broken.length > 0) throw new Error(broken.join('; '))
  const step = events.find((event) => event.type === 'liquidation-step')
  if (step?.type !== 'liquidation-step') throw new Error('must tell a step, tells none')
  return step.step
}

/** Symbol, contracts, price and fee of each fill. */
export function fillsOf({ fills }: LiquidationStepFacts): readonly (readonly string[])[] {
  return fills.map(({ symbol, contracts, price, fee }) => [symbol, `${contracts}`, `${price}`, `${fee}`])
}

/** Who paid what to the account. */
export function flowsOf({ flows }: LiquidationStepFacts): readonly string[] {
  return flows.map(({ with: bearer, amount, asset }) => `${bearer} ${amount} ${asset}`)
}

/** Of a user or, where the name begins with @, of a book. */
export function balance(state: EngineState, account: string, asset = 'USDT'): string | undefined {
  return account.startsWith('@')
    ? state.books.get(`${account} ${asset}`)?.toString()
    : state.accounts.get(account)?.balances.get(asset)?.toString()
}
