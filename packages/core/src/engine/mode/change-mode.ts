import type { MarginModel } from '../../margin/model.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { Failure } from '../../num/result.ts'
import type { Account, AccountRules, HeldPosition } from '../account.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { strandedSymbols } from '../position/can-isolate.ts'
import { payFunding } from '../position/pay-funding.ts'
import type { EngineRules } from '../rules.ts'
import { priceAccount } from '../standing/price-account.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import { totalsOf } from '../standing/totals.ts'

/**
 * Puts an account under other rules: positions change between pooled and set aside as the new mode has it. Gives why the
 * new rules cannot hold the account; then the draft must be thrown away, or the rules are changed all the same.
 */
export function changeMode(
  draft: Draft,
  id: string,
  to: AccountRules,
  model: MarginModel,
  rules: EngineRules,
): readonly Failure[] {
  const account = accountIn(draft, id) as Account
  const standing = standingOf(account, draft.core, rules)
  const before = isStanding(standing) ? totalsOf(standing) : null
  // Funding up to now is paid by who owes it: the margin a position had, or the pool it was in.
  for (const symbol of new Set([...account.positions.values()].map((held) => held.symbol)))
    payFunding(draft, id, symbol)
  const pooled = to.mode === 'isolated' ? account.isolated : strandedSymbols(account, draft.core, model)
  for (const symbol of pooled) emit(draft, { type: 'isolated-set', account: id, symbol, isolated: false })
  moveMargins(draft, { ...(accountIn(draft, id) as Account), rules: to }, model)
  const after = standingOf({ ...(accountIn(draft, id) as Account), rules: to }, draft.core, rules)
  emit(draft, {
    type: 'rules-changed',
    account: id,
    from: account.rules,
    to,
    at: draft.core.at,
    before,
    after: isStanding(after) ? totalsOf(after) : null,
  })
  return isStanding(after) ? [] : after
}

/** What is isolated from now on gets the margin the new model sets aside for it; what is pooled gives its margin back. */
function moveMargins(draft: Draft, account: Account, model: MarginModel): void {
  const isIsolated = ({ symbol }: HeldPosition): boolean =>
    account.rules.mode === 'isolated' || account.isolated.has(symbol)
  const margins = marginsOf(draft, account, model)
  for (const [key, was] of account.positions) {
    const isolatedMargin = isIsolated(was) ? (was.isolatedMargin ?? margins.get(key) ?? was.cost.abs()) : undefined
    if (isolatedMargin === was.isolatedMargin) continue
    const now = { ...was, isolatedMargin }
    emit(draft, { type: 'position-changed', account: account.id, key, symbol: was.symbol, was, now })
  }
}

/** By position, what the model sets aside when nothing is said. */
function marginsOf({ core }: Draft, account: Account, model: MarginModel): ReadonlyMap<string, Decimal> {
  const priced = priceAccount(account, core)
  const resolved = model.resolve?.(priced) ?? priced
  const rows = [...resolved.positions, ...resolved.unpriced]
  return new Map(
    rows.flatMap(({ symbol, side, isolatedMargin }) =>
      isolatedMargin === undefined
        ? []
        : [[side === undefined ? symbol : `${symbol} ${side}`, isolatedMargin] as const],
    ),
  )
}
