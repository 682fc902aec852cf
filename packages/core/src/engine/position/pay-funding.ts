import { Decimal } from '../../num/decimal.ts'
import type { HeldPosition } from '../account.ts'
import { accountIn, type Draft, positionKeysOf } from '../draft.ts'
import { emit, post } from '../emit.ts'
import { coverLoss } from '../loss/cover.ts'
import { derivativeOf, pendingFunding } from '../standing/price-account.ts'
import { moneyScale } from '../state.ts'

/** Books the continuous funding that an account's positions in a symbol have earned or owe up to now. */
export function payFunding(draft: Draft, account: string, symbol: string): void {
  const index = draft.core.fundingIndexes.get(symbol)
  if (index === undefined) return
  for (const key of positionKeysOf(symbol)) {
    const was = accountIn(draft, account)?.positions.get(key)
    if (was === undefined || was.fundingIndex.equals(index)) continue
    const amount = pendingFunding(was, draft.core).rounded(moneyScale, 'down')
    bookFunding(draft, account, key, { ...was, fundingIndex: index }, amount)
  }
}

/**
 * Pays `amount` to the account, or takes it; an isolated position earns and pays it with its margin. That is all it can
 * lose: what the margin cannot pay is covered as any loss beyond it.
 */
export function bookFunding(draft: Draft, account: string, key: string, now: HeldPosition, amount: Decimal): void {
  const { symbol } = now
  const asset = derivativeOf(draft.core.market, symbol).settle
  post(draft, { cause: 'funding', asset, amount, from: '@funding', to: account })
  const was = accountIn(draft, account)?.positions.get(key)
  const left = amount.isZero() ? undefined : now.isolatedMargin?.plus(amount)
  const isBeyond = left !== undefined && left.sign() < 0
  if (isBeyond) coverLoss(draft, account, asset, left.negated())
  const paid = left === undefined ? now : { ...now, isolatedMargin: isBeyond ? Decimal.zero : left }
  if (paid !== was) emit(draft, { type: 'position-changed', account, key, symbol, was, now: paid })
}
