import type { Instrument } from '../../market/instrument.ts'
import { type Forward, forwardKey, type InstrumentQuote, type MarketSnapshot } from '../../market/snapshot.ts'
import type { Decimal } from '../../num/decimal.ts'
import type { EpochMs } from '../../num/instant.ts'
import type { SetPrices } from '../command.ts'
import type { EngineCore } from '../state.ts'

/** Names under which a price waits for another to confirm it. */
export const suspectKey: {
  readonly asset: (asset: string) => string
  readonly index: (underlying: string) => string
  readonly mark: (symbol: string) => string
  readonly forward: (underlying: string, expiryAt: EpochMs) => string
} = {
  asset: (asset) => `asset ${asset}`,
  index: (underlying) => `index ${underlying}`,
  mark: (symbol) => `mark ${symbol}`,
  forward: (underlying, expiryAt) => `forward ${forwardKey(underlying, expiryAt)}`,
}

export function withListing(market: MarketSnapshot, instrument: Instrument): MarketSnapshot {
  const known = market.instruments.get(instrument.symbol)
  return { ...market, instruments: new Map(market.instruments).set(instrument.symbol, { ...known, instrument }) }
}

/** The market with new prices, each with the instant it was told. A price that comes is no longer suspect. */
export function withPrices(core: EngineCore, prices: SetPrices): EngineCore {
  const { at } = prices
  const { market } = core
  return {
    ...core,
    suspects: unsuspected(core, prices),
    market: {
      ...market,
      at,
      assets: pricedAssets(market, prices),
      underlyings: merged(market.underlyings, prices.indexes, (index) => ({ index, at })),
      forwards: pricedForwards(market, prices),
      instruments: pricedInstruments(market, prices),
    },
  }
}

function pricedAssets({ assets }: MarketSnapshot, { assets: told, at }: SetPrices): MarketSnapshot['assets'] {
  return merged(assets, told, ({ price, stable }, known) => ({ price, stable: stable ?? known?.stable ?? false, at }))
}

function pricedForwards({ forwards }: MarketSnapshot, { forwards: told, at }: SetPrices): MarketSnapshot['forwards'] {
  if (told === undefined) return forwards
  const all = new Map<string, Forward>(forwards)
  for (const { underlying, expiryAt, price, rateFrac = 0 } of told)
    all.set(forwardKey(underlying, expiryAt), { underlying, expiryAt, price, rateFrac, at })
  return all
}

function pricedInstruments(market: MarketSnapshot, { marks, vols, at }: SetPrices): MarketSnapshot['instruments'] {
  if (marks === undefined && vols === undefined) return market.instruments
  const all = new Map<string, InstrumentQuote>(market.instruments)
  for (const [symbol, mark] of marks ?? []) update(all, symbol, (quote) => ({ ...quote, mark, at }))
  for (const [symbol, vol] of vols ?? []) update(all, symbol, (quote) => withVol(quote, vol, at))
  return all
}

/** A mark grows old though its volatility is told again. */
function withVol(quote: InstrumentQuote, vol: number | null, at: EpochMs): InstrumentQuote {
  if (vol !== null) return { ...quote, markVol: vol, ...(quote.mark === undefined ? { at } : {}) }
  const { markVol: _gone, ...rest } = quote
  return rest
}

function update(
  all: Map<string, InstrumentQuote>,
  symbol: string,
  of: (quote: InstrumentQuote) => InstrumentQuote,
): void {
  const quote = all.get(symbol)
  if (quote !== undefined) all.set(symbol, of(quote))
}

function merged<V, T>(
  known: ReadonlyMap<string, V>,
  told: ReadonlyMap<string, T> | undefined,
  of: (told: T, known: V | undefined) => V,
): ReadonlyMap<string, V> {
  if (told === undefined || told.size === 0) return known
  const all = new Map(known)
  for (const [name, value] of told) all.set(name, of(value, known.get(name)))
  return all
}

function unsuspected(
  { suspects }: EngineCore,
  { assets, indexes, marks, forwards }: SetPrices,
): ReadonlyMap<string, Decimal> {
  if (suspects.size === 0) return suspects
  const left = new Map(suspects)
  for (const asset of assets?.keys() ?? []) left.delete(suspectKey.asset(asset))
  for (const underlying of indexes?.keys() ?? []) left.delete(suspectKey.index(underlying))
  for (const symbol of marks?.keys() ?? []) left.delete(suspectKey.mark(symbol))
  for (const { underlying, expiryAt } of forwards ?? []) left.delete(suspectKey.forward(underlying, expiryAt))
  return left
}
