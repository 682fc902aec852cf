import { isUser, type Posting } from '../ledger/entry.ts'
import { assert } from '../num/assert.ts'
import { Decimal } from '../num/decimal.ts'
import { type Account, accountOpened } from './account.ts'
import type { Draft } from './draft.ts'
import type { EngineEvent, PositionChanged } from './event.ts'
import { withListing, withPrices } from './market/market-state.ts'
import { bookKey, type EngineCore } from './state.ts'

/** Changes the draft as the event says. Nothing else writes it. */
export function evolve(draft: Draft, event: EngineEvent): void {
  switch (event.type) {
    case 'posted':
      for (const posting of event.entry.postings) applyPosting(draft, posting)
      break
    case 'opened': {
      const ordinal = accountsIn(draft)
      draft.accounts.set(event.account, accountOpened(event.account, ordinal, event.rules, event.at))
      break
    }
    case 'position-changed':
      changePosition(draft, event)
      break
    default:
      evolveOther(draft, event)
  }
}

/** Accounts there are; those that the command has touched are among the others, those it has opened are not. */
function accountsIn({ state, accounts }: Draft): number {
  let count = state.accounts.size
  for (const id of accounts.keys()) if (!state.accounts.has(id)) count += 1
  return count
}

/** The rest changes one account, or what is no account's. */
function evolveOther(draft: Draft, event: EngineEvent): void {
  if ('account' in event && typeof event.account === 'string')
    change(draft, event.account, (account) => changeOf(account, event))
  else draft.core = evolvedCore(draft.core, event)
}

/** What an event changes of its account; null when it is told for those who read events. */
function changeOf(
  { orders, leverage, isolated, disclosures, modes }: Account,
  event: EngineEvent,
): Partial<Account> | null {
  switch (event.type) {
    case 'order-reserved':
    case 'order-reduced':
      return { orders: withEntry(orders, event.order.id, event.order) }
    case 'order-released':
      return { orders: without(orders, event.order) }
    case 'leverage-set':
      return { leverage: withEntry(leverage, event.symbol, event.leverage) }
    case 'isolated-set':
      return { isolated: withMember(isolated, event.symbol, event.isolated) }
    case 'hedge-mode-set':
      return { isHedgeMode: event.hedge }
    case 'disclosure-accepted':
      return { disclosures: withEntry(disclosures, event.disclosure, event.at) }
    case 'rules-changed':
      return {
        rules: event.to,
        modes: event.to.mode === event.from.mode ? modes : [...modes, { mode: event.to.mode, from: event.at }],
      }
    case 'liquidation':
      return { liquidation: event.now }
    default:
      return null
  }
}

/** What changes no account and moves no money. */
function evolvedCore(core: EngineCore, event: EngineEvent): EngineCore {
  switch (event.type) {
    case 'listed':
      return { ...core, market: withListing(core.market, event.instrument) }
    case 'priced':
      return withPrices(core, event.prices)
    case 'price-held':
      return { ...core, suspects: withEntry(core.suspects, event.price, event.to) }
    case 'funding-accrued':
      return { ...core, fundingIndexes: withEntry(core.fundingIndexes, event.symbol, event.index) }
    case 'settled':
      return { ...core, settled: new Set([...core.settled, event.symbol]) }
    case 'rules-scheduled': {
      const scheduled = [...core.scheduled, event.change]
      return { ...core, scheduled: scheduled.sort((a, b) => a.effectiveAt - b.effectiveAt) }
    }
    case 'schedule-taken':
    case 'schedule-failed':
      return { ...core, scheduled: core.scheduled.filter((change) => change !== event.change) }
    case 'parameters-defined':
      return { ...core, parameters: withEntry(core.parameters, event.name, event.document) }
    case 'configured':
      return { ...core, config: event.config, liquidity: event.liquidity, policies: event.policies }
    case 'resumed':
      // Prices of the very millisecond may be from before.
      return { ...core, freshFrom: event.at + 1 }
    default:
      // Told for those who read events; the state has it from others.
      return core
  }
}

function applyPosting(draft: Draft, { holder, asset, amount }: Posting): void {
  if (isUser(holder)) {
    change(draft, holder, ({ balances }) => {
      const balance = balances.get(asset)
      return { balances: withEntry(balances, asset, balance === undefined ? amount : balance.plus(amount)) }
    })
    return
  }
  const key = bookKey(holder, asset)
  const balance = draft.books.get(key) ?? draft.state.books.get(key) ?? Decimal.zero
  draft.books.set(key, balance.plus(amount))
}

function changePosition(draft: Draft, { account, key, symbol, was, now }: PositionChanged): void {
  change(draft, account, ({ positions }) => ({
    positions: now === undefined ? without(positions, key) : withEntry(positions, key, now),
  }))
  const moved = (now?.contracts ?? Decimal.zero).minus(was?.contracts ?? Decimal.zero)
  if (moved.isZero()) return
  const open = draft.openContracts.get(symbol) ?? draft.state.openContracts.get(symbol) ?? Decimal.zero
  draft.openContracts.set(symbol, open.plus(moved))
}

function change(draft: Draft, id: string, of: (account: Account) => Partial<Account> | null): void {
  const account = draft.accounts.get(id) ?? draft.state.accounts.get(id)
  assert(account !== undefined, `an event must name an open account, names ${id}`)
  const changed = of(account)
  if (changed !== null) draft.accounts.set(id, { ...account, ...changed })
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return copied(map).set(key, value)
}

function withMember(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
  const rest = [...set].filter((each) => each !== member)
  return new Set(isIn ? [...rest, member] : rest)
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const rest = copied(map)
  rest.delete(key)
  return rest
}

/** Entry by entry: of the small tables of an account that takes half as long as the constructor. */
function copied<V>(map: ReadonlyMap<string, V>): Map<string, V> {
  const copy = new Map<string, V>()
  for (const [key, value] of map) copy.set(key, value)
  return copy
}
