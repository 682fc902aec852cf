import { binanceKinds } from './binance-kinds.ts'
import { bybitKinds } from './bybit-kinds.ts'
import { deribitAccount } from './deribit-account.ts'
import { deribitTickers } from './deribit-market.ts'
import { deribitPositions } from './deribit-positions.ts'
import { hyperliquidKinds } from './hyperliquid-kinds.ts'
import { okxKinds } from './okx-kinds.ts'
import type { PayloadKind } from './payload-part.ts'
import { unneededKinds } from './unneeded-kinds.ts'

/** Every payload that is known; the first that matches is it. */
export const payloadKinds: readonly PayloadKind[] = [
  deribitAccount,
  deribitPositions,
  deribitTickers,
  ...okxKinds,
  ...bybitKinds,
  ...hyperliquidKinds,
  ...binanceKinds,
  ...unneededKinds,
]
