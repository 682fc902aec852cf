import type { EngineState } from '../state.ts'
import { type Fence, fence } from './fence.ts'
import type { Room } from './room.ts'
import { type PriceKey, type PriceKeys, priceOf } from './touched.ts'

/** Boxes of prices, one for each account that waits in one, by its place in the order of opening. */
export interface PriceBoxes {
  /** Puts an account into a box around the present prices; whatever box it was in no longer counts. */
  enclose(slot: number, keys: PriceKeys, room: Room): void
  /** Takes an account out of its box. */
  release(slot: number): void
  /** Accounts that have left their boxes, now that these prices were told, each once. */
  left(moved: readonly PriceKey[]): ReadonlySet<number>
}

interface Fences {
  readonly up: Fence
  /** Of negated prices. */
  readonly down: Fence
  last: number | undefined
}

export function priceBoxes(state: EngineState): PriceBoxes {
  const stamps: number[] = []
  const prices = new Map<PriceKey, Fences>()
  const clock = fence()
  const isCurrent = (slot: number, stamp: number): boolean => stamps[slot] === stamp

  function fencesOf(key: PriceKey): Fences {
    const known = prices.get(key)
    if (known !== undefined) return known
    const made = { up: fence(), down: fence(), last: priceOf(state.core, key) }
    prices.set(key, made)
    return made
  }
  function enclosePrice(key: PriceKey, moveFrac: number, slot: number): void {
    const { up, down, last = 0 } = fencesOf(key)
    const stamp = stamps[slot] as number
    up.add(last * (1 + moveFrac), slot, stamp)
    down.add(-last * (1 - moveFrac), slot, stamp)
  }
  function movePrice(key: PriceKey, taken: (slot: number, stamp: number) => void): void {
    const fences = prices.get(key)
    const price = priceOf(state.core, key)
    if (fences === undefined || price === fences.last) return
    fences.last = price
    // A price that is gone, which only a volatility can be, has moved beyond every fence.
    fences.up.cross(price ?? Number.POSITIVE_INFINITY, taken)
    fences.down.cross(price === undefined ? Number.POSITIVE_INFINITY : -price, taken)
    fences.up.tidy(isCurrent)
    fences.down.tidy(isCurrent)
  }

  return {
    enclose(slot, { moving, pinned }, { moveFrac, until }) {
      stamps[slot] = (stamps[slot] ?? 0) + 1
      for (const key of moving) enclosePrice(key, moveFrac, slot)
      for (const key of pinned) enclosePrice(key, 0, slot)
      if (until !== undefined) clock.add(until, slot, stamps[slot] as number)
    },
    release(slot) {
      stamps[slot] = (stamps[slot] ?? 0) + 1
    },
    left(moved) {
      const out = new Set<number>()
      const take = (slot: number, stamp: number): void => {
        if (isCurrent(slot, stamp)) out.add(slot)
      }
      for (const key of moved) movePrice(key, take)
      clock.cross(state.core.at, take)
      clock.tidy(isCurrent)
      return out
    },
  }
}
