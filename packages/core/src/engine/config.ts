import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'

/** What is asked of an account that would enter a model. Takes the place of what its venue publishes. */
export interface EntryPolicy {
  /** No position may be open. */
  readonly cleanSlate: boolean
  /** Smallest equity, inclusive. */
  readonly equityMin: { readonly amount: Decimal; readonly currency: Asset } | null
  /** Names of the texts that must have been accepted. */
  readonly disclosures: readonly string[]
  /** Days in isolated or cross mode. */
  readonly trackRecordDays?: number
}

/** Settings of the engine. Shares are fractions. */
export interface EngineConfig {
  /** A price older than this is stale: nobody is liquidated on it and nobody takes new risk on it. */
  readonly staleAfterMs: number
  /** A price that moves further than this from the last one waits for a second one that confirms it. */
  readonly jumpMaxFrac: number
  /** Fee on what a liquidation trades, of notional; to the insurance fund, never more than what is left. */
  readonly liquidationFeeFrac: number
  /** Portfolio: reductions go on until maintenance margin is at most this share of the trigger's. */
  readonly restoreUse: number
  /** After so many steps what is left of a liquidation is closed at once. */
  readonly liquidationStepsMax: number
}

export const defaultConfig: EngineConfig = {
  staleAfterMs: 60_000,
  jumpMaxFrac: 0.5,
  liquidationFeeFrac: 0.005,
  restoreUse: 0.9,
  liquidationStepsMax: 64,
}
