import { millionPpm, mulDivUp } from './quantums.ts'

/** Margin fractions of the markets of one tier; caps of open notional in quantums. */
export interface TierTerms {
  readonly initialMarginPpm: bigint
  readonly maintenanceFractionPpm: bigint
  readonly openInterestLower: bigint
  /** 0 switches the scaling off. */
  readonly openInterestUpper: bigint
}

/**
 * Initial margin fraction in millionths at an open notional in quantums: the tier's own up to the lower cap, growing
 * evenly to one at the upper cap, and one beyond. Rounds down.
 *
 * @see dYdX v4-chain 84d4664 (2026-03-04), x/perpetuals/types/liquidity_tier.go.
 */
export function openInterestInitialPpm(
  { initialMarginPpm, openInterestLower, openInterestUpper }: Omit<TierTerms, 'maintenanceFractionPpm'>,
  openNotional: bigint,
): bigint {
  if (openInterestUpper === 0n || openNotional <= openInterestLower) return initialMarginPpm
  if (openNotional >= openInterestUpper) return initialMarginPpm > millionPpm ? initialMarginPpm : millionPpm
  const rise = (openNotional - openInterestLower) * (millionPpm - initialMarginPpm)
  return initialMarginPpm + rise / (openInterestUpper - openInterestLower)
}

/** Initial margin of a notional in quantums, rounded up. A fraction that the user set counts where it is the larger. */
export function initialQuantums(notional: bigint, initialPpm: bigint, customPpm: bigint): bigint {
  return mulDivUp(notional, customPpm > initialPpm ? customPpm : initialPpm, millionPpm)
}

/** Maintenance margin of a notional in quantums: its share of the unscaled initial margin, each rounded up. */
export function maintenanceQuantums(
  notional: bigint,
  { initialMarginPpm, maintenanceFractionPpm }: Pick<TierTerms, 'initialMarginPpm' | 'maintenanceFractionPpm'>,
): bigint {
  return mulDivUp(mulDivUp(notional, initialMarginPpm, millionPpm), maintenanceFractionPpm, millionPpm)
}
