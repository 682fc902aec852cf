import type { Pool } from '../../margin/model.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import type { HeldPosition } from '../account.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { maintenanceAlone } from './alone.ts'
import { attempt, type Candidate, perform } from './attempt.ts'
import { reductionOf } from './candidates.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { positionsIn } from './pool-contents.ts'

/**
 * Shrinks a position of a higher tier until it fits the tier below, the one that needs most first; nothing where all are
 * in their lowest tier. Where its tiers end is read off the model's own maintenance margin, whatever its tables are.
 */
export function stepDownTier(liquidation: Liquidation, standing: AccountStanding, pool: Pool): boolean {
  const positions = byNeed(
    liquidation,
    positionsIn(accountOf(liquidation), pool).map(([, held]) => held),
  )
  const candidates = positions.flatMap((held) => {
    const share = tierBelow(liquidation, held)
    return share === undefined ? [] : [shrunkTo(held, share)]
  })
  const helpful = candidates.find((each) => attempt(liquidation, standing, pool, each) !== undefined)
  if (helpful !== undefined) perform(liquidation, pool, helpful)
  return helpful !== undefined
}

/** Those that need most maintenance margin first; what needs the same keeps its order. */
export function byNeed(liquidation: Liquidation, positions: readonly HeldPosition[]): readonly HeldPosition[] {
  return positions
    .map((held) => ({ held, need: maintenanceAlone(liquidation, held) }))
    .sort((a, b) => b.need - a.need)
    .map(({ held }) => held)
}

const contractScale = 8

function shrunkTo(held: HeldPosition, share: number): Candidate {
  const kept = fromRisk(toRisk(held.contracts) * share, contractScale, held.contracts.sign() > 0 ? 'down' : 'up')
  return { ...reductionOf(held), contracts: kept.minus(held.contracts) }
}

/** Length over which the slope of maintenance margin is measured, and the difference of slopes that is a tier, as shares. */
const probe = 1e-4
const slopeStep = 1e-3
const halvings = 24

/**
 * The largest share of a position at which one more contract asks for less maintenance margin than its last one does: the
 * end of the tier below. Undefined when there is none.
 */
function tierBelow(liquidation: Liquidation, held: HeldPosition): number | undefined {
  const needAt = (share: number): number => maintenanceAlone(liquidation, sized(held, share))
  const slopeFrom = (share: number): number => needAt(share + probe) - needAt(share)
  const last = 1 - probe
  const steepest = slopeFrom(last)
  const isBelow = (share: number): boolean => slopeFrom(share) < steepest * (1 - slopeStep)
  if (!isBelow(probe)) return undefined
  let [low, high] = [probe, last]
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2
    if (isBelow(middle)) low = middle
    else high = middle
  }
  // Where a tier ends the slope jumps; a requirement that grows steadily has no tiers.
  const jump = slopeFrom(Math.min(last, low + 2 * probe)) - slopeFrom(Math.max(0, low - 2 * probe))
  return jump > steepest * slopeStep ? low : undefined
}

function sized(held: HeldPosition, share: number): HeldPosition {
  const contracts = fromRisk(toRisk(held.contracts) * share, 18, 'nearest-even')
  return { ...held, contracts, cost: held.cost.times(contracts).dividedBy(held.contracts, 18, 'nearest-even') }
}
