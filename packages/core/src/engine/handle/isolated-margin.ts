import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { type Account, type HeldPosition, isIsolatedIn, positionKey } from '../account.ts'
import type { AddMargin, SetIsolated } from '../command.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { isOpenIn, isolationProblems } from '../position/can-isolate.ts'
import { freeBalance } from '../position/isolated.ts'
import { payFunding } from '../position/pay-funding.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { backingRefusal, isShared, unpriced } from '../standing/free.ts'
import { beingLiquidated, type Handler, liveDerivative, unitsRefusal, unknownAccount } from './handler.ts'

/** Moves free balance to the margin of an isolated position, or back when negative. */
export const addMargin: Handler<AddMargin> = (draft, command, rules) => {
  const { account: id, symbol, amount } = command
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  const instrument = liveDerivative(draft, symbol)
  if ('code' in instrument) return instrument
  const wrong = amountRefusal(account, command) ?? sideRefusal(account, command)
  if (wrong !== undefined) return wrong
  const key = positionKey(symbol, command.side)
  if (!account.positions.has(key))
    return refusal('position.none', '/symbol', `a position must be held, ${id} has none in ${key}`)
  payFunding(draft, id, symbol)
  const paid = accountIn(draft, id) as Account
  const was = paid.positions.get(key) as HeldPosition
  const margin = (was.isolatedMargin ?? Decimal.zero).plus(amount)
  const short = amount.sign() > 0 ? freeRefusal(draft, paid, instrument, amount) : marginRefusal(margin, command)
  if (short !== undefined) return short
  emit(draft, { type: 'position-changed', account: id, key, symbol, was, now: { ...was, isolatedMargin: margin } })
  return backed(draft, command, rules)
}

function amountRefusal({ id, liquidation }: Account, { amount }: AddMargin): Refusal | undefined {
  if (amount.isZero()) return refusal('command.value', '/amount', 'amount must not be zero, is 0')
  if (amount.sign() < 0 && liquidation.state === 'liquidating') return beingLiquidated(id)
  return unitsRefusal(amount, '/amount')
}

function sideRefusal(account: Account, { symbol, side }: AddMargin): Refusal | undefined {
  if (!isIsolatedIn(account, symbol))
    return refusal('margin.not-isolated', '/symbol', `positions in ${symbol} must be isolated, are not`)
  if (account.isHedgeMode === (side !== undefined)) return undefined
  const must = account.isHedgeMode ? 'be named in hedge mode, is not' : `not be named outside hedge mode, is ${side}`
  return refusal('position.side', '/side', `side must ${must}`)
}

function freeRefusal(draft: Draft, account: Account, { settle }: Derivative, amount: Decimal): Refusal | undefined {
  const free = freeBalance(account, settle, draft.core)
  if (free.compare(amount) >= 0) return undefined
  return refusal(
    'cash.exceeds-free',
    '/amount',
    `amount must be at most what is free, ${free} ${settle}, is ${amount}`,
    {
      facts: { available: free.toString() },
    },
  )
}

function marginRefusal(left: Decimal, { amount }: AddMargin): Refusal | undefined {
  if (left.sign() >= 0) return undefined
  const held = left.minus(amount)
  return refusal('margin.insufficient', '/amount', `at most the margin, ${held}, may be taken, is ${amount.negated()}`)
}

/** What gives must still hold its initial margin; what gets it may lack some even now. */
function backed(draft: Draft, { account, symbol, side, amount }: AddMargin, rules: EngineRules): Refusal | undefined {
  if (amount.sign() > 0) return backingRefusal(draft, account, rules, 'cash.exceeds-free', isShared)
  return backingRefusal(draft, account, rules, 'margin.insufficient', ({ positions }) =>
    positions.some((position) => position.isIsolated && position.symbol === symbol && position.side === side),
  )
}

/** Whether positions in a symbol are isolated while the account is not: asked before there are any, and if its venue has such. */
export const setIsolated: Handler<SetIsolated> = (draft, { account: id, symbol, isolated }, rules) => {
  const account = accountIn(draft, id)
  if (account === undefined) return unknownAccount(id)
  const instrument = liveDerivative(draft, symbol)
  if ('code' in instrument) return instrument
  if (account.rules.mode === 'isolated')
    return refusal('mode.refused', '/account', `mode must not be isolated, in which every position of ${id} is`)
  if (isOpenIn(account, symbol))
    return refusal('position.open', '/symbol', `nothing must be open in ${symbol}, ${id} has a position or an order`)
  const cannot = isolated ? holdRefusal(draft, account, symbol, rules) : undefined
  if (cannot !== undefined) return cannot
  emit(draft, { type: 'isolated-set', account: id, symbol, isolated })
  return undefined
}

/** Why the account's venue has no isolated position in a symbol. */
function holdRefusal({ core }: Draft, account: Account, symbol: string, rules: EngineRules): Refusal | undefined {
  const model = rules.modelOf(account.rules, core.parameters)
  if (!model.ok) return unpriced(model.problems)
  const problems = isolationProblems(account, symbol, core, model.value)
  const [first] = problems
  if (first === undefined) return undefined
  return first.code === 'venue.cannot-hold'
    ? refusal('mode.refused', '/symbol', first.message, { problems })
    : unpriced(problems)
}
