import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'

/** What a balance is in: `USDT`, `ETH`. */
export type Asset = string

/** What risk nets over: `ETH` for every contract on ETH, whatever it settles in. */
export type Underlying = string

/** Linear pays in the quote currency, inverse in the underlying coin. */
export type Payout = 'linear' | 'inverse'

interface Contract {
  /** Unified symbol, `BTC/USDT:USDT-251226-100000-C`. */
  readonly symbol: string
  /** The venue's own name. */
  readonly id?: string
  readonly underlying: Underlying
  readonly quote: Asset
  readonly settle: Asset
  readonly payout: Payout
  /** Underlying per contract when linear and for every option; quote currency per contract for inverse futures and perpetuals. */
  readonly contractSize: Decimal
}

export interface Spot {
  readonly kind: 'spot'
  readonly symbol: string
  readonly id?: string
  readonly underlying: Underlying
  readonly quote: Asset
}

export interface Perpetual extends Contract {
  readonly kind: 'perpetual'
  /** Fraction of notional a long pays a short each interval. */
  readonly fundingRate?: number
  readonly fundingIntervalHours?: number
}

export interface Future extends Contract {
  readonly kind: 'future'
  readonly expiryAt: EpochMs
}

export interface Option extends Contract {
  readonly kind: 'option'
  readonly expiryAt: EpochMs
  /** Quote currency per unit of the underlying. */
  readonly strike: Decimal
  readonly right: 'call' | 'put'
}

/** Anything with contracts; a spot holding is a balance. */
export type Derivative = Perpetual | Future | Option
export type Instrument = Spot | Derivative
