import { refusedBalances } from '../../margin/cash-pools.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import type { Failure } from '../../num/result.ts'
import type { ParadexParameters } from './params.ts'

/** What no market of Paradex is like; null where one is. */
function notListed({ symbol, priced: { instrument } }: RuledPosition): string | null {
  const { kind, payout } = instrument
  if (kind === 'future') return `Paradex has perpetuals and options alone, ${symbol} is of kind ${kind}`
  if (payout !== 'linear') return `Paradex has linear contracts alone, ${symbol} is ${payout}`
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
    return (
      notListed(position) ??
      `portfolio margin on Paradex is for ${known.join(', ')}, ${position.symbol} is on ${underlying}`
    )
  })
  return [...positions, ...refusedBalances(account, 'USDC', 'Paradex')]
}
