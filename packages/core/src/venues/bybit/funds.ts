import type { HaircutTier } from '../../margin/collateral.ts'
import { type Funds, fundsOf } from '../../margin/funds.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { BybitRules } from './rules.ts'

/** What is not known to count does not; the pool then says that its requirement is unknown. */
const uncounted: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 1 }]

/** Wallet value by collateral value ratio, what is owed in full, and unrealised profit. */
export function bybitFunds(account: PricedAccount, positions: readonly PricedPosition[], rules: BybitRules): Funds {
  return fundsOf(account, positions, (asset) => rules.haircutsOf(asset) ?? uncounted)
}
