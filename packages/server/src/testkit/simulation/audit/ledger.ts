import type { Decimal, engine, Posting } from '@plimsoll/core'
import { holds } from './law.ts'
import { eventsOf, type Step } from './step.ts'
import { unitsOf } from './units.ts'

/** Balances from postings alone, in whole numbers, kept beside the engine's. */
export class ShadowLedger {
  readonly #balances = new Map<string, bigint>()

  /** Folds what a command posted, and compares whoever changed. */
  audit(step: Step): void {
    const touched = new Set<string>()
    for (const { entry } of eventsOf(step, 'posted')) {
      isBalanced(entry.cause, entry.postings)
      for (const { holder, asset, amount } of entry.postings) {
        const key = `${holder} ${asset}`
        this.#balances.set(key, (this.#balances.get(key) ?? 0n) + unitsOf(amount))
        touched.add(holder)
      }
    }
    const { accounts, books } = step.after
    for (const account of accounts.values())
      if (touched.has(account.id) || step.before.accounts.get(account.id) !== account) this.#compare(account)
    for (const [key, balance] of books)
      if (touched.has(key.split(' ')[0] ?? '') || step.before.books.get(key) !== balance) this.#same(key, balance)
  }

  /** Compares every balance, and sums each asset over all holders. */
  auditAll({ accounts, books }: engine.EngineState): void {
    const sums = new Map<string, bigint>()
    const add = (key: string, balance: Decimal): void => {
      this.#same(key, balance)
      const asset = key.split(' ')[1] ?? ''
      sums.set(asset, (sums.get(asset) ?? 0n) + unitsOf(balance))
    }
    for (const { id, balances } of accounts.values())
      for (const [asset, balance] of balances) add(`${id} ${asset}`, balance)
    for (const [key, balance] of books) add(key, balance)
    for (const [asset, sum] of sums) holds(sum === 0n, 'balanced', () => `all ${asset} must sum to zero, is ${sum}`)
  }

  balance(holder: string, asset: string): bigint {
    return this.#balances.get(`${holder} ${asset}`) ?? 0n
  }

  #compare({ id, balances }: engine.Account): void {
    for (const [asset, balance] of balances) this.#same(`${id} ${asset}`, balance)
    for (const [key, units] of this.#balances)
      if (units !== 0n && key.startsWith(`${id} `))
        holds(balances.has(key.slice(id.length + 1)), 'ledger', () => `${key} must be ${units}, is not there`)
  }

  #same(key: string, balance: Decimal): void {
    const units = this.#balances.get(key) ?? 0n
    holds(unitsOf(balance) === units, 'ledger', () => `${key} must be the sum of its postings ${units}, is ${balance}`)
  }
}

function isBalanced(cause: string, postings: readonly Posting[]): void {
  const sums = new Map<string, bigint>()
  for (const { asset, amount } of postings) sums.set(asset, (sums.get(asset) ?? 0n) + unitsOf(amount))
  for (const [asset, sum] of sums)
    holds(sum === 0n, 'balanced', () => `${cause} of ${asset} must sum to zero, is ${sum}`)
}
