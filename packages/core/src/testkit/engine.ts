import { engineRules } from '../desk/engine-rules.ts'
import { apply, type Outcome } from '../engine/apply.ts'
import type { Command } from '../engine/command.ts'
import { commit, draftOf } from '../engine/draft.ts'
import { emit } from '../engine/emit.ts'
import type { EngineEvent } from '../engine/event.ts'
import type { EngineRules } from '../engine/rules.ts'
import { type EngineState, genesis } from '../engine/state.ts'
import { parseCommand } from '../engine/text/command-schema.ts'
import { parseInstant } from '../num/instant.ts'
import { type Fields, listing, marketAt, unwrap } from './builders.ts'

/** Instant at which engines made here begin, the usual market's. */
export const engineAt: number = parseInstant(marketAt) ?? 0

/** Rules of every venue, shared by the tests of a file. */
export const rules: EngineRules = engineRules()

/** A command from its JSON, at the engines' first instant unless it says another. */
export function command(fields: Fields): Command {
  return unwrap(parseCommand({ at: engineAt, ...fields }))
}

/** Applies commands one after the other, each of which must be done; gives every event. */
export function run(state: EngineState, ...commands: readonly Fields[]): readonly EngineEvent[] {
  return commands.flatMap((fields) => {
    const outcome = attempt(state, fields)
    if (!outcome.done) throw new Error(`${outcome.refusal.code} ${outcome.refusal.path}: ${outcome.refusal.message}`)
    return outcome.events
  })
}

/** Applies one command, done or refused. */
export function attempt(state: EngineState, fields: Fields): Outcome {
  return apply(state, command(fields), rules)
}

/** Code of the refusal of a command that must be refused. */
export function refused(state: EngineState, fields: Fields): string {
  const outcome = attempt(state, fields)
  if (outcome.done) throw new Error('must be refused, is done')
  return outcome.refusal.code
}

/** Makes events so without a command, to bring a state where a test begins. */
export function happens(state: EngineState, ...events: readonly EngineEvent[]): void {
  const draft = draftOf(state)
  for (const event of events) emit(draft, event)
  commit(draft)
}

/** The usual instruments listed and priced: BTC at 50 000, ETH at 2 500, SOL at 100, the dollar stablecoins at 1. */
export function engineWith(symbols: readonly string[], at: number = engineAt): EngineState {
  const state = genesis('USD')
  const instruments = symbols.map((symbol) => {
    const { mark: _mark, markVol: _vol, ...rest } = listing(symbol)
    return rest
  })
  run(state, { type: 'list', at, instruments }, usualPrices(symbols, at))
  return state
}

const usualIndex: Readonly<Record<string, string>> = { BTC: '50000', ETH: '2500', SOL: '100' }

/** The usual prices of these symbols at an instant, each factor times as high where one is given for its coin. */
export function usualPrices(
  symbols: readonly string[],
  at: number,
  factors: Readonly<Record<string, number>> = {},
): Fields {
  const priceOf = (coin: string): string => String(Number(usualIndex[coin]) * (factors[coin] ?? 1))
  const contracts = symbols.filter((symbol) => symbol.includes(':'))
  const coinOf = (symbol: string): string => symbol.split('/')[0] ?? ''
  const isOption = (symbol: string): boolean => /-[CP]$/.test(symbol)
  return {
    type: 'prices',
    at,
    assets: { USDT: { price: '1', stable: true }, USDC: { price: '1', stable: true } },
    indexes: Object.fromEntries(Object.keys(usualIndex).map((coin) => [coin, priceOf(coin)])),
    marks: Object.fromEntries(
      contracts.filter((symbol) => !isOption(symbol)).map((symbol) => [symbol, priceOf(coinOf(symbol))]),
    ),
    vols: Object.fromEntries(contracts.filter(isOption).map((symbol) => [symbol, 0.6])),
  }
}
