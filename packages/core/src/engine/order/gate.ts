import type { MarginModel } from '../../margin/model.ts'
import type { OrderGate } from '../../margin/order-gate.ts'
import type { MarketSnapshot } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import type { EpochMs } from '../../num/instant.ts'
import type { Priced } from '../../pricing/priced.ts'
import type { Account, OpenOrder } from '../account.ts'
import { isFresh, oldestPrice, oldestPriceOf } from '../market/unsure-prices.ts'
import type { EngineRules } from '../rules.ts'
import { priceAccount, pricerOf } from '../standing/price-account.ts'
import type { EngineCore } from '../state.ts'

/** Accounts whose gates are remembered at one market's prices; the one made longest ago goes first. */
export const gatesMax = 4096

/** Changes after which a gate is made anew, so that what rounding adds up to stays far below what counts as certain. */
export const carriesMax = 1000

/** All that a gate was made from besides the market. */
interface Remembered {
  readonly account: Account
  readonly rules: EngineRules
  readonly parameters: EngineCore['parameters']
  readonly fundingIndexes: EngineCore['fundingIndexes']
  readonly gate: OrderGate | null
  /** Oldest of the prices that the account needs. */
  readonly oldest: EpochMs
  readonly carries: number
}

interface Memory {
  readonly gates: Map<string, Remembered>
  readonly quotes: Map<string, Quote>
}

interface Quote {
  readonly priced: Priced | null
  readonly oldest: EpochMs
}

/** By the market at whose prices they hold: new prices forget them all. Outside the state, and never what decides. */
const memories = new WeakMap<MarketSnapshot, Memory>()

/**
 * Whether an order certainly fits, from what is remembered of the account. False says nothing: the plain check decides
 * then, so that no outcome depends on what is remembered.
 */
export function certainlyFits(
  core: EngineCore,
  account: Account,
  order: Pick<OpenOrder, 'symbol' | 'contracts' | 'price'>,
  rules: EngineRules,
): boolean {
  if (account.isolated.size > 0) return false
  // What waits to be confirmed is for the plain check to find.
  if (core.suspects.size > 0) return false
  const memory = memoryOf(core.market)
  const { gate, oldest } = remembered(memory, core, account, rules)
  const { priced, oldest: quotedAt } = memory.quotes.get(order.symbol) ?? quoted(memory, core, order.symbol)
  if (gate === null || priced === null || !isFresh(Math.min(oldest, quotedAt), core)) return false
  return gate.fits(priced, toRisk(order.contracts), toRisk(order.price))
}

function memoryOf(market: MarketSnapshot): Memory {
  const known = memories.get(market)
  if (known !== undefined) return known
  const memory = { gates: new Map(), quotes: new Map() }
  memories.set(market, memory)
  return memory
}

function quoted({ quotes }: Memory, { market }: EngineCore, symbol: string): Quote {
  const result = pricerOf(market)(symbol)
  const quote = { priced: result.ok ? result.value.priced : null, oldest: oldestPriceOf(symbol, market) }
  quotes.set(symbol, quote)
  return quote
}

function remembered(memory: Memory, core: EngineCore, account: Account, rules: EngineRules): Remembered {
  const known = memory.gates.get(account.id)
  const usable = known !== undefined && isOf(known, core, rules) ? known : undefined
  if (usable?.account === account) return usable
  const next = (usable && carried(usable, core, account)) ?? made(core, account, rules)
  remember(memory, account.id, next)
  return next
}

function isOf(known: Remembered, core: EngineCore, rules: EngineRules): boolean {
  return known.rules === rules && known.parameters === core.parameters && known.fundingIndexes === core.fundingIndexes
}

function remember({ gates }: Memory, id: string, next: Remembered): void {
  gates.delete(id)
  gates.set(id, next)
  if (gates.size <= gatesMax) return
  const [first] = gates.keys()
  if (first !== undefined) gates.delete(first)
}

function made(core: EngineCore, account: Account, rules: EngineRules): Remembered {
  const { parameters, fundingIndexes } = core
  const model = rules.modelOf(account.rules, parameters)
  const gate = model.ok ? gateOf(model.value, account, core) : null
  return { account, rules, parameters, fundingIndexes, gate, oldest: oldestPrice(account, core.market), carries: 0 }
}

function gateOf(model: MarginModel, account: Account, core: EngineCore): OrderGate | null {
  return model.gate?.(priceAccount(account, core)) ?? null
}

/** The gate after what has changed of its account since, when that is no more than trades, money and orders. */
function carried(known: Remembered, core: EngineCore, account: Account): Remembered | undefined {
  const { gate, carries, account: was } = known
  const isSame =
    was.rules === account.rules && was.leverage === account.leverage && was.isHedgeMode === account.isHedgeMode
  if (gate === null || carries >= carriesMax || !isSame) return undefined
  const before = priceAccount(changedRows(was, account), core)
  const after = priceAccount(changedRows(account, was), core)
  const next = gate.changed(before, after)
  if (next === null) return undefined
  // An old price of what is no longer held is remembered until the gate is made anew: that errs to the safe side.
  const oldest = Math.min(known.oldest, oldestPrice(changedRows(account, was), core.market))
  return { ...known, account, gate: next, oldest, carries: carries + 1 }
}

/** An account with only those rows that another does not have as they are. */
function changedRows(account: Account, other: Account): Account {
  return {
    ...account,
    balances: changedIn(account.balances, other.balances),
    positions: changedIn(account.positions, other.positions),
    orders: changedIn(account.orders, other.orders),
  }
}

function changedIn<V>(rows: ReadonlyMap<string, V>, others: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  if (rows === others) return new Map()
  const changed = new Map<string, V>()
  for (const [key, row] of rows) if (others.get(key) !== row) changed.set(key, row)
  return changed
}
