import type { AuctionTerms } from './auction.ts'
import type { CollateralTerms, Pm1Charges, Pm2Charges, PortfolioShocks } from './portfolio-parameters.ts'
import type { DepegTerms, MarketRates, OracleTerms } from './standard-parameters.ts'

/** How much one account may hold. */
export interface AccountLimits {
  /** Cash, collateral and contracts together. */
  readonly assetsMax: number
  readonly expiriesMax: number | null
}

/** The second portfolio manager of one underlying: a contract of its own. */
export interface Pm2Manager {
  readonly shocks: PortfolioShocks
  readonly charges: Pm2Charges
  /** By asset, in capitals. */
  readonly collateral: Readonly<Record<string, CollateralTerms>>
}

export interface Pm2Parameters {
  /** By underlying. */
  readonly managers: Readonly<Record<string, Pm2Manager>>
  readonly limits: AccountLimits
  readonly auction: AuctionTerms
}

/** The first portfolio manager: one rule, an account for each underlying. */
export interface Pm1Parameters {
  /** Assets that are the base of an underlying, in capitals. */
  readonly baseAssets: Readonly<Record<string, readonly string[]>>
  readonly shocks: PortfolioShocks
  readonly charges: Pm1Charges
  readonly limits: AccountLimits
  readonly auction: AuctionTerms
}

export interface StandardParameters {
  /** By underlying. */
  readonly markets: Readonly<Record<string, MarketRates>>
  /** Underlying that a coin is the base of, by asset in capitals. */
  readonly baseAssets: Readonly<Record<string, string>>
  readonly oracle: OracleTerms
  readonly depeg: DepegTerms
  readonly limits: AccountLimits
  readonly auction: AuctionTerms
}
