import type { PricedAccount } from '../margin/priced-account.ts'
import type { Priced } from '../pricing/priced.ts'
import { type PriceMove, shift } from '../pricing/shift.ts'
import type { Shock } from '../scenario/shock.ts'

/** The account after a shock: every price it touches moved, options repriced, nothing traded. */
export function shiftAccount(account: PricedAccount, shock: Shock): PricedAccount {
  const factorOf = assetFactor(account, shock)
  const moved = shifter(shock, factorOf)
  return {
    ...account,
    balances: account.balances.map((balance) => ({ ...balance, price: balance.price * factorOf(balance.asset) })),
    positions: account.positions.map((position) => withPrices(position, moved(position.priced))),
    orders: account.orders.map((order) => withPrices(order, moved(order.priced))),
    indexes: new Map(
      [...account.indexes].map(([underlying, index]) => [underlying, index * indexFactor(shock, underlying)]),
    ),
  }
}

function withPrices<T extends { readonly priced: Priced }>(row: T, priced: Priced): T {
  return row.priced === priced ? row : { ...row, priced }
}

function indexFactor({ indexFactors, otherwise }: Shock, underlying: string): number {
  return indexFactors.get(underlying) ?? otherwise
}

/** Stablecoins move only off their peg, coins with the underlying of their name. */
function assetFactor({ stableAssets }: PricedAccount, shock: Shock): (asset: string) => number {
  return (asset) => (stableAssets.has(asset) ? (shock.stableFactors?.get(asset) ?? 1) : indexFactor(shock, asset))
}

/** An instrument that a shock leaves alone stays the same object, and so keeps its remembered risk array. */
function shifter(shock: Shock, factorOf: (asset: string) => number): (priced: Priced) => Priced {
  const { volMoveFrac = 0, yearsPassed = 0 } = shock
  const known = new Map<Priced, Priced>()
  const volAfter = volMoveFrac === 0 ? {} : { volAfter: ({ vol }: { vol: number }) => vol * (1 + volMoveFrac) }
  return (priced) => {
    const { underlying, settle, quote } = priced.instrument
    const move: PriceMove = {
      indexFactor: indexFactor(shock, underlying),
      settleFactor: factorOf(settle),
      quoteFactor: factorOf(quote),
      yearsPassed,
      ...volAfter,
    }
    if (
      move.indexFactor === 1 &&
      move.settleFactor === 1 &&
      move.quoteFactor === 1 &&
      volMoveFrac === 0 &&
      yearsPassed === 0
    )
      return priced
    const after = known.get(priced) ?? shift(priced, move)
    known.set(priced, after)
    return after
  }
}
