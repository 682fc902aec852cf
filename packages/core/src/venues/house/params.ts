import { assumedSource, assumedTables, type PositionTables } from '../../margin/assumed-tables.ts'
import type { ParameterSet } from '../../margin/model.ts'
import type { VolShock } from '../../scenario/vol-shock.ts'

export interface UnderlyingRisk {
  /** Move of this underlying ÷ move of the market, in a market-wide move. */
  readonly beta: number
  /** Largest move of its own, on top of the market's, as a fraction. */
  readonly ownRangeFrac: number
  /** Stand-alone loss above which a concentration charge begins, market currency. */
  readonly concentrationFrom: number
}

/** Everything the house model can be tuned by; `docs/models/house.md` gives the formula. */
export interface HouseParameters {
  /** Largest market-wide move of the grid, as a fraction. */
  readonly marketRangeFrac: number
  /** Grid moves as shares of the range, ascending in −1..1. */
  readonly gridShares: readonly number[]
  /** Extreme moves as signed multiples of the range, each counted at its weight. */
  readonly tails: readonly { readonly multiple: number; readonly lossWeight: number }[]
  readonly volShock: VolShock
  /** Volatility shock of an underlying by itself, on top of the market's. */
  readonly ownVolShock: VolShock
  /** By underlying; `*` for the rest. */
  readonly underlyings: Readonly<Record<string, UnderlyingRisk>>
  /** k: weight of the root-sum-square of the underlyings' own losses. */
  readonly ownLossFactor: number
  /** κ: share of the summed stand-alone scans below which the scan never falls, however well legs offset. */
  readonly correlationFloorFrac: number
  /** Charge on the delta of each expiry: the larger of the minimum and the rate per year × years. */
  readonly basisMinFrac: number
  readonly basisPerYearFrac: number
  /** Charge on each net short option, share of the index. */
  readonly shortOptionFrac: number
  /** Charge on the part of a stand-alone scan above `concentrationFrom`. */
  readonly concentrationFrac: number
  /** Charge on delta hedged across quote currencies, which a stablecoin off its peg would open. */
  readonly depegFrac: number
  /** Initial margin ÷ maintenance margin. */
  readonly initialFactor: number
  /** What counts as collateral, and the tables of isolated positions. */
  readonly tables: PositionTables
}

const dailySource =
  'Plimsoll, rounded from daily closes 2020-2025 of Binance spot (regression on BTC and 1 % quantiles); to be calibrated on history'

/**
 * Betas are near the daily regression slopes and the market range is about 1.75 times BTC's one-day 1 % fall;
 * own ranges lie below the coins' one-day 99 % residuals, since the two do not come on one day. The rest are round
 * figures. All assumed until calibrated.
 */
export const houseDefault: ParameterSet<HouseParameters> = {
  set: 'default',
  provenance: 'assumed',
  source: assumedSource,
  exceptions: [{ path: 'underlyings', provenance: 'assumed', source: dailySource }],
  parameters: {
    marketRangeFrac: 0.15,
    gridShares: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1],
    tails: [
      { multiple: -3, lossWeight: 0.33 },
      { multiple: -2, lossWeight: 0.5 },
      { multiple: 2, lossWeight: 0.5 },
      { multiple: 3, lossWeight: 0.33 },
    ],
    volShock: {
      upFrac: 0.4,
      downFrac: 0.25,
      pivotDays: 30,
      shortPower: 0.3,
      longPower: 0.13,
      daysMin: 1,
      upVolMin: 0.4,
    },
    ownVolShock: {
      upFrac: 0.1,
      downFrac: 0.1,
      pivotDays: 30,
      shortPower: 0.3,
      longPower: 0.13,
      daysMin: 1,
      upVolMin: 0,
    },
    underlyings: {
      BTC: { beta: 1, ownRangeFrac: 0.02, concentrationFrom: 20_000_000 },
      ETH: { beta: 1.1, ownRangeFrac: 0.05, concentrationFrom: 10_000_000 },
      SOL: { beta: 1.2, ownRangeFrac: 0.09, concentrationFrom: 2_000_000 },
      BNB: { beta: 1, ownRangeFrac: 0.06, concentrationFrom: 1_000_000 },
      XRP: { beta: 1, ownRangeFrac: 0.08, concentrationFrom: 1_000_000 },
      ADA: { beta: 1.1, ownRangeFrac: 0.08, concentrationFrom: 1_000_000 },
      DOGE: { beta: 1.2, ownRangeFrac: 0.1, concentrationFrom: 1_000_000 },
      LINK: { beta: 1.2, ownRangeFrac: 0.08, concentrationFrom: 1_000_000 },
      AVAX: { beta: 1.2, ownRangeFrac: 0.09, concentrationFrom: 1_000_000 },
      '*': { beta: 1.3, ownRangeFrac: 0.12, concentrationFrom: 500_000 },
    },
    ownLossFactor: 1,
    correlationFloorFrac: 0.2,
    basisMinFrac: 0.002,
    basisPerYearFrac: 0.03,
    shortOptionFrac: 0.005,
    concentrationFrac: 0.5,
    depegFrac: 0.02,
    initialFactor: 1.25,
    tables: assumedTables,
  },
}
