import type { Random } from './random.ts'

/** Everything that takes time waits here until the driver ends one of the waits: that is where a crash can fall. */
export interface Waits {
  readonly wait: () => Promise<void>
  readonly count: () => number
  /** Ends one of them, whichever the stream picks; false when nothing waits. */
  readonly endOne: (random: Random) => boolean
  /** A process that died waits for nothing: none of them ever ends. */
  readonly forget: () => void
}

export function waitsOf(): Waits {
  let pending: (() => void)[] = []
  return {
    wait: () =>
      new Promise((resolve) => {
        pending.push(resolve)
      }),
    count: () => pending.length,
    endOne: (random) => {
      const [end] = pending.splice(random.below(pending.length), 1)
      end?.()
      return end !== undefined
    },
    forget: () => {
      pending = []
    },
  }
}

/** Until every promise that could be settled by now has been, and what they led to. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
