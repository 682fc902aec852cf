import type { Movement } from '../../ledger/entry.ts'
import type { Asset, Instrument } from '../../market/instrument.ts'
import type { MarketSnapshot } from '../../market/snapshot.ts'
import type { Decimal } from '../../num/decimal.ts'
import { pointer, problem } from '../../num/result.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import type { Account } from '../account.ts'
import type { FundDeposit, MoveCash, Transfer } from '../command.ts'
import { accountIn, balanceOf, type Draft } from '../draft.ts'
import { post } from '../emit.ts'
import { canBeInDanger } from '../liquidation/needed.ts'
import { unsureAmong } from '../market/unsure-prices.ts'
import { freeBalance } from '../position/isolated.ts'
import { type Refusal, type RefusalCode, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { backingRefusal, isShared, unpriced } from '../standing/free.ts'
import { amountRefusal, beingLiquidated, type Handler, unknownAccount } from './handler.ts'

/** Money from outside. */
export const deposit: Handler<MoveCash> = (draft, { account, asset, amount }) => {
  const receiver = accountIn(draft, account)
  if (receiver === undefined) return unknownAccount(account)
  const wrong = amountRefusal(amount) ?? assetRefusal(draft, receiver, asset)
  if (wrong !== undefined) return wrong
  post(draft, { cause: 'deposit', asset, amount, from: '@venue', to: account })
  return undefined
}

/** Money to outside: of what is there, and not of what backs something. */
export const withdraw: Handler<MoveCash> = (draft, { account, asset, amount }, rules) => {
  if (accountIn(draft, account) === undefined) return unknownAccount(account)
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  return paidOut(draft, { cause: 'withdrawal', asset, amount, from: account, to: '@venue' }, rules)
}

export const transfer: Handler<Transfer> = (draft, { account, to, asset, amount }, rules) => {
  if (accountIn(draft, account) === undefined) return unknownAccount(account)
  const receiver = accountIn(draft, to)
  if (receiver === undefined) return unknownAccount(to, '/to')
  if (to === account) return refusal('cash.same-account', '/to', `a transfer must be to another account, is to ${to}`)
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  const refused = paidOut(draft, { cause: 'transfer', asset, amount, from: account, to }, rules)
  return refused ?? giftRefusal(draft, receiver, asset)
}

export const fundDeposit: Handler<FundDeposit> = (draft, { asset, amount }) => {
  const wrong = amountRefusal(amount)
  if (wrong !== undefined) return wrong
  post(draft, { cause: 'fund-deposit', asset, amount, from: '@venue', to: '@fund' })
  return undefined
}

/** What the market does not even name will never have a price: with a position beside it an account could not be margined. */
function assetRefusal({ core: { market } }: Draft, receiver: Account, asset: Asset): Refusal | undefined {
  if (!canBeInDanger(receiver)) return undefined
  const isNamed = asset === market.currency || market.assets.has(asset) || market.underlyings.has(asset)
  if (isNamed || isListedIn(market, asset)) return undefined
  const rule = 'an asset must have a price or be listed in an instrument'
  return refusal('asset.unknown', '/asset', `${rule}, ${asset} does not and is not`)
}

function isListedIn({ instruments }: MarketSnapshot, asset: Asset): boolean {
  for (const { instrument } of instruments.values())
    if (instrument.underlying === asset || instrument.quote === asset || settleOf(instrument) === asset) return true
  return false
}

function settleOf(instrument: Instrument): Asset | undefined {
  return instrument.kind === 'spot' ? undefined : instrument.settle
}

/** Nobody hides an account from liquidation by giving it what has no price. */
function giftRefusal({ core }: Draft, receiver: Account, asset: Asset): Refusal | undefined {
  if (!canBeInDanger(receiver)) return undefined
  const problems = [...unsureAmong({ symbols: [], assets: [asset] }, core)]
  if (assetPrice(core.market, asset) === null) {
    const message = `price of ${asset} must be known to give it to ${receiver.id}, is missing`
    problems.push(problem('market.missing-price', pointer('assets', asset), message))
  }
  return problems.length === 0 ? undefined : unpriced(problems)
}

function paidOut(draft: Draft, payment: Movement, rules: EngineRules): Refusal | undefined {
  const { asset, amount, from } = payment
  const account = accountIn(draft, from) as Account
  if (account.liquidation.state === 'liquidating') return beingLiquidated(from)
  const held = balanceOf(draft, from, asset)
  if (held.compare(amount) < 0) return exceeds('cash.exceeds-balance', payment, held, 'the balance')
  const free = freeBalance(account, asset, draft.core)
  if (free.compare(amount) < 0) return exceeds('cash.exceeds-free', payment, free, 'what is not set aside,')
  post(draft, payment)
  return backingRefusal(draft, from, rules, 'cash.exceeds-free', isShared)
}

function exceeds(code: RefusalCode, { asset, amount }: Movement, most: Decimal, what: string): Refusal {
  return refusal(code, '/amount', `amount must be at most ${what} ${most} ${asset}, is ${amount}`, {
    facts: { available: most.toString() },
  })
}
