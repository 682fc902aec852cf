import { binanceKinds } from './binance-kinds.ts'
import { bybitKinds } from './bybit-kinds.ts'
import { deribitAccount } from './deribit-account.ts'
import { deribitInstruments, deribitTickers } from './deribit-market.ts'
import { deribitPositions } from './deribit-positions.ts'
import { hyperliquidKinds } from './hyperliquid-kinds.ts'
import { okxKinds } from './okx-kinds.ts'
import type { PayloadKind } from './payload-part.ts'

/** Every payload that is read; the first that matches is it. */
export const payloadKinds: readonly PayloadKind[] = [
  deribitAccount,
  deribitPositions,
  deribitTickers,
  deribitInstruments,
  ...okxKinds,
  ...bybitKinds,
  ...hyperliquidKinds,
  ...binanceKinds,
]
