import type { PositionCharges } from '../../margin/cash-pools.ts'
import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { type DefaultMargins, marginsAtEntry } from '../../margin/isolated-margin.ts'
import { worstFill } from '../../margin/orders.ts'
import { positionName } from '../../margin/position-margin.ts'
import { notionalOf, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import { toRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import { pointer, problem } from '../../num/result.ts'
import { contractNotional } from '../../pricing/priced.ts'
import { initialQuantums, maintenanceQuantums, openInterestInitialPpm, type TierTerms } from './liquidity-tier.ts'
import type { DydxParameters, LiquidityTier } from './params.ts'
import { fracOf, millionPpm, quantumsOf, usdcOf } from './quantums.ts'
import type { DydxSettings } from './schema.ts'

/** The tiers as the chain counts them, by underlying. */
export interface TierBook {
  /** Null where nobody has said which tier the market is in. */
  tierOf(underlying: string): TierTerms | null
  /** Contracts that all traders hold in a market, as quoted; 0 when it is not. */
  openInterestOf(symbol: string, account: PricedAccount): number
  /** Fraction that the user set, millionths; 0 when none. */
  customPpmOf(position: Pick<PricedPosition, 'priced' | 'leverage'>): bigint
}

export function tierBook({ tiers, marketTiers }: DydxParameters, settings: DydxSettings | undefined): TierBook {
  const terms = new Map(Object.entries(tiers).map(([name, tier]) => [name, termsOf(tier)]))
  const custom = settings?.customInitialPpm ?? {}
  // Open interest does not move with prices: an account is margined hundreds of times at one quote.
  const openInterests = new WeakMap<Decimal, number>()
  return {
    tierOf: (underlying) => {
      const name = named(marketTiers, underlying) ?? null
      return name === null ? null : (terms.get(name) ?? null)
    },
    openInterestOf: (symbol, { quotes }) => {
      const quoted = quotes.instruments.get(symbol)?.openInterest
      if (quoted === undefined) return 0
      const contracts = openInterests.get(quoted) ?? toRisk(quoted)
      openInterests.set(quoted, contracts)
      return contracts
    },
    customPpmOf: ({ priced, leverage }) => {
      const set = BigInt(named(custom, priced.instrument.underlying) ?? 0)
      const chosen = leverage === undefined ? 0n : BigInt(Math.min(1_000_000, Math.floor(1_000_000 / leverage)))
      return chosen > set ? chosen : set
    },
  }
}

function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : table['*']
}

function termsOf(tier: LiquidityTier): TierTerms {
  return {
    initialMarginPpm: BigInt(tier.initialMarginPpm),
    maintenanceFractionPpm: BigInt(tier.maintenanceFractionPpm),
    openInterestLower: quantumsOf(tier.openInterestLowerUsdc),
    openInterestUpper: quantumsOf(tier.openInterestUpperUsdc),
  }
}

/** What positions need at the open interest that the market quotes; where it quotes none, nothing is added for it. */
export function dydxCharges(account: PricedAccount, book: TierBook): PositionCharges {
  return {
    initial: (row, poolPrice) => worstFill(row, (position) => initialCharge(position, poolPrice, account, book)),
    maintenance: (position, poolPrice) => maintenanceCharge(position, poolPrice, book),
    missing: ({ priced }) => {
      const { underlying } = priced.instrument
      if (book.tierOf(underlying) !== null) return []
      const message = `liquidity tier of ${underlying}-USD must be given, governance sets it`
      return [problem('params.missing', pointer('parameters', 'marketTiers', underlying), message)]
    },
  }
}

function initialCharge(position: PricedPosition, poolPrice: number, account: PricedAccount, book: TierBook): Charge {
  const tier = book.tierOf(position.priced.instrument.underlying)
  if (tier === null) return leaf(positionName(position), 0, position.priced.instrument.underlying)
  const openPpm = openInterestInitialPpm(tier, openNotional(position, account, poolPrice, book))
  const customPpm = book.customPpmOf(position)
  const notional = notionalIn(position, poolPrice)
  const required = usdcOf(initialQuantums(quantumsOf(notional), openPpm, customPpm))
  const ppm = customPpm > openPpm ? customPpm : openPpm
  return roundedCharge(position, { name: 'effective IMF × notional', ppm, notional, required })
}

function maintenanceCharge(position: PricedPosition, poolPrice: number, book: TierBook): Charge {
  const tier = book.tierOf(position.priced.instrument.underlying)
  if (tier === null) return leaf(positionName(position), 0, position.priced.instrument.underlying)
  const notional = notionalIn(position, poolPrice)
  const required = usdcOf(maintenanceQuantums(quantumsOf(notional), tier))
  const ppm = (tier.initialMarginPpm * tier.maintenanceFractionPpm) / millionPpm
  return roundedCharge(position, { name: 'MMF × notional', ppm, notional, required })
}

interface RoundedCharge {
  readonly name: string
  readonly ppm: bigint
  readonly notional: number
  readonly required: number
}

/** The product, and what the chain's whole quantums add to it. */
function roundedCharge(position: PricedPosition, { name, ppm, notional, required }: RoundedCharge): Charge {
  const { underlying } = position.priced.instrument
  const product = scaleOf(name, fracOf(ppm), leaf('notional', notional, underlying))
  const rounding = leaf('whole quantums', required - product.amount)
  const charge = sumOf(positionName(position), [product, rounding])
  return { ...charge, amount: required, riskFactor: underlying }
}

/** USDC. */
function notionalIn(position: PricedPosition, poolPrice: number): number {
  return (notionalOf(position) * position.priced.settlePrice) / poolPrice
}

/** Value of open interest, quantums. */
function openNotional(
  { symbol, priced }: PricedPosition,
  account: PricedAccount,
  poolPrice: number,
  book: TierBook,
): bigint {
  const contracts = book.openInterestOf(symbol, account)
  return contracts === 0 ? 0n : quantumsOf((contracts * contractNotional(priced) * priced.settlePrice) / poolPrice)
}

/** The margin that an isolated position is given: entry notional ÷ leverage. */
export function dydxMargins(book: TierBook): DefaultMargins {
  return marginsAtEntry(({ priced, leverage }, entryNotional) => {
    const tier = book.tierOf(priced.instrument.underlying)
    const leverageMax = tier === null ? 1 : 1 / fracOf(tier.initialMarginPpm)
    return entryNotional / Math.min(leverage ?? leverageMax, leverageMax)
  })
}
