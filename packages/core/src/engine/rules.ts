import type { MarginModel } from '../margin/model.ts'
import type { Eligibility, LiquidationPolicy } from '../margin/venue-profile.ts'
import type { Result } from '../num/result.ts'
import type { AccountRules } from './account.ts'

/**
 * The rules an engine runs by, which are not part of its state: from names to margin models. Pure: the same names and
 * documents give the same model, on every machine and in every replay.
 */
export interface EngineRules {
  /** The model an account is margined by; `parameters` are the documents defined so far, by name. */
  modelOf(rules: AccountRules, parameters: ReadonlyMap<string, unknown>): Result<MarginModel>
  /** What its venue asks of those who would enter a model; nothing when it is not known. */
  eligibilityOf(model: string): Eligibility | undefined
  /** How its venue liquidates; the engine's own way of the mode when it is not known. */
  liquidationOf(model: string): LiquidationPolicy | undefined
}
