import type { Charge, PoolResult } from '../data/core-types.ts'

/** What the amount of a row is counted in, and how exactly it is shown. */
export interface ChargeUnits {
  readonly currency: string
  readonly digits: number
  /** Currency of each pool by the name of its part in the total: what stands below such a part is in it. */
  readonly poolCurrencies: ReadonlyMap<string, string>
}

/** Units of the total, whose parts may be pools of other currencies. */
export function unitsOfTotal(root: Charge, currency: string, pools: readonly PoolResult[]): ChargeUnits {
  const names = pools.map((pool) => [`${pool.name}, from ${pool.currency}`, pool.currency] as const)
  return { currency, digits: totalDigits(root.amount), poolCurrencies: new Map(names) }
}

/** Units of the parts of a charge: a scale from a pool, or from a position's notional, leads to another currency. */
export function unitsBelow(charge: Charge, units: ChargeUnits): ChargeUnits {
  const currency = charge.rule === 'scale' ? currencyBelow(charge.name, units) : units.currency
  if (currency === units.currency) return units
  const most = Math.max(...charge.parts.map(({ amount }) => Math.abs(amount)))
  return { ...units, currency, digits: partDigits(most) }
}

/** A tiered requirement is worked out in the quote currency and scaled; its name is the position's symbol and side. */
function currencyBelow(name: string, { currency, poolCurrencies }: ChargeUnits): string {
  const quote = /^[^/\s]+\/([^:\s]+):\S+ (?:long|short)$/.exec(name)?.[1]
  return poolCurrencies.get(name) ?? quote ?? currency
}

function totalDigits(amount: number): number {
  return Math.abs(amount) >= 1000 ? 0 : 2
}

/** A requirement of 0.2138 ETH is no rounding error: more digits the smaller it is. */
function partDigits(size: number): number {
  return size >= 1000 ? 0 : size >= 100 || size === 0 ? 2 : size >= 0.01 ? 4 : 6
}
