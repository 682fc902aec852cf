import { contractDelta, contractGreeks } from '../../pricing/contract-greeks.ts'
import type { Priced } from '../../pricing/priced.ts'
import { shift } from '../../pricing/shift.ts'
import { riskArray } from '../../scenario/risk-array.ts'
import type { UnitPlan } from './unit-plan.ts'

/** What one long contract risks, USD. */
export interface ContractRisk {
  /** Profit in each cell of the unit's plan. */
  readonly row: Float64Array
  /** At the mark. */
  readonly deltaUsd: number
  /** Years to expiry; 0 of a perpetual. */
  readonly years: number
  /** Of an option; null otherwise. */
  readonly option: OptionRisk | null
}

export interface OptionRisk {
  /** Value lost in 24 hours, everything else still. */
  readonly decayUsd: number
  /** Change of value for 1.00 of volatility. */
  readonly vegaUsd: number
  readonly valueUsd: number
}

/** A linear contract in the currency it is quoted in. */
export interface LinearContract {
  /** Coins; negative is short. */
  readonly quantity: number
  readonly index: number
  readonly mark: number
  /** USD per unit of the quote currency. */
  readonly quoteUsd: number
}

/** USD of exposure: a move is a fraction of the index, and the basis stays. */
export function linearExposure({ quantity, index, quoteUsd }: Omit<LinearContract, 'mark'>): number {
  return quantity * index * quoteUsd
}

/** Cash delta, USD: at the mark. */
export function linearDelta({ quantity, mark, quoteUsd }: Omit<LinearContract, 'index'>): number {
  return quantity * mark * quoteUsd
}

/** Profit in each cell of something whose value moves as its exposure does. */
export function exposureRow(
  exposureUsd: number,
  movesFrac: Float64Array,
  row: Float64Array = new Float64Array(movesFrac.length),
): Float64Array {
  for (let i = 0; i < row.length; i++) row[i] = exposureUsd * (movesFrac[i] as number)
  return row
}

/** One day of a year of 365, as volatilities have it. */
const dayYears = 1 / 365

/** Risk of one long contract at its prices; `row` is filled. Options are revalued by Black-76, forwards moving as the index. */
export function contractRisk(priced: Priced, { plan, movesFrac }: UnitPlan, row: Float64Array): ContractRisk {
  const years = priced.expiryYears
  const deltaUsd = contractDelta(priced) * priced.index
  if (priced.option !== undefined)
    return { row: riskArray(priced, plan, row), deltaUsd, years, option: optionRisk(priced) }
  return { row: exposureRow(indexExposure(priced), movesFrac, row), deltaUsd, years, option: null }
}

/** An inverse contract of N dollars is N ÷ mark coins. */
function indexExposure({ instrument, size, mark, index, quotePrice, settlePrice }: Priced): number {
  if (instrument.payout === 'inverse') return (size / mark) * settlePrice
  return linearExposure({ quantity: size, index: index / quotePrice, quoteUsd: settlePrice })
}

function optionRisk(priced: Priced): OptionRisk {
  const { size, mark, settlePrice } = priced
  const later = shift(priced, { indexFactor: 1, settleFactor: 1, quoteFactor: 1, yearsPassed: dayYears })
  return {
    decayUsd: size * (mark - later.mark) * settlePrice,
    vegaUsd: contractGreeks(priced).vega,
    valueUsd: size * mark * settlePrice,
  }
}
