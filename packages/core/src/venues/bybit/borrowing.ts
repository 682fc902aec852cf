import { type Charge, leaf, scaleOf } from '../../margin/charge.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { BorrowTier } from './params.ts'
import type { BybitRules } from './rules.ts'

/** The row of a borrowed quantity, which applies to all of it; the last one above its bound, where the pool says that it is unknown. */
function borrowTier(tiers: readonly BorrowTier[], quantity: number): BorrowTier | undefined {
  return tiers.find(({ quantityMax }) => quantityMax === null || quantity <= quantityMax) ?? tiers.at(-1)
}

/** Initial and maintenance margin of what is borrowed, one charge an asset, account currency. */
export function borrowCharges(
  { balances }: PricedAccount,
  rules: BybitRules,
): { readonly initial: readonly Charge[]; readonly maintenance: readonly Charge[] } {
  const owed = balances.filter(({ amount }) => amount < 0)
  const charges = (rateOf: (tier: BorrowTier) => number): readonly Charge[] =>
    owed.map(({ asset, amount, price }) => {
      const tier = borrowTier(rules.borrowOf(asset) ?? [], -amount)
      const value = leaf('borrowed value', -amount * price, asset)
      return { ...scaleOf(`${asset} borrowed`, tier === undefined ? 0 : rateOf(tier), value), riskFactor: asset }
    })
  return {
    initial: charges(({ initialFrac }) => initialFrac),
    maintenance: charges(({ maintenanceFrac }) => maintenanceFrac),
  }
}
