/** Rates of a perpetual, of |amount| × its mark. */
export interface PerpRates {
  readonly initialFrac: number
  readonly maintenanceFrac: number
}

/** How much of a coin's worth counts. */
export interface BaseRates {
  readonly maintenanceFrac: number
  /** Of the maintenance fraction, for initial margin. */
  readonly initialScaleFrac: number
}

/** Short options, fractions of the spot unless said otherwise. */
export interface OptionRates {
  readonly initialFrac: number
  readonly initialFloorFrac: number
  readonly maintenanceCallFrac: number
  readonly maintenancePutFrac: number
  /** Of a put's mark. */
  readonly maintenancePutMarkFrac: number
  /** Initial margin of a put is at least its maintenance margin times this. */
  readonly putOffsetFactor: number
  /** Of the forward, for each call that no bought call pairs, in the largest loss. */
  readonly unpairedInitialFactor: number
  readonly unpairedMaintenanceFactor: number
}

/** Charges on notional where a feed is unsure, initial margin only; a threshold of 0 switches one off. */
export interface OracleTerms {
  readonly perpThresholdFrac: number
  readonly optionThresholdFrac: number
  readonly baseThresholdFrac: number
  /** Charged for each 1.00 of confidence missing. */
  readonly chargeFrac: number
}

/** Charge on perpetuals and short options while the stablecoin is below its peg, initial margin only. */
export interface DepegTerms {
  readonly thresholdPrice: number
  readonly factor: number
}

/** One market of the standard manager; null is what it does not offer or does not publish. */
export interface MarketRates {
  readonly perp: PerpRates | null
  readonly base: BaseRates | null
  readonly option: OptionRates | null
}
