import type { Holder } from '../../ledger/entry.ts'
import type { Derivative, Instrument } from '../../market/instrument.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { Draft } from '../draft.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import { moneyScale } from '../state.ts'

/** Does what a command says, on a draft, or says why not: then the draft is thrown away, whatever was done to it. */
export type Handler<C> = (draft: Draft, command: C, rules: EngineRules) => Refusal | undefined

export function unknownAccount(id: Holder, path = '/account'): Refusal {
  return refusal('account.unknown', path, `account must be open, ${id} is not`)
}

export function beingLiquidated(id: Holder): Refusal {
  return refusal('account.liquidating', '/account', `account must not be in liquidation, ${id} is`)
}

/** A listed contract that has not expired, or why a command cannot be about it. */
export function liveDerivative({ core: { market, settled, at } }: Draft, symbol: string): Derivative | Refusal {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined) return unlisted(symbol)
  if (instrument.kind === 'spot') return wrongKind(symbol, 'a contract', 'spot')
  const hasExpired = settled.has(symbol) || ('expiryAt' in instrument && at >= instrument.expiryAt)
  return hasExpired
    ? refusal('instrument.expired', '/symbol', `an instrument must not have expired, ${symbol} has`)
    : instrument
}

export function unlisted(symbol: string, path = '/symbol'): Refusal {
  return refusal('instrument.unlisted', path, `an instrument must be listed, ${symbol} is not`)
}

export function wrongKind(symbol: string, must: string, kind: Instrument['kind']): Refusal {
  return refusal('instrument.kind', '/symbol', `${symbol} must be ${must}, is ${kind}`)
}

/** Why an amount is not one that can be posted. */
export function amountRefusal(amount: Decimal, path = '/amount'): Refusal | undefined {
  if (amount.sign() <= 0) return refusal('command.value', path, `amount must be positive, is ${amount}`)
  return unitsRefusal(amount, path)
}

export function unitsRefusal(amount: Decimal, path: string): Refusal | undefined {
  if (amount.rounded(moneyScale, 'down').equals(amount)) return undefined
  return refusal('command.value', path, `amount must have at most ${moneyScale} digits after the point, is ${amount}`)
}
