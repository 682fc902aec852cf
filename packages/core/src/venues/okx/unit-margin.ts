import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'

/** The stress tests of one risk unit, USD, each ≥ 0. */
export interface UnitCharges {
  /** Spot and volatility. */
  readonly mr1: number
  /** Time passing, options. */
  readonly mr2: number
  /** Volatility between expiries, options. */
  readonly mr3: number
  /** Basis. */
  readonly mr4: number
  /** Interest rate, options. */
  readonly mr5: number
  /** Loss of the extreme move, all of it. */
  readonly extremeLoss: number
  /** Cost of reduction after its multipliers. */
  readonly mr7: number
  /** Hedges between stablecoins. */
  readonly mr9: number
}

export interface UnitMarginRule {
  readonly extremeLossFrac: number
}

/**
 * Maintenance margin of a risk unit: the worst of MR1, MR2 and MR6, with MR3, MR4, MR5 and MR9 on top, and at least MR7.
 *
 * @see OKX, "Multi-currency margin mode vs portfolio margin mode", 2025-07-09; the position builder's example agrees.
 */
export function unitMargin(unit: string, charges: UnitCharges, { extremeLossFrac }: UnitMarginRule): Charge {
  const { mr1, mr2, mr3, mr4, mr5, extremeLoss, mr7, mr9 } = charges
  const worst = maxOf('largest of MR1, MR2 and MR6', [
    leaf('MR1 spot and volatility shock', mr1, unit),
    leaf('MR2 time decay', mr2, unit),
    scaleOf('MR6 extreme move', extremeLossFrac, leaf('loss of the extreme move', extremeLoss, unit)),
  ])
  const stress = sumOf('stress', [
    worst,
    leaf('MR3 volatility between expiries', mr3, unit),
    leaf('MR4 basis', mr4, unit),
    leaf('MR5 interest rate', mr5, unit),
    leaf('MR9 stablecoin hedge', mr9, unit),
  ])
  return maxOf(`${unit} risk unit`, [stress, leaf('MR7 reduction cost', mr7, unit)])
}

/** Initial margin of derivatives in portfolio mode. */
export function portfolioInitial(derivativesMmr: number, initialFactor: number): number {
  return initialFactor * derivativesMmr
}

/** Adjusted equity ÷ (maintenance margin + fee); null where nothing is required. */
export function marginRatio(adjustedEquity: number, maintenance: number, fee: number): number | null {
  const required = maintenance + fee
  return required > 0 ? adjustedEquity / required : null
}
