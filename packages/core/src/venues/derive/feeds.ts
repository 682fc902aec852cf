import { cashPrice } from '../../margin/cash-pools.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { Option } from '../../market/instrument.ts'
import { forwardKey } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import type { Priced, PricedOption } from '../../pricing/priced.ts'

/** What every account of the venue is settled in. */
export const cash = 'USDC'

/** Dollars per unit of the cash; the market's own currency stands for the dollar. */
export function stablePriceOf(account: PricedAccount): number {
  return cashPrice(account, cash)
}

/** Cash is what the venue settles in, and the market's own currency, which stands for the dollar. */
export function isCash(account: PricedAccount, asset: string): boolean {
  return asset === cash || asset === account.currency
}

/** Dollars; 0 where nothing of the underlying is held. */
export function spotOf(account: PricedAccount, positions: readonly PricedPosition[], underlying: string): number {
  const priced = positions.find((position) => position.priced.instrument.underlying === underlying)?.priced
  return priced?.index ?? account.indexes.get(underlying) ?? 0
}

/** How sure the feeds are, 1 where the market does not say. */
export function spotConfidence({ quotes }: PricedAccount, underlying: string): number {
  return quotes.underlyings.get(underlying)?.confidence ?? 1
}

export function assetConfidence({ quotes }: PricedAccount, asset: string): number {
  return quotes.assets.get(asset)?.confidence ?? 1
}

export function priceConfidence({ quotes }: PricedAccount, positions: readonly PricedPosition[]): number {
  return least(positions.map(({ symbol }) => quotes.instruments.get(symbol)?.confidence))
}

/** The least sure of the volatilities of some options. */
export function volConfidence({ quotes }: PricedAccount, positions: readonly PricedPosition[]): number {
  return least(positions.map(({ symbol }) => quotes.instruments.get(symbol)?.volConfidence))
}

/** The less sure of forward and rate of an expiry, and how much of the forward a settlement average has fixed, dollars. */
export function expiryFeed(
  { quotes }: PricedAccount,
  { underlying, expiryAt }: Pick<Option, 'underlying' | 'expiryAt'>,
): ExpiryFeed {
  const forward = quotes.forwards.get(forwardKey(underlying, expiryAt))
  return {
    ratePerYear: forward?.rateFrac ?? 0,
    forwardConfidence: forward?.confidence ?? 1,
    rateConfidence: forward?.rateConfidence ?? 1,
    forwardFixed: forward?.fixedPart === undefined ? 0 : toRisk(forward.fixedPart),
  }
}

export interface ExpiryFeed {
  readonly ratePerYear: number
  readonly forwardConfidence: number
  readonly rateConfidence: number
  readonly forwardFixed: number
}

/** Options of one expiry, each with its terms. */
export interface ExpiryPositions {
  readonly expiryAt: number
  readonly positions: readonly OptionPosition[]
}

export interface OptionPosition extends PricedPosition {
  readonly priced: Priced<Option> & { readonly option: PricedOption }
}

function isOption(position: PricedPosition): position is OptionPosition {
  return position.priced.option !== undefined && position.priced.instrument.kind === 'option'
}

/** By expiry, in order of appearance. */
export function optionsByExpiry(positions: readonly PricedPosition[]): readonly ExpiryPositions[] {
  const groups = Map.groupBy(positions.filter(isOption), ({ priced }) => priced.instrument.expiryAt)
  return [...groups].map(([expiryAt, members]) => ({ expiryAt, positions: members }))
}

/** Dollars. */
export function forwardOf({ option, quotePrice }: OptionPosition['priced']): number {
  return option.forward * quotePrice
}

/** Price of a contract's unit, in cash. */
export function markInCash({ mark, quotePrice }: Priced, stablePrice: number): number {
  return (mark * quotePrice) / stablePrice
}

function least(confidences: readonly (number | undefined)[]): number {
  return confidences.reduce<number>((lowest, each) => Math.min(lowest, each ?? 1), 1)
}
