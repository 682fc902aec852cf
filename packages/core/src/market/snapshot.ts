import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'
import type { Asset, Instrument, Underlying } from './instrument.ts'

interface Quote {
  /** How sure the feed is, 0..1. */
  readonly confidence?: number
  /** Instant of this price when it differs from the snapshot's. */
  readonly at?: EpochMs
}

export interface AssetQuote extends Quote {
  /** Market currency per unit. Stablecoins are priced, not assumed at 1. */
  readonly price: Decimal
  readonly stable: boolean
  readonly twap?: Decimal
  readonly stablePrice?: Decimal
}

export interface UnderlyingQuote extends Quote {
  /** Fair price of one unit, market currency. */
  readonly index: Decimal
}

export interface Forward extends Quote {
  readonly underlying: Underlying
  readonly expiryAt: EpochMs
  /** Market currency per unit for delivery at expiry. */
  readonly price: Decimal
  /** Continuously compounded discount rate per year, as a fraction. */
  readonly rateFrac: number
  readonly rateConfidence?: number
  /** The part of the price already fixed by a settlement average. */
  readonly fixedPart?: Decimal
}

export interface InstrumentQuote extends Quote {
  readonly instrument: Instrument
  /** Venue's fair price: quote currency; for an inverse option settlement coin per unit of the underlying. */
  readonly mark?: Decimal
  /** Volatility of the mark, fraction per square root of a year. */
  readonly markVol?: number
  readonly volConfidence?: number
  readonly openInterest?: Decimal
  readonly volume24h?: Decimal
}

/** Every price at one instant. Immutable. */
export interface MarketSnapshot {
  readonly at: EpochMs
  /** Currency of `assets`, `underlyings` and `forwards`. */
  readonly currency: Asset
  readonly assets: ReadonlyMap<Asset, AssetQuote>
  readonly underlyings: ReadonlyMap<Underlying, UnderlyingQuote>
  /** By `forwardKey`. */
  readonly forwards: ReadonlyMap<string, Forward>
  readonly instruments: ReadonlyMap<string, InstrumentQuote>
}

/** The key under which a snapshot keeps the forward of an expiry. */
export function forwardKey(underlying: Underlying, expiryAt: EpochMs): string {
  return `${underlying}@${expiryAt}`
}
