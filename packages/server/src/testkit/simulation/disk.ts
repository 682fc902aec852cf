import type { Random } from './random.ts'

/** Lines of a file, of which those written since the last sync may be lost, each alone, in a crash. */
export interface Disk {
  /** What a process that reads now sees. */
  readonly lines: () => readonly string[]
  readonly write: (lines: readonly string[]) => void
  readonly sync: () => void
  /** Keeps the first `count` lines. */
  readonly cut: (count: number) => void
  readonly crash: (random: Random) => void
}

export function diskOf(): Disk {
  let durable: string[] = []
  let cached: string[] = []
  return {
    lines: () => [...durable, ...cached],
    write: (lines) => {
      cached.push(...lines)
    },
    sync: () => {
      durable.push(...cached)
      cached = []
    },
    cut: (count) => {
      durable = [...durable, ...cached].slice(0, count)
      cached = []
    },
    crash: (random) => {
      durable.push(...survivors(cached, random))
      cached = []
    },
  }
}

/** Unsynced lines after a crash: all, none, a beginning whose last line is torn, or some with others lost between. */
function survivors(cached: readonly string[], random: Random): readonly string[] {
  if (cached.length === 0) return []
  switch (random.weighted({ all: 2, none: 2, torn: 3, holes: 2 })) {
    case 'all':
      return cached
    case 'none':
      return []
    case 'torn': {
      const kept = random.below(cached.length)
      const torn = cached[kept] ?? ''
      return [...cached.slice(0, kept), torn.slice(0, random.below(torn.length))]
    }
    case 'holes':
      return cached.filter(() => random.chance(0.6))
  }
}
