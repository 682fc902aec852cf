import { refusedBalances } from '../../margin/cash-pools.ts'
import { perpetualsOnly } from '../../margin/perpetuals-only.ts'
import type { PricedAccount, PricedBalance } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { HyperliquidParameters } from './params.ts'

/** Hyperliquid has perpetuals paid in USDC; one quoted in another dollar is margined as that coin's. */
function refusedContracts(account: PricedAccount): readonly Failure[] {
  return perpetualsOnly(account, { title: 'Hyperliquid', holdsIsolated: true })
}

/** Outside portfolio margin only USDC stands behind perpetuals. */
export function crossRefusals(account: PricedAccount): readonly Failure[] {
  return [...refusedContracts(account), ...refusedBalances(account, 'USDC', 'Hyperliquid')]
}

/** Under portfolio margin USDC, which alone is borrowed, and what is lent against; nothing else would count. */
export function portfolioRefusals(account: PricedAccount, { portfolio }: HyperliquidParameters): readonly Failure[] {
  const { balances, currency } = account
  const lentAgainst = Object.keys(portfolio.collateral)
  const reasonOf = ({ asset, held }: PricedBalance): string | null => {
    if (held.isZero() || asset === 'USDC' || asset === currency) return null
    if (!lentAgainst.includes(asset)) return notCollateral(asset, lentAgainst)
    return held.sign() < 0 ? owed(asset, held.toString()) : null
  }
  const refused = balances.flatMap((balance) => {
    const reason = reasonOf(balance)
    return reason === null ? [] : [problem('venue.cannot-hold', pointer('balances', balance.asset), reason)]
  })
  return [...refusedContracts(account), ...refused]
}

function owed(asset: string, amount: string): string {
  return `only USDC is borrowed under portfolio margin on Hyperliquid, ${asset} is ${amount}`
}

function notCollateral(asset: string, lentAgainst: readonly string[]): string {
  return `collateral under portfolio margin on Hyperliquid must be ${['USDC', ...lentAgainst].join(', ')}, is ${asset}`
}
