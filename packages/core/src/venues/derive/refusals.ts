import type { PricedAccount, PricedBalance } from '../../margin/priced-account.ts'
import { refusedPositions } from '../../margin/refusals.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import { coinsOf } from './manager-choice.ts'
import type { AccountLimits } from './parameters.ts'

/** What keeps a kind of contract out of the venue, whatever the manager; null where nothing does. */
function contractReason({ priced: { instrument } }: RuledPosition): string | null {
  if (instrument.kind === 'future') return 'Derive lists perpetuals and options, this is a dated future'
  if (instrument.payout === 'inverse')
    return `contracts on Derive are paid in USDC, this is paid in ${instrument.settle}`
  return null
}

/** Positions, coins and numbers of them that an account of the venue cannot hold. */
export function deriveRefusals(
  account: PricedAccount,
  limits: AccountLimits,
  { position, coin }: { position: (row: RuledPosition) => string | null; coin: (asset: string) => string | null },
): readonly Failure[] {
  const isolated = new Set(
    [...account.positions, ...account.orders].filter((row) => row.isIsolated).map(({ symbol }) => symbol),
  )
  const crowded = crowdedOut(account, limits)
  return [
    ...refusedPositions(account, (row) => {
      if (isolated.has(row.symbol))
        return 'Derive has no isolated positions: it margins a subaccount as a whole, and isolates by subaccounts'
      return contractReason(row) ?? position(row) ?? crowded.get(row.symbol) ?? null
    }),
    ...coinsOf(account).flatMap((balance) => {
      const reason = coin(balance.asset) ?? owedReason(balance)
      return reason === null ? [] : [problem('venue.cannot-hold', pointer('balances', balance.asset), reason)]
    }),
  ]
}

function owedReason({ asset, amount }: PricedBalance): string | null {
  return amount < 0 ? `only cash may be owed on Derive, ${asset} is owed` : null
}

/** Contracts that find no room, the first of the book coming first; by symbol with the reason. */
function crowdedOut(account: PricedAccount, { assetsMax, expiriesMax }: AccountLimits): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>()
  const assets = new Set<string>(account.balances.filter(({ amount }) => amount !== 0).map(({ asset }) => asset))
  const expiries = new Set<number>()
  for (const { symbol, contracts, priced } of account.positions) {
    if (contracts === 0) continue
    if (!roomFor(assets, symbol, assetsMax))
      reasons.set(symbol, `an account of Derive holds at most ${assetsMax} assets, this is one more`)
    else if (
      priced.instrument.kind === 'option' &&
      expiriesMax !== null &&
      !roomFor(expiries, priced.instrument.expiryAt, expiriesMax)
    )
      reasons.set(symbol, `an account of Derive holds options of at most ${expiriesMax} expiries, this is of one more`)
  }
  return reasons
}

/** Whether `key` is among at most `max` of them, after adding it where it fits. */
function roomFor<T>(known: Set<T>, key: T, max: number): boolean {
  if (known.has(key)) return true
  if (known.size + 1 > max) return false
  known.add(key)
  return true
}
