import type { FutureRate, SizeRate, TierRate } from './parameters.ts'

/** Margin ÷ value of a future or perpetual of some size. */
export interface Rates {
  readonly initial: number
  readonly maintenance: number
}

/** A tier rate of which everything is known. */
export type KnownTier = { readonly [K in keyof TierRate]: NonNullable<TierRate[K]> }

/** Rates of a position of `coins`, or the names of the parameters that they need and no one has given. */
export function futureRates(coins: number, rate: FutureRate): Rates | { readonly missing: readonly string[] } {
  if (rate.form === 'size') return sizeRates(coins, rate)
  const missing = Object.entries(rate).flatMap(([name, value]) => (value === null ? [name] : []))
  return missing.length > 0 ? { missing } : tierRates(coins, rate as KnownTier)
}

/** IM = im + inc·N, MM = mm + inc·N. */
function sizeRates(coins: number, { initialFrac, maintenanceFrac, increasePerCoinFrac }: SizeRate): Rates {
  const more = increasePerCoinFrac * coins
  return { initial: initialFrac + more, maintenance: maintenanceFrac + more }
}

/** IM = 1 ÷ L(N); MM a share of it. */
function tierRates(coins: number, tier: KnownTier): Rates {
  const initial = 1 / tierLeverage(coins, tier)
  return { initial, maintenance: tier.maintenanceOverInitial * initial }
}

/** L(N): the largest up to C3·NMax, the smallest from C4·NMax on; between them a straight line, which is assumed. */
export function tierLeverage(coins: number, tier: KnownTier): number {
  const { leverageMax, leverageMin, flatToFrac, fallsToFrac, positionMaxCoins } = tier
  const share = coins / positionMaxCoins
  if (share <= flatToFrac) return leverageMax
  if (share >= fallsToFrac) return leverageMin
  return leverageMax - ((leverageMax - leverageMin) * (share - flatToFrac)) / (fallsToFrac - flatToFrac)
}
