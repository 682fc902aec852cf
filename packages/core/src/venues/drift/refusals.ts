import type { PricedAccount } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { DriftTerms } from './terms.ts'

/** What Drift cannot hold: options, dated and inverse contracts, isolated positions here, tokens it has no market for. */
export function driftRefusals(account: PricedAccount, terms: DriftTerms): readonly Failure[] {
  const isolated = new Set(account.positions.filter(({ isIsolated }) => isIsolated).map(({ symbol }) => symbol))
  const balances = account.balances.filter(({ asset }) => terms.tokenOf(asset) === undefined)
  return [
    ...refusedPositions(account, (position) => contractReason(position, isolated)),
    ...balances.map(({ asset }) =>
      problem(
        'venue.cannot-hold',
        pointer('balances', asset),
        `Drift must have a spot market for a deposit, has none for ${asset}`,
      ),
    ),
  ]
}

function contractReason(
  { symbol, priced: { instrument } }: RuledPosition,
  isolated: ReadonlySet<string>,
): string | null {
  if (instrument.kind !== 'perpetual') return `Drift has perpetuals alone, ${symbol} is of kind ${instrument.kind}`
  if (instrument.payout !== 'linear') return `Drift has linear contracts alone, ${symbol} is ${instrument.payout}`
  return isolated.has(symbol) ? `every position must share the account's collateral, ${symbol} is isolated` : null
}
