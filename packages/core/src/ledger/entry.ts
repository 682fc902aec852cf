import type { Asset } from '../market/instrument.ts'
import { assert } from '../num/assert.ts'
import { Decimal } from '../num/decimal.ts'

/** Why money moved. Every change of a balance has one. */
export type Cause =
  | 'deposit'
  | 'withdrawal'
  | 'transfer'
  | 'trade'
  | 'premium'
  | 'realised'
  | 'fee'
  | 'funding'
  | 'interest'
  | 'settlement'
  | 'conversion'
  | 'liquidation-fee'
  | 'surplus'
  | 'bankruptcy'
  | 'deleveraging'
  | 'socialised'
  | 'fund-deposit'

/**
 * Accounts of the venue itself. `@venue` is the world outside: what was deposited, less what was withdrawn. `@trading` is
 * the other side of every profit, `@fund` the insurance fund. An account of a user never begins with `@`.
 */
export type Book = '@venue' | '@fees' | '@fund' | '@trading' | '@funding' | '@interest' | '@settlement'

export const books: readonly Book[] = ['@venue', '@fees', '@fund', '@trading', '@funding', '@interest', '@settlement']

/** A user's account by its name, or one of the venue's. */
export type Holder = string

export interface Posting {
  readonly holder: Holder
  readonly asset: Asset
  /** Positive is credited to the holder. */
  readonly amount: Decimal
}

/** Postings that belong together: they sum to zero in every asset. Never changed; a correction is a new entry. */
export interface Entry {
  readonly cause: Cause
  readonly postings: readonly Posting[]
}

export interface Movement {
  readonly cause: Cause
  readonly asset: Asset
  readonly amount: Decimal
  readonly from: Holder
  readonly to: Holder
}

/** Money from one holder to another; a negative amount goes the other way. */
export function moved({ cause, asset, amount, from, to }: Movement): Entry {
  return {
    cause,
    postings: [
      { holder: from, asset, amount: amount.negated() },
      { holder: to, asset, amount },
    ],
  }
}

export function isUser(holder: Holder): boolean {
  return !holder.startsWith('@')
}

/** @throws InvariantError when an entry makes or loses money. */
export function assertBalanced({ cause, postings }: Entry): void {
  const [first, second] = postings
  if (postings.length === 2 && first !== undefined && second !== undefined && first.asset === second.asset) {
    const isBalanced = first.amount.plus(second.amount).isZero()
    if (!isBalanced)
      assert(false, `${cause} of ${first.asset} must sum to zero, is ${first.amount} and ${second.amount}`)
    return
  }
  for (const [asset, sum] of sumsOf(postings)) assert(sum.isZero(), `${cause} of ${asset} must sum to zero, is ${sum}`)
}

/** Sum of postings in each asset. */
export function sumsOf(postings: readonly Posting[]): ReadonlyMap<Asset, Decimal> {
  const sums = new Map<Asset, Decimal>()
  for (const { asset, amount } of postings) sums.set(asset, (sums.get(asset) ?? Decimal.zero).plus(amount))
  return sums
}
