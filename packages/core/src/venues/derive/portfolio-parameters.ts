import type { VolShock } from '../../scenario/vol-shock.ts'

/** What a scenario does to volatilities: the last two bend the smile, and take the worse direction for each expiry. */
export type VolMode = 'up' | 'same' | 'down' | 'linear-skew' | 'absolute-skew'

/** One revaluation of a portfolio. */
export interface PortfolioScenario {
  /** Spot after ÷ before. */
  readonly spotFactor: number
  readonly vol: VolMode
  /** Share of the profit or loss that counts (the venue's dampening factor). */
  readonly lossWeight: number
}

/** How far the wings of the smile are raised or lowered, by k = ln(strike ÷ forward). */
export interface SkewShock {
  readonly linearCapBase: number
  /** Added to the cap for each √year to expiry. */
  readonly linearCapPerSqrtYear: number
  readonly absoluteCapBase: number
  readonly absoluteCapPerSqrtYear: number
  /** Smallest |k| at which the cap is reached. */
  readonly kStarMin: number
  readonly widthScale: number
  readonly volStatic: number
  readonly volPerSqrtYear: number
}

/** Factors on the value of an expiry after a shock: one for what is owned, one for what is owed. */
export interface StaticDiscount {
  readonly longStaticFactor: number
  readonly longRateFactor: number
  readonly longRateAddFrac: number
  readonly shortStaticFactor: number
  readonly shortRateFactor: number
  readonly shortRateAddFrac: number
}

/** Loss on the smallest static moves, counted by time to expiry: the forward may leave the spot (the venue's basis contingency). */
export interface ForwardContingency {
  readonly spotFactorUp: number
  readonly spotFactorDown: number
  readonly add: number
  readonly perYear: number
}

/** What both portfolio managers do to a portfolio before charges are added. */
export interface PortfolioShocks {
  readonly scenarios: readonly PortfolioScenario[]
  readonly volShock: VolShock
  readonly skewShock: SkewShock | null
  readonly staticDiscount: StaticDiscount
  readonly forwardContingency: ForwardContingency
  /** Whether options are marked at their discounted value; the first manager marks them undiscounted. */
  readonly discountsMarks: boolean
}

/** When a feed is unsure of its price, a share of the notional is charged. */
export interface ConfidenceCharge {
  /** Confidence below which it applies. */
  readonly thresholdFrac: number
  /** Charged for each 1.00 of confidence missing. */
  readonly chargeFrac: number
}

/** What a stablecoin off its peg adds to the initial factor. */
export interface PegLoss {
  readonly thresholdPrice: number
  readonly factor: number
}

/** Haircuts of one collateral of the second manager, of its value; the initial one is on top. */
export interface CollateralTerms {
  readonly maintenanceHaircutFrac: number
  readonly initialHaircutFracAdded: number
  /** Whether it moves with the spot in the scenarios. */
  readonly cancelsRisk: boolean
}

/** Charges of the second manager; initial ones are added to those of maintenance. */
export interface Pm2Charges {
  readonly maintenanceFactor: number
  readonly initialFactor: number
  readonly pegLoss: PegLoss
  readonly confidence: ConfidenceCharge
  readonly maintenancePerpFrac: number
  readonly initialPerpFracAdded: number
  readonly maintenanceShortOptionFrac: number
  readonly initialShortOptionFracAdded: number
}

/** Charges of the first manager: initial margin scales the contingencies as well as the loss. */
export interface Pm1Charges {
  readonly initialFactor: number
  readonly pegLoss: PegLoss
  readonly confidence: ConfidenceCharge
  readonly perpFrac: number
  readonly baseFrac: number
  readonly shortOptionFrac: number
}
