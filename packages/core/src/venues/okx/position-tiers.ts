import type { PositionTerms, PricedPosition } from '../../margin/priced-account.ts'
import type { PositionTier, PositionTierTable } from './parameters.ts'

/** Rates of the tier that a position is in, for all of it. */
export interface TierRates {
  readonly mmrFrac: number
  readonly imrFrac: number
}

type Contract = Pick<PricedPosition['priced'], 'instrument' | 'size'>

/** What a table is looked up by, in this order: the symbol, the family of its futures, the coin, the rest. */
export function tierTableOf(
  tables: Readonly<Record<string, PositionTierTable | null>>,
  { instrument }: Pick<Contract, 'instrument'>,
): PositionTierTable | null {
  const { underlying, quote, settle, kind, symbol } = instrument
  const family = `${underlying}/${quote}:${settle}`
  for (const name of [symbol, kind === 'future' ? `${family} futures` : family, underlying, '*'])
    if (Object.hasOwn(tables, name)) return tables[name] ?? null
  return null
}

/** Size of a position in contracts of the table. Coins of an inverse contract, and dollars of a linear one, are at the mark. */
export function tierSize(
  { contractSize, contractUnit }: PositionTierTable,
  { instrument, size }: Contract,
  contracts: number,
  mark: number,
): number {
  const own = Math.abs(contracts) * size
  const isOwnUnit = (instrument.payout === 'linear') === (contractUnit === 'coin')
  if (isOwnUnit) return own / contractSize
  return (instrument.payout === 'linear' ? own * mark : own / mark) / contractSize
}

/** Contracts are held in whole lots: a bound is met a rounding error above it too. */
const boundTolerance = 1e-12

/**
 * The tier of a size in contracts: bounds are inclusive. Beyond the listed tiers each step adds its size and its rate;
 * no rate is above 1.
 */
export function tierRates({ tiers, step }: PositionTierTable, size: number): TierRates {
  const reaches = (max: number | null): boolean => max === null || size <= max * (1 + boundTolerance)
  const [lastMax, lastMmr, lastImr] = tiers.at(-1) as PositionTier
  const found = tiers.find(([max]) => reaches(max))
  if (found !== undefined) return { mmrFrac: found[1], imrFrac: found[2] }
  if (step === null || lastMax === null) return { mmrFrac: lastMmr, imrFrac: lastImr }
  const more = Math.ceil(((size - lastMax) / step.contracts) * (1 - boundTolerance)) * step.rateFrac
  return { mmrFrac: Math.min(1, lastMmr + more), imrFrac: Math.min(1, lastImr + more) }
}

/** Factors of the mark at which a position whose size is read at the mark leaves its tier, with the rate on either side. */
export function tierBounds(
  table: PositionTierTable,
  size: number,
): readonly { readonly bound: number; readonly jumpFrac: number }[] {
  const bounds = [...table.tiers.flatMap(([max]) => (max === null ? [] : [max])), ...stepBounds(table, size)]
  return bounds.map((bound) => ({
    bound,
    jumpFrac: tierRates(table, bound * (1 + 1e-6)).mmrFrac - tierRates(table, bound).mmrFrac,
  }))
}

/** Most bounds beyond the listed tiers that a search looks at. */
const stepsMax = 200

function stepBounds({ tiers, step }: PositionTierTable, size: number): readonly number[] {
  const [last] = tiers.at(-1) as PositionTier
  if (step === null || last === null) return []
  const near = Math.max(0, Math.floor((size - last) / step.contracts) - stepsMax / 2)
  return Array.from({ length: stepsMax }, (_, i) => last + (near + i) * step.contracts).filter((bound) => bound > last)
}

/** Leverage that a position is margined at: the chosen one, at most what its tier allows. */
export function imrOf({ leverage }: Pick<PositionTerms, 'leverage'>, { imrFrac }: TierRates): number {
  return leverage === undefined ? imrFrac : Math.max(imrFrac, 1 / leverage)
}
