import type { VolDirection } from '../../scenario/vol-shock.ts'

/** What the venue publishes of one currency and its pair with the dollar. */
export interface PairParameters {
  /** `price_range`: the outermost move of the standard table. */
  readonly priceRangeFrac: number
  /** `volatility_range_up`, relative to the volatility. */
  readonly volUpFrac: number
  readonly volDownFrac: number
  /** `min_volatility_for_shock_up`, fraction per √year. */
  readonly volUpMin: number
  /** `short_term_vega_power`, below 30 days to expiry. */
  readonly vegaPowerShort: number
  readonly vegaPowerLong: number
  readonly extendedTableFactor: number
  /** `extended_dampener`, dollars. */
  readonly extendedDampenerUsd: number
  /** Share of a cell's profit that may offset losses of other currencies. */
  readonly pnlOffsetFrac: number
  /** `max_offsetable_pnl`, dollars. */
  readonly offsetablePnlMaxUsd: number
  /** `annualised_move_risk`, per year. */
  readonly annualisedMoveFrac: number
  /** `min_annualised_move`. */
  readonly annualisedMoveMinFrac: number
  /** `delta_total_liq_shock_threshold`, dollars. */
  readonly deltaShockFromUsd: number
  /** `m_inc`, per coin. */
  readonly deltaShockPerCoinFrac: number
  /** `max_delta_shock`. */
  readonly deltaShockMaxFrac: number
}

/** What a deposit in a currency is good for in cross collateral. */
export interface CollateralParameters {
  /** Null where the venue's figure is not known: the user must give it. */
  readonly haircutFrac: number | null
  /** Moves of the matrix in which the equity in this currency gains and loses with its price. */
  readonly equitySideImpact: SideImpact
}

export type SideImpact = 'both' | 'left' | 'right' | 'none'

/** How what the venue does not explain is read; every one of them is assumed. */
export interface MatrixReadings {
  /** Order of the volatility scenarios inside a bucket. */
  readonly volOrder: readonly VolDirection[]
  /** What the least volatility of the upward shock is the floor of. */
  readonly volFloorOn: 'shocked' | 'base'
  /** Growth of the roll shock with the time to expiry: exp(risk × years) − 1, or risk × years. */
  readonly rollShockForm: 'exponential' | 'linear'
  /** Above the threshold the shock grows by `m_inc` a coin; or there is none. */
  readonly deltaShockForm: 'per-coin-above-threshold' | 'none'
  /** Whether `max_offsetable_pnl` caps the profit that is left after the offset share. */
  readonly offsetablePnlCaps: boolean
  /** Currencies are added up cell by cell, as moving alike, or each at its own worst cell. */
  readonly currenciesNet: 'same-cell' | 'each-alone'
  /** Requirement that the haircut of collateral is added to. */
  readonly haircutOn: 'initial' | 'both'
}

/** The extended risk matrix, in force since 2024. */
export interface MatrixParameters {
  readonly rule: 'extended-risk-matrix'
  /** `mm_factor`. */
  readonly maintenanceFactor: number
  /** `buckets_count`: moves on each side of none. */
  readonly bucketsCount: number
  readonly extendedMovesFrac: readonly number[]
  /** By underlying. */
  readonly pairs: Readonly<Record<string, PairParameters>>
  /** By asset; read in cross collateral alone. */
  readonly collateral: Readonly<Record<string, CollateralParameters>>
  readonly readings: MatrixReadings
}

/** The matrices before 2024: one table of columns, contingencies beside it. Coin-settled contracts alone. */
export interface LegacyParameters {
  readonly rule: 'legacy-matrix'
  readonly underlyings: readonly string[]
  readonly priceRangeFrac: number
  /** Columns of the table, the middle one without a move. */
  readonly columnsCount: number
  readonly volUpFrac: number
  readonly volDownFrac: number
  /** Below 30 days to expiry, and from there on. */
  readonly vegaPowerShort: number
  readonly vegaPowerLong: number
  readonly volShockIs: 'relative' | 'points'
  readonly initialOverMaintenance: number
  readonly futuresContingencyFrac: number
  /** What it is a share of: every future held, or the long and short ones that offset. */
  readonly futuresContingencyOn: 'absolute' | 'offsetting'
  /** Coins per option. */
  readonly optionContingencyCoins: number
  /** Which options: net short ones by strike, those near the money less and covered by longs further out, or all. */
  readonly optionContingencyOn: 'net-short-strike' | 'rolled-strike' | 'every-option'
  /** Distance from the index within which a strike counts in proportion; 0 counts every strike in full. */
  readonly atTheMoneyRangeFrac: number
  /** Share of what long and short vega of different expiries offset. */
  readonly vegaContingencyFrac: number
}

export type PortfolioParameters = MatrixParameters | LegacyParameters

/** The rate of a future grows with its size: base + increase × coins. */
export interface SizeRate {
  readonly form: 'size'
  readonly initialFrac: number
  readonly maintenanceFrac: number
  readonly increasePerCoinFrac: number
}

/** The rate of a future is one over a leverage that falls with its share of the position limit. Null is not known. */
export interface TierRate {
  readonly form: 'tier'
  /** `C1`. */
  readonly leverageMax: number | null
  /** `C2`. */
  readonly leverageMin: number | null
  /** `C3`: share of the position limit up to which the leverage is the largest. */
  readonly flatToFrac: number | null
  /** `C4`: share from which it is the smallest. */
  readonly fallsToFrac: number | null
  /** `NMax`, coins. */
  readonly positionMaxCoins: number | null
  readonly maintenanceOverInitial: number
}

export type FutureRate = SizeRate | TierRate

/** Short options by themselves, fractions of the index. */
export interface OptionRates {
  readonly initialFrac: number
  readonly initialFloorFrac: number
  readonly maintenanceFrac: number
}

/** Every position by itself. */
export interface StandardParameters {
  /** By underlying. */
  readonly futures: Readonly<Record<string, { readonly perpetual: FutureRate; readonly future: FutureRate }>>
  readonly inverseOption: OptionRates
  readonly linearOption: OptionRates
  /** By asset; read in cross collateral alone. */
  readonly collateral: Readonly<Record<string, Pick<CollateralParameters, 'haircutFrac'>>>
  readonly haircutOn: 'initial' | 'both'
}
