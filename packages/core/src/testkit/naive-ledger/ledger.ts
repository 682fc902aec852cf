import type { Fields } from '../builders.ts'
import {
  add,
  ceiling,
  compare,
  floor,
  multiply,
  negative,
  type Rational,
  rational,
  signOf,
  subtract,
  zero,
} from './rational.ts'

// A ledger as one would write it on paper, for comparison: exact fractions, no code of the engine's. Its rules of rounding:
// money has 8 digits, costs 18; what an account gets is rounded down, what it pays up, and so is what a part of it keeps.

export const moneyDigits = 8
export const costDigits = 18

export interface NaivePosition {
  readonly symbol: string
  readonly contracts: Rational
  /** What it was entered for, signed as contracts. */
  readonly cost: Rational
  /** Set aside for it; null in a pool. */
  readonly margin: Rational | null
  /** Continuous funding per contract that it has paid. */
  readonly paid: Rational
}

export interface NaiveAccount {
  readonly mode: 'isolated' | 'cross'
  hedge: boolean
  readonly isolated: Set<string>
  readonly leverage: Map<string, number>
  readonly balances: Map<string, Rational>
  /** By symbol, and side in hedge mode. */
  readonly positions: Map<string, NaivePosition>
}

/** Terms of an instrument that money depends on. */
export interface NaiveInstrument {
  readonly kind: 'spot' | 'perpetual' | 'future' | 'option'
  readonly base: string
  readonly quote: string
  readonly settle: string
  readonly inverse: boolean
  readonly size: Rational
  readonly expiryAt: number
  readonly strike: Rational
  readonly call: boolean
}

export interface NaiveLedger {
  at: number
  readonly instruments: ReadonlyMap<string, NaiveInstrument>
  readonly accounts: Map<string, NaiveAccount>
  /** `@fees USDT`. */
  readonly books: Map<string, Rational>
  readonly marks: Map<string, Rational>
  readonly indexes: Map<string, Rational>
  readonly settled: Set<string>
}

/** The ledger as it is, whatever is done to it afterwards. */
export function copied(ledger: NaiveLedger): NaiveLedger {
  return {
    ...ledger,
    accounts: new Map([...ledger.accounts].map(([id, account]) => [id, copiedAccount(account)])),
    books: new Map(ledger.books),
    marks: new Map(ledger.marks),
    indexes: new Map(ledger.indexes),
    settled: new Set(ledger.settled),
  }
}

function copiedAccount(account: NaiveAccount): NaiveAccount {
  return {
    ...account,
    isolated: new Set(account.isolated),
    leverage: new Map(account.leverage),
    balances: new Map(account.balances),
    positions: new Map(account.positions),
  }
}

/** An instrument from its listing. */
export function naiveInstrument(listing: Fields): NaiveInstrument {
  const kind = listing['kind'] as NaiveInstrument['kind']
  return {
    kind,
    base: String(listing['underlying']),
    quote: String(listing['quote']),
    settle: String(listing['settle'] ?? ''),
    inverse: listing['payout'] === 'inverse',
    size: rational(String(listing['contractSize'] ?? '1')),
    expiryAt: listing['expiry'] === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(listing['expiry'])),
    strike: rational(String(listing['strike'] ?? '0')),
    call: listing['right'] === 'call',
  }
}

export function accountOf({ accounts }: NaiveLedger, id: string): NaiveAccount {
  const account = accounts.get(id)
  if (account === undefined) throw new Error(`no account ${id}`)
  return account
}

export function balanceOf(ledger: NaiveLedger, holder: string, asset: string): Rational {
  const known = holder.startsWith('@')
    ? ledger.books.get(`${holder} ${asset}`)
    : accountOf(ledger, holder).balances.get(asset)
  return known ?? zero
}

/** Takes from one and gives to the other. */
export function pay(ledger: NaiveLedger, from: string, to: string, asset: string, amount: Rational): void {
  if (signOf(amount) === 0) return
  credit(ledger, from, asset, negative(amount))
  credit(ledger, to, asset, amount)
}

function credit(ledger: NaiveLedger, holder: string, asset: string, amount: Rational): void {
  const after = add(balanceOf(ledger, holder, asset), amount)
  if (holder.startsWith('@')) ledger.books.set(`${holder} ${asset}`, after)
  else accountOf(ledger, holder).balances.set(asset, after)
}

export function isIsolated({ mode, isolated }: NaiveAccount, symbol: string): boolean {
  return mode === 'isolated' || isolated.has(symbol)
}

export function keysOf(symbol: string): readonly string[] {
  return [symbol, `${symbol} long`, `${symbol} short`]
}

/** Balance that is not set aside. */
export function freeOf(ledger: NaiveLedger, id: string, asset: string): Rational {
  let free = balanceOf(ledger, id, asset)
  for (const { symbol, margin } of accountOf(ledger, id).positions.values())
    if (margin !== null && ledger.instruments.get(symbol)?.settle === asset) free = subtract(free, margin)
  return free
}

/** What is lost beyond a margin comes from the insurance fund, which is full here. */
export function coverFromFund(ledger: NaiveLedger, id: string, asset: string, loss: Rational): void {
  if (compare(balanceOf(ledger, '@fund', asset), loss) < 0) throw new Error('the fund must suffice here')
  pay(ledger, '@fund', id, asset, loss)
}

/** Pays or takes funding; an isolated margin gets it, and gives it as far as it reaches: the rest is covered. */
export function payFundingOf(
  ledger: NaiveLedger,
  id: string,
  key: string,
  position: NaivePosition,
  earned: Rational,
): void {
  const { settle } = ledger.instruments.get(position.symbol) as NaiveInstrument
  pay(ledger, '@funding', id, settle, earned)
  const left = position.margin === null ? null : add(position.margin, earned)
  const isBeyond = left !== null && signOf(left) < 0
  if (isBeyond) coverFromFund(ledger, id, settle, negative(left))
  const margin = isBeyond ? zero : left
  accountOf(ledger, id).positions.set(key, { ...position, margin })
}

/** Continuous funding that positions in a symbol owe since they last paid. */
export function payContinuous(ledger: NaiveLedger, id: string, symbol: string): void {
  const index = ledger.indexes.get(symbol) ?? zero
  for (const key of keysOf(symbol)) {
    const position = accountOf(ledger, id).positions.get(key)
    if (position === undefined || compare(position.paid, index) === 0) continue
    const owed = multiply(subtract(index, position.paid), position.contracts)
    payFundingOf(ledger, id, key, { ...position, paid: index }, negative(ceiling(owed, moneyDigits)))
  }
}

/** Rounded down to money: what an account gets, or less than what it owes. */
export function booked(amount: Rational): Rational {
  return floor(amount, moneyDigits)
}
