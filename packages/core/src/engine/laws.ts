import { books as bookNames } from '../ledger/entry.ts'
import type { Asset } from '../market/instrument.ts'
import { Decimal } from '../num/decimal.ts'
import { formatInstant } from '../num/instant.ts'
import { type Account, type HeldPosition, isIsolatedIn, positionKey } from './account.ts'
import { commit, draftOf } from './draft.ts'
import type { EngineEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { isClosing } from './order/closing.ts'
import { bookKey, type EngineState, moneyScale } from './state.ts'
import { stateText } from './text/snapshot.ts'

/**
 * Laws of the engine that a state breaks, in words; none, unless the engine has a fault. Of every asset the users' balances
 * and the venue's books are zero together; amounts are whole units; positions, their margins and what is derived from them
 * agree; time and sequence make sense.
 */
export function lawsBroken(state: EngineState): readonly string[] {
  return [
    ...moneyLaws(state),
    ...[...state.accounts].flatMap(([id, account]) => accountLaws(id, account)),
    ...openLaws(state),
    ...holderLaws(state),
    ...timeLaws(state),
  ]
}

/**
 * Laws of a change: its events alone make the next state of the one before, and every posting is balanced. `before` is as
 * `copyOf` kept it.
 */
export function changeLawsBroken(
  before: EngineState,
  events: readonly EngineEvent[],
  after: EngineState,
): readonly string[] {
  const { sequence, at } = after.core
  before.core = { ...before.core, sequence, at }
  const draft = draftOf(before)
  for (const event of events) {
    draft.events.push(event)
    evolve(draft, event)
  }
  commit(draft)
  return stateText(before) === stateText(after) ? [] : ['the events must make the state, they make another']
}

function moneyLaws({ accounts, books }: EngineState): readonly string[] {
  const broken: string[] = []
  const sums = new Map<Asset, Decimal>()
  const add = (asset: Asset, amount: Decimal, holder: string): void => {
    sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
    if (!isWhole(amount)) broken.push(`balance of ${holder} must be whole units, is ${amount} ${asset}`)
  }
  for (const [id, { balances }] of accounts) for (const [asset, amount] of balances) add(asset, amount, id)
  for (const [key, amount] of books) {
    const holder = bookNames.find((name) => key.startsWith(bookKey(name, '')))
    if (holder === undefined) broken.push(`a book must be one of the venue’s, is ${key}`)
    else add(key.slice(holder.length + 1), amount, holder)
  }
  for (const [asset, sum] of sums) if (!sum.isZero()) broken.push(`all ${asset} together must be 0, is ${sum}`)
  return broken
}

function isWhole(amount: Decimal): boolean {
  return amount.rounded(moneyScale, 'down').equals(amount)
}

function accountLaws(id: string, account: Account): readonly string[] {
  const broken: string[] = []
  if (account.id !== id) broken.push(`account ${id} must be kept under its name, is ${account.id}`)
  for (const [key, position] of account.positions) {
    const what = `${id} in ${key}`
    if (key !== positionKey(position.symbol, position.side)) broken.push(`${what} must be kept under its own key`)
    if ((position.side !== undefined) !== account.isHedgeMode)
      broken.push(`${what} must have a side in hedge mode alone`)
    broken.push(...positionLaws(what, position, isIsolatedIn(account, position.symbol)))
  }
  for (const [key, order] of account.orders) {
    if (order.id !== key) broken.push(`order ${key} of ${id} must be kept under its id, is ${order.id}`)
    if (order.contracts.isZero()) broken.push(`order ${key} of ${id} must have something left, has none`)
  }
  broken.push(...closingLaws(id, account))
  return broken
}

/** Orders that only close must have something to close, one after the other. */
function closingLaws(id: string, { orders, positions }: Account): readonly string[] {
  const left = new Map([...positions].map(([key, { contracts }]) => [key, contracts]))
  return [...orders.values()].filter(isClosing).flatMap((order) => {
    const key = positionKey(order.symbol, order.side)
    const before = left.get(key) ?? Decimal.zero
    const after = before.plus(order.contracts)
    left.set(key, after)
    const closes = before.sign() * order.contracts.sign() < 0 && after.sign() * before.sign() >= 0
    return closes ? [] : [`order ${order.id} of ${id} must close what is held, is for ${order.contracts} of ${before}`]
  })
}

function positionLaws(what: string, { contracts, side, isolatedMargin }: HeldPosition, isIsolated: boolean): string[] {
  const broken: string[] = []
  if (contracts.isZero()) broken.push(`${what} must not be zero, is 0`)
  if (side !== undefined && (side === 'long') !== contracts.sign() > 0)
    broken.push(`${what} must be ${side}, is ${contracts}`)
  if (isIsolated !== (isolatedMargin !== undefined))
    broken.push(`${what} must have a margin where it is isolated alone, is ${isIsolated ? '' : 'not '}isolated`)
  if (isolatedMargin !== undefined && (isolatedMargin.sign() < 0 || !isWhole(isolatedMargin)))
    broken.push(`margin of ${what} must be whole units, not negative, is ${isolatedMargin}`)
  return broken
}

function openLaws({ openContracts, accounts }: EngineState): readonly string[] {
  const sums = new Map<string, Decimal>()
  for (const { positions } of accounts.values())
    for (const { symbol, contracts } of positions.values())
      sums.set(symbol, (sums.get(symbol) ?? Decimal.zero).plus(contracts))
  const symbols = new Set([...sums.keys(), ...openContracts.keys()])
  return [...symbols].flatMap((symbol) => {
    const [held = Decimal.zero, open = Decimal.zero] = [sums.get(symbol), openContracts.get(symbol)]
    return held.equals(open) ? [] : [`open contracts of ${symbol} must be ${held}, are ${open}`]
  })
}

function holderLaws({ accounts, holders }: EngineState): readonly string[] {
  const broken: string[] = []
  let count = 0
  for (const [id, { positions }] of accounts)
    for (const symbol of new Set([...positions.values()].map((position) => position.symbol))) {
      count += 1
      if (!holders.get(symbol)?.has(id)) broken.push(`holders of ${symbol} must name ${id}, do not`)
    }
  const named = [...holders.values()].reduce((sum, ids) => sum + ids.size, 0)
  if (named > count) broken.push(`holders must name ${count} that hold, name ${named}`)
  return broken
}

function timeLaws({ core: { sequence, at, market, freshFrom, scheduled } }: EngineState): readonly string[] {
  const broken: string[] = []
  if (!Number.isSafeInteger(sequence) || sequence < 0) broken.push(`sequence must be a count, is ${sequence}`)
  if (market.at > at)
    broken.push(`prices must not be of later than ${formatInstant(at)}, are of ${formatInstant(market.at)}`)
  // After a standstill only what is told later than it is fresh.
  if (freshFrom > at + 1)
    broken.push(`freshFrom must not be after ${formatInstant(at + 1)}, is ${formatInstant(freshFrom)}`)
  let last = 0
  for (const { effectiveAt } of scheduled) {
    if (effectiveAt < last)
      broken.push(`scheduled changes must be in order, ${formatInstant(effectiveAt)} is after ${formatInstant(last)}`)
    last = effectiveAt
  }
  return broken
}
