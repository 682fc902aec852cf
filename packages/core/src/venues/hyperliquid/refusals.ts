import { refusedBalances } from '../../margin/cash-pools.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'

/** Hyperliquid lists perpetuals paid in USDC; one quoted in another dollar is margined as that coin's. */
function refusedInstruments(account: PricedAccount): readonly Failure[] {
  return refusedPositions(account, ({ priced: { instrument } }) => {
    const { kind, payout, settle } = instrument
    if (kind !== 'perpetual')
      return `Hyperliquid lists perpetuals only, this is ${kind === 'option' ? 'an' : 'a'} ${kind}`
    if (payout === 'inverse') return `perpetuals on Hyperliquid are paid in USDC, this is paid in ${settle}`
    return null
  })
}

/** Outside portfolio margin only USDC stands behind perpetuals. */
export function crossRefusals(account: PricedAccount): readonly Failure[] {
  return [...refusedInstruments(account), ...refusedBalances(account, 'USDC', 'Hyperliquid')]
}

/** Under portfolio margin any coin may be held; dollars are USDC, and nothing else is borrowed. */
export function portfolioRefusals(account: PricedAccount): readonly Failure[] {
  const { balances, currency, stableAssets } = account
  const others = balances.filter(({ asset, held }) => asset !== 'USDC' && asset !== currency && !held.isZero())
  const refused = others.flatMap(({ asset, held }) => {
    const reason = held.sign() < 0 ? owed(asset, held.toString()) : stableAssets.has(asset) ? notUsdc(asset) : null
    return reason === null ? [] : [problem('venue.cannot-hold', pointer('balances', asset), reason)]
  })
  return [...refusedInstruments(account), ...refused]
}

function owed(asset: string, amount: string): string {
  return `only USDC is borrowed under portfolio margin on Hyperliquid, ${asset} is ${amount}`
}

function notUsdc(asset: string): string {
  return `dollars under portfolio margin on Hyperliquid must be USDC, are ${asset}`
}
