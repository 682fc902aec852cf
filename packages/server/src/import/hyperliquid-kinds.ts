import { hyperliquidAccount } from './hyperliquid-account.ts'
import { hyperliquidMarket } from './hyperliquid-market.ts'
import type { PayloadKind } from './payload-part.ts'

/** Payloads of Hyperliquid that are read. */
export const hyperliquidKinds: readonly PayloadKind[] = [hyperliquidAccount, hyperliquidMarket]
