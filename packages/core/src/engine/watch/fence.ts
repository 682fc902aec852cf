/** Bounds that prices may cross upward, each with who waits behind it. */
export interface Fence {
  /** `stamp` tells whether the entry still counts when the price comes to it. */
  add(bound: number, slot: number, stamp: number): void
  /** Takes off every entry whose bound is at or below `price`. */
  cross(price: number, taken: (slot: number, stamp: number) => void): void
  /** Drops entries that no longer count, once they are most of what is kept. */
  tidy(isCurrent: (slot: number, stamp: number) => boolean): void
}

const tidyFrom = 1024

/**
 * A binary heap, least bound first: adding and taking cost a logarithm of what is kept, and a price that crosses nothing
 * costs one comparison. A fence against falling prices is one of negated prices.
 */
export function fence(): Fence {
  const bounds: number[] = []
  const slots: number[] = []
  const stamps: number[] = []
  let liveAtLast = tidyFrom

  function swap(i: number, j: number): void {
    for (const column of [bounds, slots, stamps]) {
      const held = column[i] as number
      column[i] = column[j] as number
      column[j] = held
    }
  }
  function isLess(i: number, j: number): boolean {
    return (bounds[i] as number) < (bounds[j] as number)
  }
  function rise(from: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isLess(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }
  function sink(from: number): void {
    let at = from
    for (;;) {
      const left = 2 * at + 1
      if (left >= bounds.length) return
      const right = left + 1
      const least = right < bounds.length && isLess(right, left) ? right : left
      if (!isLess(least, at)) return
      swap(at, least)
      at = least
    }
  }
  function removeFirst(): void {
    swap(0, bounds.length - 1)
    for (const column of [bounds, slots, stamps]) column.pop()
    sink(0)
  }

  return {
    add(bound, slot, stamp) {
      bounds.push(bound)
      slots.push(slot)
      stamps.push(stamp)
      rise(bounds.length - 1)
    },
    cross(price, taken) {
      while (bounds.length > 0 && (bounds[0] as number) <= price) {
        const slot = slots[0] as number
        const stamp = stamps[0] as number
        removeFirst()
        taken(slot, stamp)
      }
    },
    tidy(isCurrent) {
      if (bounds.length < 2 * liveAtLast) return
      let kept = 0
      for (let i = 0; i < bounds.length; i++) if (isCurrent(slots[i] as number, stamps[i] as number)) swap(kept++, i)
      for (const column of [bounds, slots, stamps]) column.length = kept
      for (let i = (kept >> 1) - 1; i >= 0; i--) sink(i)
      liveAtLast = Math.max(tidyFrom, kept)
    },
  }
}
