import type { Asset } from '../market/instrument.ts'
import { type Failure, pointer, problem } from '../num/result.ts'
import type { PricedAccount } from './priced-account.ts'
import { isolatedSymbols, refusedPositions } from './refusals.ts'
import type { RuledPosition } from './table-rules.ts'

/** A venue of linear perpetuals. */
export interface PerpetualVenue {
  /** As it is called: `Drift`. */
  readonly title: string
  /** Whether a position may have margin of its own. */
  readonly holdsIsolated: boolean
}

/** Positions and orders that such a venue cannot hold: options, dated and inverse contracts, and isolated ones unless it has them. */
export function perpetualsOnly(account: PricedAccount, { title, holdsIsolated }: PerpetualVenue): readonly Failure[] {
  const isolated = isolatedSymbols(account)
  return refusedPositions(account, (position) => {
    if (!holdsIsolated && isolated.has(position.symbol))
      return contractReason(position, title) ?? sharesCollateral(position.symbol)
    return contractReason(position, title)
  })
}

function contractReason({ symbol, priced: { instrument } }: RuledPosition, title: string): string | null {
  if (instrument.kind !== 'perpetual') return `${title} has perpetuals alone, ${symbol} is of kind ${instrument.kind}`
  if (instrument.payout !== 'linear') return `${title} has linear contracts alone, ${symbol} is ${instrument.payout}`
  return null
}

function sharesCollateral(symbol: string): string {
  return `every position must share the account's collateral, ${symbol} is isolated`
}

/** Tokens of an account that such a venue has no market for. */
export function refusedTokens(
  { balances }: PricedAccount,
  title: string,
  takes: (asset: Asset) => boolean,
): readonly Failure[] {
  return balances
    .filter(({ asset, held }) => !held.isZero() && !takes(asset))
    .map(({ asset }) => {
      const message = `${title} must have a market for a token to hold it, has none for ${asset}`
      return problem('venue.cannot-hold', pointer('balances', asset), message)
    })
}
