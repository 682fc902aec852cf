import type { Pool } from '../../margin/model.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { type Silo, silosOf } from '../../margin/silos.ts'
import { type AssetEquity, assetEquities } from './cross-equity.ts'
import type { PairBook } from './matrix-engine.ts'

/** What a settlement currency holds, by underlying. */
export function siloBooks(
  positions: readonly PricedPosition[],
  { currency, currencyPrice }: Silo,
): readonly PairBook[] {
  return [...Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)].map(([underlying, held]) => ({
    name: `${underlying}_${currency}`.toLowerCase(),
    underlying,
    positions: held,
    unitPrice: currencyPrice,
    isOwnCoin: currency === underlying,
    index: (held[0] as PricedPosition).priced.index,
    equityValue: 0,
  }))
}

/** What one pool of all currencies holds, by underlying: equity in coins gains and loses in the table of its coin. */
export function crossBooks(
  positions: readonly PricedPosition[],
  equities: ReadonlyMap<string, AssetEquity>,
  { currency, stableAssets }: PricedAccount,
): readonly PairBook[] {
  const grouped = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  const coins = [...equities.values()].filter(
    ({ asset, marginBalance, optionsValue }) => !stableAssets.has(asset) && marginBalance + optionsValue !== 0,
  )
  return [...new Set([...grouped.keys(), ...coins.map(({ asset }) => asset)])].map((underlying) => {
    const held = grouped.get(underlying) ?? []
    const equity = equities.get(underlying)
    return {
      name: `${underlying}_${currency}`.toLowerCase(),
      underlying,
      positions: held,
      unitPrice: 1,
      isOwnCoin: false,
      index: held[0]?.priced.index ?? (equity as AssetEquity).price,
      equityValue: equity === undefined ? 0 : equity.price * (equity.marginBalance + equity.optionsValue),
    }
  })
}

/** Books of a pool that is a silo. */
export function siloPoolBooks(account: PricedAccount, { currency, positions }: Pool): readonly PairBook[] {
  const silo = silosOf(account).find((each) => each.currency === currency)
  return siloBooks(positions, silo as Silo)
}

/** Books of the pool that all currencies share. */
export function crossPoolBooks(account: PricedAccount, { positions }: Pool): readonly PairBook[] {
  return crossBooks(positions, assetEquities(account, positions), account)
}
