import type { CountedCollateral } from '../../margin/model.ts'
import { pendingProfit, type PricedAccount, type PricedPosition } from '../../margin/priced-account.ts'
import type { ContractRisk, RiskMemory } from './memory.ts'
import type { UnderlyingPlan } from './plan.ts'

/** Everything in one pool that moves with one underlying. */
export interface Unit {
  readonly underlying: string
  readonly plan: UnderlyingPlan
  readonly legs: readonly Leg[]
  /** Counted coin collateral, and profit in the coin from contracts on other underlyings; market currency. */
  readonly coinValue: number
}

/** A position as the house formula sees it. */
export interface Leg {
  readonly position: PricedPosition
  readonly contracts: number
  readonly size: number
  readonly quote: string
  readonly risk: ContractRisk
  /** Unrealised profit in the underlying's own coin, which moves with it; market currency. */
  readonly coinProfit: number
}

/** Groups a pool's positions and coins by underlying, in order of first appearance. */
export function unitsOf(
  { stableAssets }: PricedAccount,
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  memory: RiskMemory,
): readonly Unit[] {
  const legs = Map.groupBy(positions.map((position) => legOf(position, stableAssets, memory)), (leg) => leg.position.priced.instrument.underlying)
  const coins = coinValues(positions, collateral, stableAssets)
  const underlyings = new Set([...legs.keys(), ...coins.keys()])
  return [...underlyings].map((underlying) => ({
    underlying,
    plan: memory.planOf(underlying),
    legs: legs.get(underlying) ?? [],
    coinValue: coins.get(underlying) ?? 0,
  }))
}

function legOf(position: PricedPosition, stableAssets: ReadonlySet<string>, memory: RiskMemory): Leg {
  const { priced, contracts } = position
  const { settle, underlying, quote } = priced.instrument
  const isOwnCoin = settle === underlying && !stableAssets.has(settle)
  const coinProfit = isOwnCoin ? pendingProfit(position) * priced.settlePrice : 0
  return { position, contracts, size: priced.size, quote, risk: memory.riskOf(priced), coinProfit }
}

function coinValues(
  positions: readonly PricedPosition[],
  collateral: readonly CountedCollateral[],
  stableAssets: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  const add = (asset: string, value: number): unknown => values.set(asset, (values.get(asset) ?? 0) + value)
  for (const { asset, counted, price } of collateral) if (!stableAssets.has(asset) && counted !== 0) add(asset, counted * price)
  for (const position of positions) if (settlesInOtherCoin(position, stableAssets)) add(position.priced.instrument.settle, pendingProfit(position) * position.priced.settlePrice)
  return values
}

/** A contract paid in a coin that is not its underlying: its profit belongs to the coin's unit. */
export function settlesInOtherCoin({ priced }: PricedPosition, stableAssets: ReadonlySet<string>): boolean {
  const { settle, underlying } = priced.instrument
  return settle !== underlying && !stableAssets.has(settle)
}
