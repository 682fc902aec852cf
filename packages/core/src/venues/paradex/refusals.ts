import { refusedBalances } from '../../margin/cash-pools.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import type { Failure } from '../../num/result.ts'
import type { ParadexParameters } from './params.ts'

/** What no market of Paradex is like; null where one is. */
function notListed({ priced: { instrument } }: RuledPosition): string | null {
  const { kind, payout, settle } = instrument
  if (kind === 'future') return 'Paradex lists perpetuals and options, this is a future'
  if (payout === 'inverse') return `contracts on Paradex are paid in USDC, this is paid in ${settle}`
  return null
}

export function crossRefusals(account: PricedAccount): readonly Failure[] {
  return [...refusedPositions(account, notListed), ...refusedBalances(account, 'USDC', 'Paradex')]
}

/** Portfolio margin knows the coins of its set and no other. */
export function portfolioRefusals(account: PricedAccount, { portfolio }: ParadexParameters): readonly Failure[] {
  const known = Object.keys(portfolio.assets)
  const positions = refusedPositions(account, (position) => {
    const { underlying } = position.priced.instrument
    if (Object.hasOwn(portfolio.assets, underlying)) return notListed(position)
    return notListed(position) ?? `portfolio margin on Paradex covers ${known.join(', ')}, this is on ${underlying}`
  })
  return [...positions, ...refusedBalances(account, 'USDC', 'Paradex')]
}
