import type { Derivative, engine } from '@plimsoll/core'
import { holds } from './law.ts'
import { eventsOf, type Step } from './step.ts'
import { figure } from './units.ts'

const unit = 1e-8
const relativeError = 1e-12

/** Funding as it must be: who is long pays who is short when the rate is positive, each rounded against itself. */
export class ShadowFunding {
  readonly #indexes = new Map<string, number>()

  audit(step: Step): void {
    if (!step.outcome.done) return
    const { command } = step
    if (command.type === 'accrue-funding') this.#accrue(command, step)
    const expected = command.type === 'funding' ? intervalFunding(command, step) : continuousFunding(step)
    comparePaid(expected, step)
  }

  #accrue({ symbol, rateFrac }: engine.AccrueFunding, { before, after }: Step): void {
    const quote = before.core.market.instruments.get(symbol)
    if (quote === undefined || quote.instrument.kind === 'spot') return
    const share = notionalOf(quote.instrument, figure(rateFrac), figure(quote.mark))
    const index = (this.#indexes.get(symbol) ?? 0) + share
    this.#indexes.set(symbol, index)
    const theirs = figure(after.core.fundingIndexes.get(symbol))
    const isSame = Math.abs(theirs - index) <= 1e-9 * Math.max(1, Math.abs(index))
    holds(isSame, 'funding', () => `index of ${symbol} must be ${index}, is ${theirs}`)
  }
}

interface Owed {
  /** Settlement asset, positive to the account. */
  amount: number
  count: number
}

function intervalFunding({ symbol, rateFrac }: engine.Funding, { before }: Step): ReadonlyMap<string, Owed> {
  const owed = new Map<string, Owed>()
  const quote = before.core.market.instruments.get(symbol)
  if (quote === undefined || quote.instrument.kind === 'spot') return owed
  for (const { id, positions } of before.accounts.values())
    for (const held of positions.values()) {
      if (held.symbol !== symbol) continue
      const amount = -notionalOf(quote.instrument, figure(held.contracts) * figure(rateFrac), figure(quote.mark))
      add(owed, `${id} ${quote.instrument.settle}`, amount)
    }
  return owed
}

/** What was paid up to an index is what that index has moved for the contracts held. */
function continuousFunding(step: Step): ReadonlyMap<string, Owed> {
  const owed = new Map<string, Owed>()
  for (const { account, symbol, was, now } of eventsOf(step, 'position-changed')) {
    const instrument = step.after.core.market.instruments.get(symbol)?.instrument
    if (was === undefined || now === undefined || instrument === undefined || instrument.kind === 'spot') continue
    const moved = figure(now.fundingIndex) - figure(was.fundingIndex)
    if (moved !== 0) add(owed, `${account} ${instrument.settle}`, -moved * figure(was.contracts))
  }
  return owed
}

function add(owed: Map<string, Owed>, key: string, amount: number): void {
  const known = owed.get(key) ?? { amount: 0, count: 0 }
  owed.set(key, { amount: known.amount + amount, count: known.count + 1 })
}

function comparePaid(expected: ReadonlyMap<string, Owed>, step: Step): void {
  const paid = new Map<string, number>()
  for (const { entry } of eventsOf(step, 'posted')) {
    if (entry.cause !== 'funding') continue
    for (const { holder, asset, amount } of entry.postings) {
      if (holder.startsWith('@')) continue
      paid.set(`${holder} ${asset}`, (paid.get(`${holder} ${asset}`) ?? 0) + figure(amount))
    }
  }
  for (const key of new Set([...paid.keys(), ...expected.keys()])) {
    const { amount, count } = expected.get(key) ?? { amount: 0, count: 0 }
    const short = amount - (paid.get(key) ?? 0)
    const error = relativeError * Math.max(1, Math.abs(amount)) * 10
    const isPaid = short >= -error && short <= count * unit + error
    holds(isPaid, 'funding', () => `${key} must be paid ${amount}, rounded against it, is paid ${paid.get(key) ?? 0}`)
  }
}

/** A share of notional at the mark, settlement asset. */
function notionalOf({ kind, payout, contractSize }: Derivative, contracts: number, mark: number): number {
  const size = contracts * figure(contractSize)
  return kind !== 'option' && payout === 'inverse' ? size / mark : size * mark
}
