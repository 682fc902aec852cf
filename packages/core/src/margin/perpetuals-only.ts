import type { Asset } from '../market/instrument.ts'
import { type Failure, pointer, problem } from '../num/result.ts'
import type { PricedAccount } from './priced-account.ts'
import { refusedPositions } from './refusals.ts'
import type { RuledPosition } from './table-rules.ts'

/** A venue of linear perpetuals that all share the account's collateral. */
export interface PerpetualVenue {
  /** As it is called: `Drift`. */
  readonly title: string
  readonly takes: (asset: Asset) => boolean
}

/** What such a venue cannot hold: options, dated and inverse contracts, isolated positions, tokens it does not take. */
export function perpetualsOnly(account: PricedAccount, { title, takes }: PerpetualVenue): readonly Failure[] {
  const isolated = new Set(account.positions.filter(({ isIsolated }) => isIsolated).map(({ symbol }) => symbol))
  const balances = account.balances.filter(({ asset }) => !takes(asset))
  return [
    ...refusedPositions(account, (position) => contractReason(position, title, isolated)),
    ...balances.map(({ asset }) => {
      const message = `${title} must have a market for a token to hold it, has none for ${asset}`
      return problem('venue.cannot-hold', pointer('balances', asset), message)
    }),
  ]
}

function contractReason(
  { symbol, priced: { instrument } }: RuledPosition,
  title: string,
  isolated: ReadonlySet<string>,
): string | null {
  if (instrument.kind !== 'perpetual') return `${title} has perpetuals alone, ${symbol} is of kind ${instrument.kind}`
  if (instrument.payout !== 'linear') return `${title} has linear contracts alone, ${symbol} is ${instrument.payout}`
  return isolated.has(symbol) ? `every position must share the account's collateral, ${symbol} is isolated` : null
}
