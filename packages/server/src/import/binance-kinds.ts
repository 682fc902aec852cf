import { coinmAccount, coinmBalance, usdmAccount, usdmBalance } from './binance-account.ts'
import { coinmRisk, exchangeInfo, premiumIndex, usdmRisk } from './binance-market.ts'
import { portfolioAccount, portfolioBalance } from './binance-portfolio.ts'
import type { PayloadKind } from './payload-part.ts'

/** Payloads of Binance's futures, USD-M and COIN-M, that are read. */
export const binanceKinds: readonly PayloadKind[] = [
  usdmAccount,
  coinmAccount,
  portfolioAccount,
  portfolioBalance,
  coinmBalance,
  usdmBalance,
  coinmRisk,
  usdmRisk,
  premiumIndex,
  exchangeInfo,
]
