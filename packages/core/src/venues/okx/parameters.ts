/** Tier of a coin held: [largest quantity or value, inclusive; share that counts]. Above a bounded last tier the user must supply more. */
export type DiscountTier = readonly [sizeMax: number | null, countedFrac: number]

/** How much of a coin counts as margin. */
export interface DiscountTable {
  /** What the bounds are in: units of the coin, or US dollars as until 2024. */
  readonly unit: 'coin' | 'usd'
  readonly tiers: readonly DiscountTier[]
}

/** Tier of a liability: [largest size, units of the coin; maintenance rate; initial rate, 1 ÷ leverage]. */
export type BorrowTier = readonly [sizeMax: number | null, mmrFrac: number, imrFrac: number]

/** Tier of a position: [largest size in contracts of the venue; maintenance rate; initial rate]. */
export type PositionTier = readonly [contractsMax: number | null, mmrFrac: number, imrFrac: number]

/** Tiers of one instrument family. The rate of the tier applies to the whole position. */
export interface PositionTierTable {
  /** What one contract of the venue is: so many coins, or so many US dollars. */
  readonly contractSize: number
  readonly contractUnit: 'coin' | 'usd'
  readonly tiers: readonly PositionTier[]
  /** What each tier after the listed ones adds; null when the last goes on. */
  readonly step: { readonly contracts: number; readonly rateFrac: number } | null
}

/** Margin of a short option outside portfolio margin, fractions of one coin. */
export interface OptionMargin {
  /** Least share of the position's initial margin. */
  readonly aFrac: number
  /** The same before what it is out of the money comes off. */
  readonly bFrac: number
  /** Maintenance. */
  readonly cFrac: number
  /** Least margin of an order that sells to open. */
  readonly orderMinFrac: number
}

/** [largest short size, coins; margin factor]. */
export type FactorTier = readonly [sizeMax: number | null, factor: number]

/** What margins currencies and positions one by one: every mode needs it. */
export interface AccountParameters {
  /** By asset, `*` for the rest. */
  readonly discounts: Readonly<Record<string, DiscountTable>>
  /** By asset, `*` for the rest. */
  readonly borrowTiers: Readonly<Record<string, readonly BorrowTier[]>>
  /** By symbol, by `<symbol of the perpetual> futures` or by underlying; `*` for the rest, null where the user must supply it. */
  readonly positionTiers: Readonly<Record<string, PositionTierTable | null>>
  /** By underlying: the ones that options are listed on. */
  readonly optionMargin: Readonly<Record<string, OptionMargin>>
  /** By underlying, `*` for the rest. */
  readonly optionFactors: Readonly<Record<string, readonly FactorTier[]>>
  /** Whether the value of a short option, which is negative, is part of the equity that margins it. */
  readonly shortOptionValueCounts: boolean
  readonly liquidationFee: LiquidationFee
}

/** Added to the maintenance margin in the margin ratio, fractions of notional. */
export interface LiquidationFee {
  readonly futuresFrac: number
  readonly optionsFrac: number
  /** An option's fee is at most this share of its mark. */
  readonly optionPremiumMaxFrac: number
}

/** A rule for some coins; `*` is every coin not named before. */
interface OfCoins {
  readonly coins: readonly string[]
}

export interface SpotShock extends OfCoins {
  /** Moves up and down, fractions of the index, ascending from 0. */
  readonly movesFrac: readonly number[]
}

export interface ExtremeMove extends OfCoins {
  readonly moveFrac: number
}

export interface BasisMove extends OfCoins {
  /** Least move of a leg, fraction of its delta; null where the user must supply it. */
  readonly legFrac: number | null
  /** Move for each year to expiry. */
  readonly perYearFrac: number
}

/** [largest raw charge, inclusive, USD; multiplier of that slice]. */
export type MultiplierBand = readonly [rawMax: number | null, multiplier: number]

export interface ReductionCost extends OfCoins {
  /** Fractions of |cash delta|; null where the user must supply it. */
  readonly perpetualFrac: number | null
  readonly futureFrac: number | null
  readonly optionFrac: number | null
  /** A bounded last band: beyond it the user must supply more. Null where the user must supply all. */
  readonly bands: readonly MultiplierBand[] | null
}

/** [days to expiry; added to the volatility, 0.3 is 30 points; share of the volatility added]. */
export type VolShockRow = readonly [days: number, points: number, shareFrac: number]

/** [index price of the pair; share of the hedge that is charged], by index price ascending. */
export type HedgeFactor = readonly [indexPrice: number, factorFrac: number]

/** [largest hedge, inclusive, USD; factors]. A bounded last band: beyond it the user must supply more. */
export type HedgeBand = readonly [sizeMax: number | null, factors: readonly HedgeFactor[]]

/** What portfolio margin adds. */
export interface PortfolioRules {
  /** A risk unit for each coin, or, as until 2025-01, for each coin and quote currency. */
  readonly unitBy: 'coin' | 'coin and quote'
  readonly spotShocks: readonly SpotShock[]
  /** Null where the user must supply it; only options need it. */
  readonly volShocks: readonly VolShockRow[] | null
  /** [days to expiry; points the volatility of that expiry moves by itself]; null where the user must supply it. */
  readonly vegaTermShocks: readonly (readonly [days: number, points: number])[] | null
  readonly basisMoves: readonly BasisMove[]
  /** Move of the interest rate, fraction a year; null where the user must supply it. */
  readonly rateMoveFrac: number | null
  readonly extremeMoves: readonly ExtremeMove[]
  /** Share of the loss of an extreme move that is charged. */
  readonly extremeLossFrac: number
  readonly reductionCosts: readonly ReductionCost[]
  /** Null before there was such a charge. */
  readonly stableHedge: readonly HedgeBand[] | null
  readonly initialFactor: number
  /** Share of liabilities and their maintenance margin that the ratio adds as fee. */
  readonly borrowFeeFrac: number
}

/** What portfolio mode margins by currency, and its isolated futures and perpetuals by position. */
export interface PortfolioAccount extends Pick<AccountParameters, 'discounts' | 'borrowTiers' | 'positionTiers'> {
  /** Underlyings that options are listed on. */
  readonly optionCoins: readonly string[]
  /** Of an isolated position, fraction of notional. */
  readonly liquidationFeeFrac: number
}

export interface PortfolioParameters {
  readonly rules: PortfolioRules
  readonly account: PortfolioAccount
}
