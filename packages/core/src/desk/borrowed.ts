import { moneyScale } from '../engine/state.ts'
import type { Book } from '../market/book.ts'
import type { Asset, Spot } from '../market/instrument.ts'
import type { MarketSnapshot } from '../market/snapshot.ts'
import { Decimal } from '../num/decimal.ts'
import { pointer } from '../num/result.ts'
import type { Sourced } from './market-commands.ts'

/** Digits of the price of a purchase: so many that what it costs is the debt to the last unit. */
const priceScale = 18

/** Trades that leave debts behind, and what they move of each asset. */
export interface Borrowed {
  readonly trades: readonly Sourced[]
  readonly moved: ReadonlyMap<Asset, Decimal>
}

/**
 * An engine's account owes an asset when it has spent more of it than it had. So each debt of a book is spent on the asset
 * of which the book has most, at the market's prices; on the market's currency when it has none.
 */
export function borrowed(book: Book, market: MarketSnapshot, lacking: ReadonlyMap<Asset, Decimal>): Borrowed {
  const trades: Sourced[] = []
  const moved = new Map<Asset, Decimal>()
  for (const [asset, owed] of lacking) {
    if (owed.sign() >= 0 || (book.balances.get(asset) ?? Decimal.zero).sign() >= 0) continue
    const debt = owed.negated()
    const bought = richest(book, market)
    const contracts = debt.times(priceOf(market, asset)).dividedBy(priceOf(market, bought), moneyScale, 'up')
    const price = debt.dividedBy(contracts, priceScale, 'down')
    const path = pointer('balances', asset)
    const { at } = market
    const instrument: Spot = { kind: 'spot', symbol: `${bought}/${asset}`, underlying: bought, quote: asset }
    const { symbol } = instrument
    const legs = [{ account: book.account, contracts, fee: Decimal.zero }]
    trades.push({ path, command: { type: 'list', at, instruments: [instrument] } })
    trades.push({ path, command: { type: 'fill', at, symbol, price, legs } })
    moved.set(asset, (moved.get(asset) ?? Decimal.zero).minus(debt))
    moved.set(bought, (moved.get(bought) ?? Decimal.zero).plus(contracts))
  }
  return { trades, moved }
}

/** The asset worth most among those held. */
function richest({ balances }: Book, market: MarketSnapshot): Asset {
  let most: { readonly asset: Asset; readonly value: Decimal } = { asset: market.currency, value: Decimal.zero }
  for (const [asset, amount] of balances) {
    const value = amount.times(priceOf(market, asset))
    if (value.compare(most.value) > 0) most = { asset, value }
  }
  return most.asset
}

/** Market currency per unit; balances without a price are refused before. */
function priceOf({ currency, assets, underlyings }: MarketSnapshot, asset: Asset): Decimal {
  const one = Decimal.of('1')
  return asset === currency ? one : (assets.get(asset)?.price ?? underlyings.get(asset)?.index ?? one)
}
