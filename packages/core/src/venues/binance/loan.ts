/** Account figures that bound what may be taken out, USD. */
export interface WithdrawBasis {
  readonly accountEquity: number
  readonly maintenanceMargin: number
  /** uniMMR that must be left: 1.2. */
  readonly uniMmrMin: number
}

/**
 * Largest withdrawal, USD: max(equity − 1.2 × maintenance, 0). Of a coin no more than its balance can leave.
 *
 * @see Binance FAQ 446ce2c3, portfolio margin, 2022-04-18.
 */
export function maxWithdraw({ accountEquity, maintenanceMargin, uniMmrMin }: WithdrawBasis): number {
  return Math.max(accountEquity - uniMmrMin * maintenanceMargin, 0)
}

/** Largest loan by leverage, USD: (leverage − 1) × max(maxWithdraw − loan ÷ (leverage − 1), 0). */
export function virtualMaxLoan(maxWithdrawUsd: number, spotLoanUsd: number, marginLeverage: number): number {
  return (marginLeverage - 1) * Math.max(maxWithdrawUsd - spotLoanUsd / (marginLeverage - 1), 0)
}

/** What bounds a loan in one coin. */
export interface LoanBasis {
  /** USD. */
  readonly virtualMaxLoanUsd: number
  /** USD per coin. */
  readonly index: number
  /** Coins the venue lends to the account at most. */
  readonly maxBorrow: number
  /** Coins. */
  readonly currentLoan: number
}

/** Largest further loan, coins: min(virtual loan ÷ index, what the venue still lends), never negative. */
export function maxLoan({ virtualMaxLoanUsd, index, maxBorrow, currentLoan }: LoanBasis): number {
  return Math.max(0, Math.min(virtualMaxLoanUsd / index, maxBorrow - currentLoan))
}

/** Maintenance margin of a loan, coins: loan (interest included) × the rate of the margin leverage chosen. */
export function loanMaintenance(loan: number, rateFrac: number): number {
  return loan * rateFrac
}

/** Initial margin of a loan in retail portfolio margin, coins: loan ÷ (leverage − 1). */
export function loanInitial(loan: number, marginLeverage: number): number {
  return loan / (marginLeverage - 1)
}
