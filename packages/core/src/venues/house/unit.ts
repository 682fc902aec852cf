import type { CountedCollateral } from '../../margin/model.ts'
import { type PricedAccount, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import type { ContractRisk, RiskMemory } from './memory.ts'
import type { UnderlyingPlan } from './plan.ts'

/** Everything in one pool that moves with one underlying. */
export interface Unit {
  readonly underlying: string
  readonly plan: UnderlyingPlan
  /** Market currency; 0 when there are no legs. */
  readonly index: number
  readonly legs: readonly Leg[]
  /** Counted coin collateral, and profit in the coin from contracts on other underlyings; market currency. */
  readonly coinValue: number
  /** Times to expiry found among the legs, years. */
  readonly years: readonly number[]
  /** Quote currencies found among the legs, and the market's. */
  readonly quoteCount: number
  /** Option series found among the legs. */
  readonly seriesCount: number
}

/** A position as the house formula sees it. Places are numbered within the unit, so that adding up needs no look-ups. */
export interface Leg {
  readonly position: PricedPosition
  readonly contracts: number
  readonly size: number
  readonly risk: ContractRisk
  /** Unrealised profit in the underlying's own coin, which moves with it; market currency. */
  readonly coinProfit: number
  /** Place of its time to expiry in `years`. */
  readonly expiry: number
  /** Place of its quote currency; 0 is the market's. */
  readonly quote: number
  /** Place of its option series; −1 for the rest. */
  readonly series: number
}

/** Groups a pool's positions and coins by underlying, in order of first appearance. */
export function unitsOf(
  { stableAssets, currency }: PricedAccount,
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  memory: RiskMemory,
): readonly Unit[] {
  const grouped = Map.groupBy(positions, ({ priced }) => priced.instrument.underlying)
  const coins = coinValues(positions, collateral, stableAssets)
  const underlyings = new Set([...grouped.keys(), ...coins.keys()])
  return [...underlyings].map((underlying) => ({
    underlying,
    plan: memory.planOf(underlying),
    coinValue: coins.get(underlying) ?? 0,
    ...legsOf(grouped.get(underlying) ?? [], currency, stableAssets, memory),
  }))
}

function legsOf(
  positions: readonly PricedPosition[],
  currency: string,
  stableAssets: ReadonlySet<string>,
  memory: RiskMemory,
): Pick<Unit, 'index' | 'legs' | 'years' | 'quoteCount' | 'seriesCount'> {
  const years: number[] = []
  const quotes = [currency]
  const series = new Map<string, number>()
  const legs = positions.map((position) => {
    const { priced, contracts } = position
    const risk = memory.riskOf(priced)
    return {
      position,
      contracts,
      size: priced.size,
      risk,
      coinProfit: ownCoinProfit(position, stableAssets),
      expiry: placeIn(years, risk.years),
      quote: placeIn(quotes, priced.instrument.quote),
      series: risk.series === '' ? -1 : placeAmong(series, risk.series),
    }
  })
  return { index: legs.at(-1)?.risk.index ?? 0, legs, years, quoteCount: quotes.length, seriesCount: series.size }
}

function ownCoinProfit(position: PricedPosition, stableAssets: ReadonlySet<string>): number {
  const { settle, underlying } = position.priced.instrument
  const isOwnCoin = settle === underlying && !stableAssets.has(settle)
  return isOwnCoin ? pendingProfit(position) * position.priced.settlePrice : 0
}

/** A unit has few expiries and fewer quotes: to look through them is faster than a map. */
function placeIn<T>(known: T[], key: T): number {
  const at = known.indexOf(key)
  return at >= 0 ? at : known.push(key) - 1
}

function placeAmong(known: Map<string, number>, key: string): number {
  const at = known.get(key) ?? known.size
  known.set(key, at)
  return at
}

function coinValues(
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  stableAssets: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  const add = (asset: string, value: number): unknown => values.set(asset, (values.get(asset) ?? 0) + value)
  for (const { asset, counted, price } of collateral)
    if (!stableAssets.has(asset) && counted !== null && counted !== 0) add(asset, counted * price)
  for (const position of positions)
    if (settlesInOtherCoin(position, stableAssets))
      add(position.priced.instrument.settle, pendingProfit(position) * position.priced.settlePrice)
  return values
}

/** A contract paid in a coin that is not its underlying: its profit belongs to the coin's unit. */
export function settlesInOtherCoin({ priced }: PricedPosition, stableAssets: ReadonlySet<string>): boolean {
  const { settle, underlying } = priced.instrument
  return settle !== underlying && !stableAssets.has(settle)
}
