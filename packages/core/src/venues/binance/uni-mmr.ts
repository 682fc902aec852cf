/** Bounds between the venue's bands of uniMMR, descending; a bound belongs to the band below it. */
export interface UniMmrBands {
  /** Above it nothing is restricted. */
  readonly marginCall: number
  /** At or below it only reducing orders are taken. */
  readonly reduceOnly: number
  /** At or below it the account is liquidated. */
  readonly liquidation: number
  /** At or below it what is left is claimed as well. */
  readonly claim: number
}

/** Status as the venue's interface writes it; it also has SUPPLY_MARGIN, of which nothing more is published. */
export type AccountStatus =
  | 'NORMAL'
  | 'MARGIN_CALL'
  | 'REDUCE_ONLY'
  | 'ACTIVE_LIQUIDATION'
  | 'FORCE_LIQUIDATION'
  | 'BANKRUPTED'

/** From sound to worst: the place in this list is what `venueFigures` carries as `status`. */
export const accountStatuses: readonly AccountStatus[] = [
  'NORMAL',
  'MARGIN_CALL',
  'REDUCE_ONLY',
  'ACTIVE_LIQUIDATION',
  'FORCE_LIQUIDATION',
  'BANKRUPTED',
]

/** Account equity ÷ maintenance margin, both USD; null when nothing is to be maintained. */
export function uniMmr(accountEquity: number, maintenanceMargin: number): number | null {
  return maintenanceMargin > 0 ? accountEquity / maintenanceMargin : null
}

/** Share of a bound by which a ratio may miss it: rounding, where it is the very bound. */
const boundTolerance = 1e-12

/** The band of a ratio: lower bounds are exclusive, upper ones inclusive. Without maintenance margin all is normal, unless equity is owed. */
export function accountStatus(ratio: number | null, accountEquity: number, bands: UniMmrBands): AccountStatus {
  if (accountEquity < 0) return 'BANKRUPTED'
  if (ratio === null) return 'NORMAL'
  const isAbove = (bound: number): boolean => ratio > bound * (1 + boundTolerance)
  if (isAbove(bands.marginCall)) return 'NORMAL'
  if (isAbove(bands.reduceOnly)) return 'MARGIN_CALL'
  if (isAbove(bands.liquidation)) return 'REDUCE_ONLY'
  return isAbove(bands.claim) ? 'ACTIVE_LIQUIDATION' : 'FORCE_LIQUIDATION'
}
