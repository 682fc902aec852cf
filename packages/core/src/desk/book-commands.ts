import { positionKey } from '../engine/account.ts'
import { apply } from '../engine/apply.ts'
import type { Command } from '../engine/command.ts'
import type { EngineRules } from '../engine/rules.ts'
import { type EngineState, genesis } from '../engine/state.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import type { Asset } from '../market/instrument.ts'
import { Decimal } from '../num/decimal.ts'
import { type Failure, failure, pointer, problem, type Result, success } from '../num/result.ts'
import { bookLimits } from './book-limits.ts'
import { borrowed } from './borrowed.ts'
import { engineRules } from './engine-rules.ts'
import { type BoundRequest, boundRequest } from './margin.ts'
import { marketCommands, type Sourced } from './market-commands.ts'
import type { MarginRequest } from './request.ts'

/**
 * The commands that make an engine's account of a book, all at the market's instant: what is listed and its prices, the
 * account under the rules the request asks for, deposits, every position bought or sold at its entry price (an option
 * without one at its mark), margins of isolated positions, orders. Deposits are so that with premiums paid the balances
 * are the book's; what is borrowed is spent on another asset of the book. `engineMargin` then says what `margin` says.
 *
 * A market's confidences, averages and volumes have no command, and are not told.
 *
 * They have been done on an engine without anything else; a book that one refuses, or that it cannot hold as it is, is a
 * failure, and so is what `margin` refuses.
 */
export function bookCommands(request: MarginRequest): Result<readonly Command[]> {
  const bound = boundRequest(request)
  if (!bound.ok) return bound
  const wrong = [...bound.value.account.problems, ...unpricedOf(bound.value.account), ...bookLimits(request.book)]
  if (wrong.length > 0) return failure(...wrong)
  const rules = engineRules()
  const terms = [...termsOf(request, bound.value)]
  const fills = [...fillsOf(request)]
  const trial = genesis(request.market.currency)
  const refused = done(trial, [...terms, ...fills], rules)
  if (refused !== undefined) return failure(refused)
  return withMoney(request, bound.value, rules, { terms, fills, trial })
}

interface Traded {
  readonly terms: readonly Sourced[]
  readonly fills: readonly Sourced[]
  /** An engine that has done them without any money. */
  readonly trial: EngineState
}

/** The same with the money there, and what can only come after the positions. */
function withMoney(
  request: MarginRequest,
  bound: BoundRequest,
  rules: EngineRules,
  { terms, fills, trial }: Traded,
): Result<readonly Command[]> {
  const { book, market } = request
  const { account: id } = book
  const lacking = differences(book.balances, trial.accounts.get(id)?.balances ?? new Map())
  const loans = borrowed(book, market, lacking)
  const cash = [...lacking].map(
    ([asset, amount]) => [asset, amount.minus(loans.moved.get(asset) ?? Decimal.zero)] as const,
  )
  const money = cash.flatMap(([asset, amount]) => cashOf(request, asset, amount))
  const isDeposit = ({ command }: Sourced): boolean => command.type === 'deposit'
  const first = [...terms, ...money.filter(isDeposit), ...loans.trades, ...fills]
  const state = genesis(market.currency)
  const refused = done(state, first, rules)
  if (refused !== undefined) return failure(refused)
  const last = [
    ...marginsOf(request, bound.account, state),
    ...money.filter((sourced) => !isDeposit(sourced)),
    ...ordersOf(request),
  ]
  const refusedLast = done(state, last, rules)
  if (refusedLast !== undefined) return failure(refusedLast)
  return success([...first, ...last].map(({ command }) => command))
}

/** Does commands until one is refused: why, and where it comes from. */
function done(state: EngineState, commands: readonly Sourced[], rules: EngineRules): Failure | undefined {
  for (const { path, command } of commands) {
    const outcome = apply(state, command, rules)
    if (outcome.done) continue
    const { code, message } = outcome.refusal
    return problem('venue.cannot-hold', path, `the engine refuses the ${command.type} (${code}): ${message}`)
  }
  return undefined
}

function unpricedOf({ unpriced, orderProblems }: PricedAccount): readonly Failure[] {
  return [...unpriced.flatMap(({ problems }) => problems), ...orderProblems]
}

