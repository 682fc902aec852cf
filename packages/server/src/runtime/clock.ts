import type { EpochMs } from '@plimsoll/core'

/** What time it is. It may go back; what the runtime stamps never does. */
export type Clock = () => EpochMs
