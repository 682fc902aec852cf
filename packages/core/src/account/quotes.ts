import type { PricedPosition } from '../margin/priced-account.ts'
import type { Asset, Underlying } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import { toRisk } from '../num/crossing.ts'
import type { Decimal } from '../num/decimal.ts'
import { type Failure, pointer, problem } from '../num/result.ts'

/** Index of what each position is on, and of each asset held that is not stable; where that has no index, its price. */
export function indexesOf(
  market: MarketSnapshot,
  positions: readonly PricedPosition[],
  balances: ReadonlyMap<Asset, Decimal>,
): ReadonlyMap<Underlying, number> {
  const stable = stableAssetsOf(market)
  const indexes = new Map<Underlying, number>()
  for (const { priced } of positions) indexes.set(priced.instrument.underlying, priced.index)
  for (const [asset, held] of balances) {
    if (stable.has(asset) || held.isZero() || indexes.has(asset)) continue
    const price = market.underlyings.get(asset)?.index ?? market.assets.get(asset)?.price
    if (price !== undefined) indexes.set(asset, toRisk(price))
  }
  return indexes
}

// A market is a value: what is stable in it is found once, however many accounts are margined there.
const stableSets = new WeakMap<MarketSnapshot, ReadonlySet<Asset>>()

/** The currency of the market, and what it marks as stable. */
export function stableAssetsOf(market: MarketSnapshot): ReadonlySet<Asset> {
  const known = stableSets.get(market)
  if (known !== undefined) return known
  const { assets, currency } = market
  const stable = new Set([currency, ...[...assets].filter(([, quote]) => quote.stable).map(([asset]) => asset)])
  stableSets.set(market, stable)
  return stable
}

/** Why a balance has no value. */
export function missingPrice({ currency }: MarketSnapshot, asset: Asset, held: Decimal): Failure {
  const message = `price of ${asset} in ${currency} must be in the market to value ${held}, is missing`
  return problem('book.missing-price', pointer('balances', asset), message)
}
