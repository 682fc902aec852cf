import { refusedBalances } from '../../margin/cash-pools.ts'
import { perpetualsOnly } from '../../margin/perpetuals-only.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { Failure } from '../../num/result.ts'

/** dYdX has perpetuals paid in USDC; one quoted in another dollar is margined as that market. */
export function dydxRefusals(account: PricedAccount): readonly Failure[] {
  const contracts = perpetualsOnly(account, { title: 'dYdX', holdsIsolated: true })
  return [...contracts, ...refusedBalances(account, 'USDC', 'dYdX')]
}
