import { refusedBalances } from '../../margin/cash-pools.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { Failure } from '../../num/result.ts'

/** dYdX lists perpetuals paid in USDC; one quoted in another dollar is margined as that market. */
export function dydxRefusals(account: PricedAccount): readonly Failure[] {
  const positions = refusedPositions(account, ({ priced: { instrument } }) => {
    const { kind, payout, settle } = instrument
    if (kind !== 'perpetual') return `dYdX lists perpetuals only, this is ${kind === 'option' ? 'an' : 'a'} ${kind}`
    if (payout === 'inverse') return `perpetuals on dYdX are paid in USDC, this is paid in ${settle}`
    return null
  })
  return [...positions, ...refusedBalances(account, 'USDC', 'dYdX')]
}
