import fc from 'fast-check'
import type { EngineEvent } from '../engine/event.ts'
import type { LiquidationStepFacts } from '../engine/liquidation/step.ts'
import { isInDanger, isStanding, standingOf } from '../engine/standing/standing.ts'
import type { EngineState } from '../engine/state.ts'
import type { MarginMode } from '../market/book.ts'
import { Decimal } from '../num/decimal.ts'
import { type AccountDocuments, arbitraryAccount, between } from './arbitrary-account.ts'
import type { Fields } from './builders.ts'
import { attempt, rules, run } from './engine.ts'
import { cushioned, engineOf, openBook, pricesOf } from './engine-account.ts'
import { givenParameters } from './given-parameters.ts'
import { holdable } from './holdable.ts'
import { movedMarket } from './moved-market.ts'

type Rows = readonly Fields[]

/** Prices ÷ those at the start. */
export type Factors = Readonly<Record<'BTC' | 'ETH', number>>

export interface Move {
  readonly to: Factors
  /** Comes to the line slowly, instead of with a gap across it. */
  readonly creeps: boolean
}

/** An account, and what befalls it. */
export interface Drill {
  readonly documents: AccountDocuments
  /** Prices one after the other. */
  readonly moves: readonly Move[]
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
  const goal = fc.tuple(gap, gap, fc.boolean()).map(([BTC, own, together]) => ({ BTC, ETH: together ? BTC : own }))
  return fc
    .record({
      documents: arbitraryAccount({
        modes: [mode],
        // Arrays are given of futures alone.
        options: !model.startsWith('span/'),
        positionsMin: 1,
        positionsMax: 4,
      }),
      share: between(0.02, 0.3),
      moves: fc.array(fc.record({ to: goal, creeps: fc.boolean() }), { minLength: 1, maxLength: 4 }),
      size: fc.constantFrom(1, 1, 40),
      hasCounterparty: fc.boolean(),
      hasFund: fc.boolean(),
    })
    .map(({ documents, share, size, ...rest }) => ({
      ...rest,
      documents: heldBy(model, sized(documents, size), share),
    }))
}

/**
 * So many times as large: large positions have tiers below them. In hedge mode the first contract also has half of it on
 * the other side.
 */
function sized({ market, book }: AccountDocuments, times: number): AccountDocuments {
  const rows: Rows = (book['positions'] as Rows).map((row) => ({ ...row, contracts: part(row['contracts'], times) }))
  const first = rows.find(({ positionSide }) => positionSide !== undefined)
  return { market, book: { ...book, positions: first === undefined ? rows : [...rows, otherSideOf(first)] } }
}

function otherSideOf(row: Fields): Fields {
  const positionSide = row['positionSide'] === 'long' ? 'short' : 'long'
  return { ...row, positionSide, contracts: part(row['contracts'], -0.5) }
}

function part(contracts: unknown, share: number): string {
  return Decimal.of(contracts as string)
    .times(Decimal.of(String(share)))
    .toString()
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
  return { market, book: { ...held.book, positions: positions.map((row) => enteredAtMark(market, row)) } }
}

/** Entered now: what is at stake is what comes. */
function enteredAtMark(market: Fields, row: Fields): Fields {
  const listed = (market['instruments'] as Rows).find(({ symbol }) => symbol === row['symbol'])
  return listed?.['mark'] === undefined ? row : { ...row, entryPrice: listed['mark'] }
}

/** Orders away from the market in what is held, as far as they fit: they must not stand in the way. */
function placeOrders(state: EngineState, { documents: { book } }: Drill): void {
  for (const [i, { symbol, contracts, entryPrice }] of (book['positions'] as Rows).entries()) {
    const order = {
      id: `order-${i}`,
      symbol,
      contracts: part(contracts, 0.5),
      price: entryPrice,
      reduceOnly: false,
    }
    attempt(state, { type: 'order', at: state.core.at, account: drilled, order })
  }
}

/** Whether nothing of the book is left that the model can hold. */
export function holdsNothing({ documents: { book } }: Drill): boolean {
  return (book['positions'] as Rows).length === 0
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

/** Tells prices this many times those at the start. */
export function tellPrices(state: EngineState, { documents: { market } }: Drill, factors: Factors): void {
  const moved = movedMarket(market, (coin) => (coin === 'BTC' || coin === 'ETH' ? factors[coin] : 1))
  run(state, pricesOf(moved, state.core.at))
}

const halvings = 7

/**
 * Tells the prices of the way at which a pool first is below its line, to a hundredth of the way; false where none comes
 * below it, or one is already.
 */
export function creepBelow(state: EngineState, drill: Drill, from: Factors, to: Factors): boolean {
  if (inDanger(state)) return false
  tellPrices(state, drill, to)
  if (!inDanger(state)) return false
  let [low, high] = [0, 1]
  const at = (share: number): Factors => ({
    BTC: from.BTC + share * (to.BTC - from.BTC),
    ETH: from.ETH + share * (to.ETH - from.ETH),
  })
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2
    tellPrices(state, drill, at(middle))
    if (inDanger(state)) high = middle
    else low = middle
  }
  tellPrices(state, drill, at(high))
  return true
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
    if (!outcome.done && outcome.refusal.code === 'engine.bug') throw new Error(outcome.refusal.message)
    if (!outcome.done) return outcome.refusal.code
    const step = outcome.events.find((event) => event.type === 'liquidation-step')?.step
    each({ events: outcome.events, step })
  }
  return `not over after ${most} steps`
}
