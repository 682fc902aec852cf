import type { ScenarioPlan } from './scenario-plan.ts'
import { type ExpiryDiscounts, expiryDiscounts } from './static-discount.ts'

/** Options of one expiry, signed, with their remembered values. */
export interface ExpiryHolding {
  readonly years: number
  readonly ratePerYear: number
  readonly lines: readonly OptionLine[]
}

export interface OptionLine {
  readonly strike: number
  /** Units of the underlying; negative is short. */
  readonly amount: number
  /** Undiscounted value of one in each cell of the plan. */
  readonly row: Float64Array
}

/** What a manager of one underlying revalues; dollars. */
export interface PortfolioExposure {
  /** Σ amount × mark of perpetuals, signed. */
  readonly perpValue: number
  /** Σ value of collateral that moves with the spot. */
  readonly riskCancellingValue: number
  readonly expiries: readonly ExpiryHolding[]
}

export interface PortfolioLoss {
  /** Profit and loss by scenario, weights applied. */
  readonly scenarioPnl: Float64Array
  /** Never positive. */
  readonly forwardContingency: number
  /** Options at their mark, signed. */
  readonly optionsValue: number
}

/**
 * Profit of a portfolio in each scenario, against its mark. The shocked value of an expiry is discounted by its sign, so
 * that the scenario that moves nothing also loses a little.
 */
export function portfolioLoss(
  { perpValue, riskCancellingValue, expiries }: PortfolioExposure,
  plan: ScenarioPlan,
): PortfolioLoss {
  const { spotFactors, lossWeights } = plan
  const linear = perpValue + riskCancellingValue
  const scenarioPnl = spotFactors.map((factor, i) => linear * (factor - 1) * (lossWeights[i] as number))
  let forwardContingency = 0
  let optionsValue = 0
  for (const expiry of expiries) {
    const values = netValues(expiry, plan.length)
    const discounts = expiryDiscounts(expiry.years, expiry.ratePerYear, plan.shocks)
    optionsValue += addExpiry(values, discounts, plan, scenarioPnl)
    forwardContingency += forwardLoss(expiry.years, values, discounts, plan)
  }
  return { scenarioPnl, forwardContingency, optionsValue }
}

/** Undiscounted value of the expiry in each cell. */
function netValues({ lines }: ExpiryHolding, length: number): Float64Array {
  const values = new Float64Array(length)
  for (const { amount, row } of lines)
    for (let i = 0; i < length; i++) values[i] = (values[i] as number) + amount * (row[i] as number)
  return values
}

/** Adds what the expiry gains to each scenario, and returns its mark. */
function addExpiry(
  values: Float64Array,
  { mark, owned, owed }: ExpiryDiscounts,
  { lossWeights, isSkew, markCell }: ScenarioPlan,
  pnl: Float64Array,
): number {
  const marked = mark * (values[markCell] as number)
  for (let i = 0; i < pnl.length; i++) {
    const value = mark * (values[i] as number)
    const gain = (value * (value >= 0 ? owned : owed) - marked) * (lossWeights[i] as number)
    pnl[i] = (pnl[i] as number) + (isSkew[i] === 1 ? -Math.abs(gain) : gain)
  }
  return marked
}

function forwardLoss(
  years: number,
  values: Float64Array,
  { mark }: ExpiryDiscounts,
  { shocks, markCell, upCell, downCell }: ScenarioPlan,
): number {
  const { add, perYear } = shocks.forwardContingency
  const now = values[markCell] as number
  const worst = Math.min(0, (values[upCell] as number) - now, (values[downCell] as number) - now)
  return mark * worst * (add + perYear * years)
}

/** Short options of an expiry that no long one at their strike covers, call or put: Σ max(0, −net) over strikes. */
export function nakedShorts(lines: readonly Pick<OptionLine, 'strike' | 'amount'>[]): number {
  const byStrike = new Map<number, number>()
  for (const { strike, amount } of lines) byStrike.set(strike, (byStrike.get(strike) ?? 0) + amount)
  let naked = 0
  for (const net of byStrike.values()) naked += Math.max(0, -net)
  return naked
}
