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
