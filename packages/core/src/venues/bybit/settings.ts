/** What an account has switched, each the venue's default when it is left out. */
export interface BybitSettings {
  /** Spot in portfolio margin hedges derivatives (`set-hedging-mode`); off by default. */
  readonly spotHedging?: boolean
  /** The account's own taker fee on futures and perpetuals. */
  readonly takerFeeFrac?: number
  /** Assets that the account has switched off as collateral: they count nothing. */
  readonly collateralOff?: readonly string[]
}
