import { type Holder, isUser } from '../ledger/entry.ts'
import type { Asset } from '../market/instrument.ts'
import { Decimal } from '../num/decimal.ts'
import type { Account } from './account.ts'
import type { EngineEvent, PositionChanged } from './event.ts'
import { bookKey, type EngineCore, type EngineState } from './state.ts'

/**
 * A state being changed by one command: what has been touched lies over the state, which nothing writes until the whole
 * command is done. Thrown away, it never was: that is a dry run, and a refusal.
 */
export interface Draft {
  readonly state: EngineState
  core: EngineCore
  readonly accounts: Map<Holder, Account>
  readonly books: Map<string, Decimal>
  readonly openContracts: Map<string, Decimal>
  readonly events: EngineEvent[]
}

export function draftOf(state: EngineState): Draft {
  return { state, core: state.core, accounts: new Map(), books: new Map(), openContracts: new Map(), events: [] }
}

/** The same again, without its events: what is done there shows what would happen, and is thrown away. */
export function forkOf({ state, core, accounts, books, openContracts }: Draft): Draft {
  return {
    state,
    core,
    accounts: new Map(accounts),
    books: new Map(books),
    openContracts: new Map(openContracts),
    events: [],
  }
}

/** The account as the command has left it so far. */
export function accountIn({ state, accounts }: Draft, id: Holder): Account | undefined {
  return accounts.get(id) ?? state.accounts.get(id)
}

/** Balance of one of the venue's books. */
export function bookBalance({ state, books }: Draft, holder: Holder, asset: Asset): Decimal {
  const key = bookKey(holder, asset)
  return books.get(key) ?? state.books.get(key) ?? Decimal.zero
}

/** Balance of a user or a book. */
export function balanceOf(draft: Draft, holder: Holder, asset: Asset): Decimal {
  return isUser(holder)
    ? (accountIn(draft, holder)?.balances.get(asset) ?? Decimal.zero)
    : bookBalance(draft, holder, asset)
}

/** Accounts that hold a symbol, in order of opening, as the command has left them so far. */
export function holdersOf({ state, accounts }: Draft, symbol: string): readonly Account[] {
  const ids = new Set(state.holders.get(symbol))
  for (const [id, account] of accounts) if (holds(account, symbol)) ids.add(id)
  return [...ids]
    .map((id) => accounts.get(id) ?? (state.accounts.get(id) as Account))
    .filter((account) => holds(account, symbol))
    .sort((a, b) => a.ordinal - b.ordinal)
}

/** The positions an account has in a symbol: one, or two in hedge mode. */
export function positionKeysOf(symbol: string): readonly [string, string, string] {
  return [symbol, `${symbol} long`, `${symbol} short`]
}

function holds({ positions }: Account, symbol: string): boolean {
  const [net, long, short] = positionKeysOf(symbol)
  return positions.has(net) || positions.has(long) || positions.has(short)
}

/** Makes the draft the state. */
export function commit({ state, core, accounts, books, openContracts, events }: Draft): void {
  state.core = core
  for (const [id, account] of accounts) state.accounts.set(id, account)
  for (const [key, balance] of books) state.books.set(key, balance)
  for (const [symbol, open] of openContracts) state.openContracts.set(symbol, open)
  for (const event of events) if (isOpenedOrClosed(event)) indexHolder(state, event.account, event.symbol)
}

function isOpenedOrClosed(event: EngineEvent): event is PositionChanged {
  return event.type === 'position-changed' && (event.was === undefined || event.now === undefined)
}

function indexHolder({ accounts, holders }: EngineState, id: Holder, symbol: string): void {
  const account = accounts.get(id)
  const known = holders.get(symbol) ?? new Set()
  if (account !== undefined && holds(account, symbol)) known.add(id)
  else known.delete(id)
  if (known.size === 0) holders.delete(symbol)
  else holders.set(symbol, known)
}

/** Finds again who holds what, after accounts were read from a snapshot. */
export function indexHolders(state: EngineState): void {
  state.holders.clear()
  for (const { id, positions } of state.accounts.values())
    for (const { symbol } of positions.values()) indexHolder(state, id, symbol)
}