/** The account before it holds anything. */
function* termsOf(request: MarginRequest, bound: BoundRequest): Generator<Sourced> {
  const { book, market } = request
  const { at } = market
  const { account } = book
  yield* marketCommands(book, market)
  yield* openingOf(request, bound)
  if (book.positions.some(({ positionSide }) => positionSide !== undefined))
    yield { path: '/positions', command: { type: 'set-hedge-mode', at, account, hedge: true } }
  const { account: priced, model } = bound
  const apart = model.mode === 'isolated' ? [] : priced.positions.filter(({ isIsolated }) => isIsolated)
  for (const symbol of new Set(apart.map((position) => position.symbol)))
    yield { path: pointer('positions', symbol), command: { type: 'set-isolated', at, account, symbol, isolated: true } }
  const leverages = new Map(
    [...book.positions, ...book.orders].flatMap(({ symbol, leverage }) =>
      leverage === undefined ? [] : [[symbol, leverage] as const],
    ),
  )
  for (const [symbol, leverage] of leverages)
    yield { path: pointer('positions', symbol), command: { type: 'set-leverage', at, account, symbol, leverage } }
}

/** Under the rules the request asks for; parameters of its own are defined before. */
function* openingOf(
  { book, market: { at }, parameters }: MarginRequest,
  { venue, model }: BoundRequest,
): Generator<Sourced> {
  const isOwn = typeof parameters === 'object' && parameters !== null
  const set = isOwn ? `own/${model.parameters.set}` : model.parameters.set
  if (isOwn) yield { path: '/params', command: { type: 'define-parameters', at, name: set, document: parameters } }
  const venueOfBook = book.venue ?? book.model?.split('/')[0] ?? venue.name
  const settings = venueOfBook === venue.name && book.settings !== undefined ? { settings: book.settings } : {}
  const { name, mode } = model
  yield { path: '/account', command: { type: 'open', at, account: book.account, mode, model: name, set, ...settings } }
}

function* fillsOf({ book: { account, positions }, market }: MarginRequest): Generator<Sourced> {
  for (const [i, { symbol, contracts, entryPrice, positionSide }] of positions.entries()) {
    const price = entryPrice ?? market.instruments.get(symbol)?.mark
    if (contracts.isZero() || price === undefined) continue
    const side = positionSide === undefined ? {} : { side: positionSide }
    const legs = [{ account, contracts, fee: Decimal.zero, ...side }]
    yield { path: `/positions/${i}`, command: { type: 'fill', at: market.at, symbol, price, legs } }
  }
}

/** What each asset of either lacks of what it should be; negative is too much. */
function differences(
  should: ReadonlyMap<Asset, Decimal>,
  is: ReadonlyMap<Asset, Decimal>,
): ReadonlyMap<Asset, Decimal> {
  const assets = new Set([...should.keys(), ...is.keys()])
  const of = (balances: ReadonlyMap<Asset, Decimal>, asset: Asset): Decimal => balances.get(asset) ?? Decimal.zero
  return new Map([...assets].map((asset) => [asset, of(should, asset).minus(of(is, asset))]))
}

function cashOf(
  { book: { account }, market: { at } }: MarginRequest,
  asset: Asset,
  amount: Decimal,
): readonly Sourced[] {
  if (amount.isZero()) return []
  const type = amount.sign() > 0 ? 'deposit' : 'withdraw'
  return [{ path: pointer('balances', asset), command: { type, at, account, asset, amount: amount.abs() } }]
}

/** What the margins of isolated positions lack of the book's, or have too much. */
function* marginsOf(
  { book: { account }, market: { at } }: MarginRequest,
  { positions }: PricedAccount,
  state: EngineState,
): Generator<Sourced> {
  for (const { symbol, side, isolatedMargin } of positions) {
    const held = state.accounts.get(account)?.positions.get(positionKey(symbol, side))
    if (isolatedMargin === undefined || held === undefined) continue
    const amount = isolatedMargin.minus(held.isolatedMargin ?? Decimal.zero)
    const named = side === undefined ? {} : { side }
    if (!amount.isZero())
      yield {
        path: pointer('positions', symbol, 'isolatedMargin'),
        command: { type: 'add-margin', at, account, symbol, ...named, amount },
      }
  }
}

function* ordersOf({ book: { account, orders }, market: { at } }: MarginRequest): Generator<Sourced> {
  for (const [i, { id = `order-${i + 1}`, symbol, contracts, price, reduceOnly, positionSide }] of orders.entries()) {
    if (contracts.isZero()) continue
    const side = positionSide === undefined ? {} : { side: positionSide }
    yield {
      path: `/orders/${i}`,
      command: { type: 'order', at, account, order: { id, symbol, contracts, price, reduceOnly, ...side } },
    }
  }
}
