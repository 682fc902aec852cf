import type { HaircutTier } from '../../margin/collateral.ts'
import { type Funds, fundsOf } from '../../margin/funds.ts'
import type { CountedCollateral } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { toRisk } from '../../num/crossing.ts'
import type { BybitRules } from './rules.ts'

/** What is not known to count is left out; the pool then says that its adjusted equity is unknown. */
const uncounted: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 1 }]

/** Wallet value by collateral value ratio, what is owed in full, and unrealised profit. */
export function bybitFunds(account: PricedAccount, positions: readonly PricedPosition[], rules: BybitRules): Funds {
  return fundsOf(account, positions, (asset) => rules.haircutsOf(asset) ?? uncounted)
}

/** The collateral of the same, with null for what an asset without a ratio counts. */
export function collateralRows({ collateral }: Funds, rules: BybitRules): readonly CountedCollateral[] {
  return collateral.map((row) =>
    toRisk(row.held) > 0 && rules.haircutsOf(row.asset) === undefined
      ? { ...row, counted: null, haircutFrac: null }
      : row,
  )
}
