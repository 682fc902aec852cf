import { sfc32, weighted } from '../../population/sfc32.ts'

/** A stream of numbers that follows from its seed alone. */
export interface Random {
  /** Anywhere in 0..1, 1 left out. */
  readonly next: () => number
  /** A whole number in 0..n−1. */
  readonly below: (n: number) => number
  readonly between: (min: number, max: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** One of the names, each as often as its weight. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K
  /** A stream of its own, so that more draws here move nothing there. */
  readonly fork: (name: string) => Random
}

export function randomOf(seed: string): Random {
  const next = sfc32([hash(seed, 1), hash(seed, 2), hash(seed, 3)], 12)
  const below = (n: number): number => Math.floor(next() * n)
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('a list to pick from must not be empty')
    return list[below(list.length)] as T
  }
  return {
    next,
    below,
    pick,
    between: (min, max) => min + (max - min) * next(),
    chance: (probability) => next() < probability,
    weighted: <K extends string>(weights: Readonly<Record<K, number>>) =>
      weighted(Object.entries(weights) as [K, number][], next()),
    fork: (name) => randomOf(`${seed}/${name}`),
  }
}

/** FNV-1a of 32 bits, from another start for each word of the state. */
function hash(text: string, salt: number): number {
  let h = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1)
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h | 0
}
