import { assessAccount } from '../account/assess.ts'
import { marginReport } from '../account/margin-report.ts'
import type { MarginResult } from '../account/margin-result.ts'
import type { Account } from '../engine/account.ts'
import type { EngineRules } from '../engine/rules.ts'
import { priceAccount } from '../engine/standing/price-account.ts'
import type { EngineCore } from '../engine/state.ts'
import { failure, type Result, success } from '../num/result.ts'
import { betaOf } from './margin.ts'
import { byName } from './resolve.ts'

/**
 * Every figure of `plimsoll-margin/1` of an engine's account, by its own model at the engine's prices, in their currency.
 * A failure when the model cannot be made, or its venue cannot hold the account.
 */
export function engineMargin(account: Account, core: EngineCore, rules: EngineRules): Result<MarginResult> {
  const made = rules.modelOf(account.rules, core.parameters)
  if (!made.ok) return made
  const choice = byName(made.value.name)
  if (!choice.ok) return choice
  const priced = priceAccount(account, core)
  const refusals = made.value.refusals?.(priced) ?? []
  if (refusals.length > 0) return failure(...refusals)
  const heading = {
    account: account.id,
    venue: choice.value.venue.name,
    currency: core.market.currency,
    betaOf,
  }
  return success(marginReport(assessAccount(priced, made.value, 1), heading))
}
