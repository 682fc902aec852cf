import type { MarginMode } from '../market/book.ts'
import type { Decimal } from '../num/decimal.ts'
import { dayMs } from '../num/instant.ts'

/** What a venue or a desk asks before an account may change its margin mode. */
export interface ModeSwitchPolicy {
  /** No position may be open. */
  readonly cleanSlate: boolean
  /** Smallest equity that may switch, inclusive; currency of the equity. */
  readonly equityMin: Decimal
  /** Names of the texts that must have been accepted. */
  readonly disclosures: readonly string[]
  /** Days the account must have been in isolated or cross mode; none are asked when absent. */
  readonly trackRecordDays?: number
}

export interface ModeSwitchRequest {
  readonly from: MarginMode
  readonly to: MarginMode
  /** Number of positions that are open. */
  readonly openPositions: number
  readonly equity: Decimal
  readonly disclosuresAccepted: readonly string[]
  /** Whole time the account has been in isolated or cross mode, ms; 0 when absent. */
  readonly standardModesMs?: number
  readonly policy: ModeSwitchPolicy
}

export type ModeSwitchRefusal =
  | { readonly rule: 'clean-slate'; readonly openPositions: number }
  | { readonly rule: 'equity'; readonly equity: Decimal; readonly equityMin: Decimal; readonly shortBy: Decimal }
  | { readonly rule: 'disclosures'; readonly missing: readonly string[] }
  | { readonly rule: 'track-record'; readonly days: number; readonly daysMin: number }

export type ModeSwitchCheck =
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'refused'; readonly reasons: readonly ModeSwitchRefusal[] }

/**
 * Whether an account may switch, with every reason against it, the ones hardest to put right first: open positions,
 * equity, disclosures, track record. Equity is compared exactly, so a cent short is short. To stay in a mode nothing is asked.
 */
export function checkModeSwitch({
  from,
  to,
  openPositions,
  equity,
  disclosuresAccepted,
  standardModesMs = 0,
  policy,
}: ModeSwitchRequest): ModeSwitchCheck {
  if (from === to) return { verdict: 'accepted' }
  const reasons = [
    ...positionsRefusal(openPositions, policy),
    ...equityRefusal(equity, policy),
    ...disclosuresRefusal(disclosuresAccepted, policy),
    ...recordRefusal(standardModesMs, policy),
  ]
  return reasons.length === 0 ? { verdict: 'accepted' } : { verdict: 'refused', reasons }
}

function positionsRefusal(openPositions: number, { cleanSlate }: ModeSwitchPolicy): readonly ModeSwitchRefusal[] {
  return cleanSlate && openPositions > 0 ? [{ rule: 'clean-slate', openPositions }] : []
}

function equityRefusal(equity: Decimal, { equityMin }: ModeSwitchPolicy): readonly ModeSwitchRefusal[] {
  return equity.compare(equityMin) < 0 ? [{ rule: 'equity', equity, equityMin, shortBy: equityMin.minus(equity) }] : []
}

function disclosuresRefusal(
  accepted: readonly string[],
  { disclosures }: ModeSwitchPolicy,
): readonly ModeSwitchRefusal[] {
  const missing = disclosures.filter((name) => !accepted.includes(name))
  return missing.length > 0 ? [{ rule: 'disclosures', missing }] : []
}

function recordRefusal(
  standardModesMs: number,
  { trackRecordDays: daysMin = 0 }: ModeSwitchPolicy,
): readonly ModeSwitchRefusal[] {
  if (standardModesMs >= daysMin * dayMs) return []
  return [{ rule: 'track-record', days: Math.floor(standardModesMs / dayMs), daysMin }]
}
