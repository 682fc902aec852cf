import { okxBalance, okxConfig } from './okx-account.ts'
import { okxIndexes, okxInstruments, okxMarks, okxOptions } from './okx-market.ts'
import { okxPositions } from './okx-positions.ts'
import type { PayloadKind } from './payload-part.ts'

/** Payloads of OKX that are read. */
export const okxKinds: readonly PayloadKind[] = [
  okxBalance,
  okxConfig,
  okxPositions,
  okxOptions,
  okxInstruments,
  okxMarks,
  okxIndexes,
]
