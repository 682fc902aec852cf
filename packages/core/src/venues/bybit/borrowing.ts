import { rowAt } from '../../margin/bracket.ts'
import { type Charge, leaf, scaleOf } from '../../margin/charge.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { BorrowTier } from './params.ts'
import type { BybitRules } from './rules.ts'

/**
 * Initial and maintenance margin of what is borrowed, one charge an asset, account currency. The row of a quantity
 * applies to all of it; above the last bound the pool says that it is unknown.
 */
export function borrowCharges(
  { balances }: PricedAccount,
  rules: BybitRules,
): { readonly initial: readonly Charge[]; readonly maintenance: readonly Charge[] } {
  const owed = balances.filter(({ amount }) => amount < 0)
  const charges = (rateOf: (tier: BorrowTier) => number): readonly Charge[] =>
    owed.map(({ asset, amount, price }) => {
      const tier = rowAt(rules.borrowOf(asset) ?? [], -amount, ({ quantityMax }) => quantityMax)
      const value = leaf('borrowed value', -amount * price, asset)
      return { ...scaleOf(`${asset} borrowed`, tier === undefined ? 0 : rateOf(tier), value), riskFactor: asset }
    })
  return {
    initial: charges(({ initialFrac }) => initialFrac),
    maintenance: charges(({ maintenanceFrac }) => maintenanceFrac),
  }
}
