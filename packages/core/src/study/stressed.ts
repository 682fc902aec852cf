import { type Assessment, assessAccount } from '../account/assess.ts'
import type { Standing } from '../account/margin-result.ts'
import { shiftAccount } from '../account/shift-account.ts'
import type { Shock } from '../scenario/shock.ts'
import { accountSize, profitBetween } from './profit.ts'

/** The account after one shock, report currency; null where a figure is unknown. */
export interface StressCell {
  /** Equity after less equity before. */
  readonly pnl: number | null
  readonly equity: number | null
  readonly maintenanceMargin: number | null
  readonly maintenanceUse: number | null
  readonly standing: Standing
}

/** Moves every price by the shock and margins the account again. */
export function stressed(assessment: Assessment, shock: Shock): StressCell {
  const after = afterShock(assessment, shock)
  const { equity, maintenanceMargin, maintenanceUse } = after.totals
  const before = assessment.totals.equity
  const size = accountSize(assessment.account) / assessment.reportPrice
  const pnl = equity === null || before === null ? null : profitBetween(before, equity, size)
  return { pnl, equity, maintenanceMargin, maintenanceUse, standing: after.standing }
}

/** The assessment after a shock. Isolated margins stay what they were set to. */
export function afterShock({ account, model, reportPrice }: Assessment, shock: Shock): Assessment {
  const { resolve: _alreadyResolved, ...rest } = model
  return assessAccount(shiftAccount(account, shock), rest, reportPrice)
}
