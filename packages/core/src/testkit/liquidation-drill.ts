import fc from 'fast-check'
import type { EngineEvent } from '../engine/event.ts'
import type { LiquidationStepFacts } from '../engine/liquidation/step.ts'
import { isInDanger, isStanding, standingOf } from '../engine/standing.ts'
import type { EngineState } from '../engine/state.ts'
import type { MarginMode } from '../market/book.ts'
import { Decimal } from '../num/decimal.ts'
import { type AccountDocuments, arbitraryAccount, between } from './arbitrary-account.ts'
import type { Fields } from './builders.ts'
import { attempt, engineAt, rules, run } from './engine.ts'
import { cushioned, engineOf, openBook, pricesOf } from './engine-account.ts'
import { givenParameters } from './given-parameters.ts'
import { holdable } from './holdable.ts'
import { movedMarket } from './moved-market.ts'

type Rows = readonly Fields[]

/** An account, and what befalls it. */
export interface Drill {
  readonly documents: AccountDocuments
  /** Prices ÷ those at the start, one after the other. */
  readonly moves: readonly Readonly<Record<'BTC' | 'ETH', number>>[]
  /** Whether another account is on the other side of each trade, else the venue's book. */
  readonly hasCounterparty: boolean
  readonly hasFund: boolean
}

export const drilled = 'drilled'
export const counterparty = 'counterparty'
export const bystander = 'bystander'

/** Books of BTC and ETH that a model's venue can hold, with too little money for what comes: falls, rises and gaps of 5 to 60 %. */
export function arbitraryDrill(model: string, mode: MarginMode): fc.Arbitrary<Drill> {
  const gap = fc.tuple(fc.constantFrom(-1, 1), between(0.05, 0.6)).map(([sign, size]) => 1 + sign * size)
  const move = fc.tuple(gap, gap, fc.boolean()).map(([BTC, own, together]) => ({ BTC, ETH: together ? BTC : own }))
  return fc
    .record({
      documents: arbitraryAccount({ modes: [mode], positionsMin: 1, positionsMax: 4 }),
      share: between(0.02, 0.3),
      goals: fc.array(fc.tuple(move, fc.constantFrom(1, 6, 24)), { minLength: 1, maxLength: 3 }),
      hasCounterparty: fc.boolean(),
      hasFund: fc.boolean(),
    })
    .map(({ documents, share, goals, ...rest }) => ({
      ...rest,
      documents: heldBy(model, documents, share),
      moves: pathTo(goals),
    }))
}

type Factors = Drill['moves'][number]

/** From one goal to the next in so many equal moves: one is a gap, many come to the line slowly. */
function pathTo(goals: readonly (readonly [Factors, number])[]): readonly Factors[] {
  let from: Factors = { BTC: 1, ETH: 1 }
  return goals.flatMap(([to, pieces]) => {
    const start = from
    from = to
    return Array.from({ length: pieces }, (_, i) => {
      const share = (i + 1) / pieces
      return { BTC: start.BTC + share * (to.BTC - start.BTC), ETH: start.ETH + share * (to.ETH - start.ETH) }
    })
  })
}

/** Positions that the model can hold, and money in what they settle in. */
function heldBy(model: string, { market, book }: AccountDocuments, share: number): AccountDocuments {
  const rows = (book['positions'] as Rows).filter(({ symbol }) => /^(BTC|ETH)/.test(symbol as string))
  const bare = holdable({ market, book: { ...book, balances: {}, positions: rows } }, model)
  const paid = cushioned(bare, share)
  const held = holdable(paid, model)
  const taken = new Set(Object.keys(held.book['balances'] as object))
  const settles = new Map(
    (market['instruments'] as Rows).map(({ symbol, settle }) => [symbol as string, settle as string]),
  )
  const positions = (held.book['positions'] as Rows).filter((row) =>
    taken.has(settles.get(row['symbol'] as string) ?? ''),
  )
  return { market, book: { ...held.book, positions } }
}

/** Orders away from the market in what is held, as far as they fit: they must not stand in the way. */
function placeOrders(state: EngineState, { documents: { book } }: Drill): void {
  for (const [i, { symbol, contracts, entryPrice }] of (book['positions'] as Rows).entries()) {
    const order = {
      id: `order-${i}`,
      symbol,
      contracts: halfOf(contracts as string),
      price: entryPrice,
      reduceOnly: false,
    }
    attempt(state, { type: 'order', at: state.core.at, account: drilled, order })
  }
}

function halfOf(contracts: string): string {
  return Decimal.of(contracts).dividedBy(Decimal.of('2'), 8, 'down').toString()
}

/** The drill's engine before prices move. */
export function engineFor(model: string, mode: MarginMode, drill: Drill): EngineState {
  const { documents, hasCounterparty, hasFund } = drill
  const state = engineOf(documents.market)
  for (const [account, amount] of [
    [counterparty, '1000000000'],
    [bystander, '1000'],
  ] as const) {
    run(state, { type: 'open', account, mode: 'cross', model: 'generic/cross' })
    for (const asset of settled) run(state, { type: 'deposit', account, asset, amount })
  }
  if (hasFund) for (const asset of settled) run(state, { type: 'fund-deposit', asset, amount: '1000000000' })
  openBook(state, documents, {
    account: drilled,
    model,
    mode,
    parameters: givenParameters(model),
    against: hasCounterparty ? counterparty : undefined,
  })
  placeOrders(state, drill)
  return state
}

const settled = ['USD', 'USDT', 'USDC', 'BTC', 'ETH']

/** Tells the prices of the drill's `i`-th move. */
export function movePrices(state: EngineState, { documents, moves }: Drill, i: number): void {
  const factors = moves[i] ?? { BTC: 1, ETH: 1 }
  const moved = movedMarket(documents.market, (coin) => (coin === 'BTC' || coin === 'ETH' ? factors[coin] : 1))
  run(state, pricesOf(moved, engineAt + 1000 * (i + 1)))
}

/** Whether a pool of the drilled account is below its line. */
export function inDanger(state: EngineState): boolean {
  const account = state.accounts.get(drilled)
  if (account === undefined) throw new Error('the drilled account must be open')
  const standing = standingOf(account, state.core, rules)
  return isStanding(standing) && standing.pools.some(isInDanger)
}

/** A command of a liquidation and what it did. */
export interface DrillStep {
  readonly events: readonly EngineEvent[]
  /** Undefined where the liquidation ended without one. */
  readonly step: LiquidationStepFacts | undefined
}

/** Liquidates the drilled account until it is refused; gives the refusal's code. More than `most` commands are a fault. */
export function liquidateAll(
  state: EngineState,
  most: number,
  each: (done: DrillStep) => void = () => undefined,
): string {
  for (let i = 0; i <= most; i += 1) {
    const outcome = attempt(state, { type: 'liquidate', at: state.core.at, account: drilled })
    if (!outcome.done) return outcome.refusal.code
    const step = outcome.events.find((event) => event.type === 'liquidation-step')?.step
    each({ events: outcome.events, step })
  }
  return `not over after ${most} steps`
}
