import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { formatInstant } from '../../num/instant.ts'
import {
  type ExpiryPositions,
  expiryFeed,
  forwardOf,
  isCash,
  markInCash,
  type OptionPosition,
  optionsByExpiry,
  priceConfidence,
  spotConfidence,
  spotOf,
  volConfidence,
} from './feeds.ts'
import type { StandardParameters } from './parameters.ts'
import type { StandardExpiry, StandardMarket } from './standard-charges.ts'

/** The account by market, in order of appearance: contracts first, then coins. */
export function standardMarkets(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  { baseAssets }: Pick<StandardParameters, 'baseAssets'>,
  stablePrice: number,
): readonly StandardMarket[] {
  const byUnderlying = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  const coins = coinsByUnderlying(account, baseAssets)
  return [...new Set([...byUnderlying.keys(), ...coins.keys()])].map((underlying) => {
    const own = byUnderlying.get(underlying) ?? []
    const held = coins.get(underlying)
    return {
      underlying,
      spot: spotOf(account, own, underlying) || (held?.price ?? 0),
      spotConfidence: spotConfidence(account, underlying),
      base: held?.amount ?? 0,
      expiries: optionsByExpiry(own).map((expiry) => expiryOf(account, underlying, expiry, stablePrice)),
      ...perpOf(account, own, stablePrice),
    }
  })
}

interface Coins {
  readonly amount: number
  readonly price: number
}

function coinsByUnderlying(
  account: PricedAccount,
  baseAssets: StandardParameters['baseAssets'],
): ReadonlyMap<string, Coins> {
  const coins = new Map<string, Coins>()
  for (const { asset, amount, price } of account.balances) {
    const name = asset.toUpperCase()
    const underlying = Object.hasOwn(baseAssets, name) ? baseAssets[name] : undefined
    if (underlying === undefined || isCash(account, asset)) continue
    coins.set(underlying, { amount: (coins.get(underlying)?.amount ?? 0) + amount, price })
  }
  return coins
}

function perpOf(
  account: PricedAccount,
  own: readonly PricedPosition[],
  stablePrice: number,
): Pick<StandardMarket, 'perpAmount' | 'perpPrice' | 'perpConfidence'> {
  const perps = own.filter(({ priced }) => priced.option === undefined)
  let perpAmount = 0
  for (const { contracts, priced } of perps) perpAmount += contracts * priced.size
  const first = perps[0]?.priced
  return {
    perpAmount,
    perpPrice: first === undefined ? 0 : markInCash(first, stablePrice),
    perpConfidence: priceConfidence(account, perps),
  }
}

function expiryOf(
  account: PricedAccount,
  underlying: string,
  { expiryAt, positions }: ExpiryPositions,
  stablePrice: number,
): StandardExpiry {
  const feed = expiryFeed(account, { underlying, expiryAt })
  const [first] = positions as readonly [OptionPosition]
  return {
    name: formatInstant(expiryAt).slice(0, 10),
    forward: forwardOf(first.priced),
    confidence: Math.min(feed.forwardConfidence, volConfidence(account, positions)),
    options: positions.map(({ contracts, priced }) => ({
      right: priced.option.right,
      strike: priced.option.strike,
      amount: contracts * priced.size,
      mark: markInCash(priced, stablePrice),
    })),
  }
}
