import { bybitInfo, bybitWallet } from './bybit-account.ts'
import { bybitTickers } from './bybit-market.ts'
import { bybitPositions } from './bybit-positions.ts'
import type { PayloadKind } from './payload-part.ts'

/** Payloads of Bybit that are read. */
export const bybitKinds: readonly PayloadKind[] = [bybitWallet, bybitInfo, bybitPositions, bybitTickers]
