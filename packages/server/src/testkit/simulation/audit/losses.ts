import type { engine, Posting } from '@plimsoll/core'
import { holds } from './law.ts'
import { eventsOf, type Step } from './step.ts'
import { unitsOf } from './units.ts'

/** Who paid for a loss beyond an account, in units, by asset. */
interface Paid {
  fund: bigint
  venue: bigint
  users: bigint
}

/**
 * A loss beyond what an account has is paid by the fund as far as it reaches, then by those who profit, the rest by the
 * venue: to the last unit, and not one more.
 */
export function auditLosses(step: Step): void {
  for (const [key, balance] of step.after.books)
    if (key.startsWith('@fund ') && step.before.books.get(key) !== balance)
      holds(balance.sign() >= 0, 'loss-order', () => `${key} must not owe, is ${balance}`)
  for (const [key, paid] of paidFor(step)) {
    const [account = '', asset = ''] = key.split(' ')
    const others = paid.users + paid.venue
    const fund = step.after.books.get(`@fund ${asset}`)
    const isSpent = others === 0n || fund === undefined || fund.isZero()
    holds(isSpent, 'loss-order', () => `the fund must be spent before others pay for ${account}, has ${fund} ${asset}`)
    const uncovered = eventsOf(step, 'loss-uncovered')
      .filter((event) => event.account === account && event.asset === asset)
      .reduce((sum, { amount }) => sum + unitsOf(amount), 0n)
    holds(uncovered === paid.venue, 'loss-order', () => `the venue pays ${paid.venue} ${asset}, tells of ${uncovered}`)
    isPaidExactly(account, asset, step)
  }
  nobodyPaysMoreThanFree(step)
}

function paidFor(step: Step): ReadonlyMap<string, Paid> {
  const all = new Map<string, Paid>()
  for (const { entry } of eventsOf(step, 'posted')) {
    if (entry.cause !== 'bankruptcy' && entry.cause !== 'socialised') continue
    const receiver = entry.postings.find(({ holder, amount }) => !holder.startsWith('@') && amount.sign() > 0)
    holds(receiver !== undefined, 'loss-order', () => `${entry.cause} must be paid to an account`)
    const key = `${receiver.holder} ${receiver.asset}`
    const paid = all.get(key) ?? { fund: 0n, venue: 0n, users: 0n }
    for (const posting of entry.postings)
      if (posting.holder !== receiver.holder) paid[payerOf(posting)] -= unitsOf(posting.amount)
    all.set(key, paid)
  }
  return all
}

function payerOf({ holder }: Posting): keyof Paid {
  if (holder === '@fund') return 'fund'
  return holder === '@venue' ? 'venue' : 'users'
}

/** Who bears a part of another's loss bears it out of what is free, and owes nothing by it. */
function nobodyPaysMoreThanFree(step: Step): void {
  for (const { entry } of eventsOf(step, 'posted')) {
    if (entry.cause !== 'socialised') continue
    for (const { holder, asset, amount } of entry.postings) {
      const account = step.after.accounts.get(holder)
      if (account === undefined || amount.sign() >= 0) continue
      const free = freeUnits(account, asset, step)
      holds(
        free >= 0n,
        'loss-order',
        () => `${holder} must bear ${amount} ${asset} out of what is free, has ${free} left`,
      )
    }
  }
}

/** What was paid leaves the account what it had free before, and nothing when it had none: no gain by a bankruptcy. */
function isPaidExactly(id: string, asset: string, step: Step): void {
  const [was, now] = [step.before.accounts.get(id), step.after.accounts.get(id)]
  if (was === undefined || now === undefined || step.command.type !== 'liquidate') return
  const [before, after] = [freeUnits(was, asset, step), freeUnits(now, asset, step)]
  const most = before > 0n ? before : 0n
  holds(
    after <= most,
    'loss-order',
    () => `${id} must have at most ${most} ${asset} free after a bankruptcy, has ${after}`,
  )
  const isPool = [...was.positions.values()].every(({ isolatedMargin }) => isolatedMargin === undefined)
  const hasPool = eventsOf(step, 'liquidation-step').some(({ step: { pool } }) => pool === 'account')
  if (isPool && hasPool)
    holds(after === 0n, 'loss-order', () => `${id} must end with nothing of ${asset}, has ${after}`)
}

/** Balance beyond the margin of isolated positions. */
function freeUnits({ balances, positions }: engine.Account, asset: string, { after }: Step): bigint {
  const balance = balances.get(asset)
  let free = balance === undefined ? 0n : unitsOf(balance)
  for (const { symbol, isolatedMargin } of positions.values()) {
    const instrument = after.core.market.instruments.get(symbol)?.instrument
    const settle = instrument === undefined || instrument.kind === 'spot' ? undefined : instrument.settle
    if (isolatedMargin !== undefined && settle === asset) free -= unitsOf(isolatedMargin)
  }
  return free
}
