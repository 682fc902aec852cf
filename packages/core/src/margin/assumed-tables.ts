import type { HaircutTier } from './collateral.ts'
import type { LeverageTier } from './leverage-tiers.ts'
import type { ShortOptionRates } from './position-margin.ts'

/** Tables by symbol, asset or underlying, `*` for the rest: what margins positions one by one, and what collateral counts. */
export interface PositionTables {
  /** By symbol. */
  readonly leverageTiers: Readonly<Record<string, readonly LeverageTier[]>>
  /** The tier's rate applies to the whole position instead of slice by slice. */
  readonly wholePosition: boolean
  /** By asset. */
  readonly haircuts: Readonly<Record<string, readonly HaircutTier[]>>
  /** By underlying. */
  readonly shortOptions: Readonly<Record<string, ShortOptionRates>>
}

/** Source line of the tables below. */
export const assumedSource = 'Plimsoll, round figures in the range that large venues publish; not any venue’s table'

/** A stand-in until a venue or a table of one's own is chosen. Provenance: assumed. */
export const assumedTables: PositionTables = {
  leverageTiers: {
    '*': [
      { notionalMax: 100_000, maintenanceRateFrac: 0.005, maintenanceDeduction: 0, leverageMax: 50 },
      { notionalMax: 1_000_000, maintenanceRateFrac: 0.01, maintenanceDeduction: 500, leverageMax: 25 },
      { notionalMax: 10_000_000, maintenanceRateFrac: 0.025, maintenanceDeduction: 15_500, leverageMax: 15 },
      { notionalMax: 50_000_000, maintenanceRateFrac: 0.05, maintenanceDeduction: 265_500, leverageMax: 10 },
      { notionalMax: null, maintenanceRateFrac: 0.1, maintenanceDeduction: 2_765_500, leverageMax: 5 },
    ],
  },
  wholePosition: false,
  haircuts: {
    USD: [{ quantityMax: null, haircutFrac: 0 }],
    USDC: [{ quantityMax: null, haircutFrac: 0 }],
    USDT: [{ quantityMax: null, haircutFrac: 0 }],
    BTC: [
      { quantityMax: 500, haircutFrac: 0.05 },
      { quantityMax: null, haircutFrac: 0.1 },
    ],
    ETH: [
      { quantityMax: 5000, haircutFrac: 0.05 },
      { quantityMax: null, haircutFrac: 0.1 },
    ],
    SOL: [
      { quantityMax: 50_000, haircutFrac: 0.1 },
      { quantityMax: null, haircutFrac: 0.2 },
    ],
    '*': [{ quantityMax: null, haircutFrac: 0.3 }],
  },
  shortOptions: { '*': { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.075 } },
}
