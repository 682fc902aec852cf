import { nudgeFrac, type PositionMarginals } from '../../margin/marginals.ts'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import type { HouseEngine } from './engine.ts'
import { houseRisk, type UnitRisk, unitRisk } from './risk.ts'
import { sumUnit, type UnitSums, withLeg } from './sums.ts'
import { type Leg, settlesInOtherCoin, type Unit } from './unit.ts'

/**
 * What each pooled position does to the requirement, from the sums with that one position changed, so that a book of
 * n positions costs n risk arrays and not n². Null where a profit belongs to another unit than its position.
 */
export function houseMarginals(
  { stableAssets }: PricedAccount,
  units: readonly Unit[],
  { parameters, market, newRow }: HouseEngine,
): ReadonlyMap<PricedPosition, PositionMarginals> | null {
  if (units.some(({ legs }) => legs.some(({ position }) => settlesInOtherCoin(position, stableAssets)))) return null
  const sums = units.map((unit) => sumUnit(unit, newRow))
  const risks = units.map((unit, i) => riskOf(unit, sums[i] as UnitSums))
  const total = (changed: readonly UnitRisk[]): number =>
    houseRisk(changed, newRow(market.length), parameters).maintenance
  const now = total(risks)

  function riskOf({ underlying, plan }: Unit, changed: UnitSums): UnitRisk {
    return unitRisk(underlying, plan, changed, parameters)
  }
  function marginalsOf(unit: Unit, i: number, leg: Leg): PositionMarginals {
    const changed = (factor: number): number =>
      total(risks.with(i, riskOf(unit, withLeg(sums[i] as UnitSums, unit, leg, factor, newRow))))
    const alone = { ...unit, legs: [leg], coinValue: 0 }
    return {
      alone: total([riskOf(alone, sumUnit(alone, newRow))]),
      adds: now - changed(-1),
      slope: (changed(nudgeFrac) - now) / nudgeFrac,
    }
  }
  return new Map(units.flatMap((unit, i) => unit.legs.map((leg) => [leg.position, marginalsOf(unit, i, leg)])))
}
