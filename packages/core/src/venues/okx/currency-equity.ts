/** What one currency holds, units of it. */
export interface CurrencyHolding {
  readonly cash: number
  /** Of cross positions that settle in it. */
  readonly crossProfit: number
  readonly isolatedMargin: number
  readonly isolatedProfit: number
  readonly optionValue: number
  /** Interest accrued and not yet taken, positive. */
  readonly interest: number
}

/**
 * Equity of a currency: its cash and everything that is settled in it. A profit joins its balance before any discount.
 *
 * @see OKX API, Get balance, field `eq`, 2026-06-29.
 */
export function currencyEquity(holding: CurrencyHolding): number {
  const { cash, crossProfit, isolatedMargin, isolatedProfit, optionValue, interest } = holding
  return cash + crossProfit + isolatedMargin + isolatedProfit + optionValue - interest
}

/** What is owed of a currency, units of it. */
export function liabilityOf(equity: number): number {
  return Math.max(0, -equity)
}
