import { sfc32, weighted } from './sfc32.ts'

/** Numbers that look random and are the same on every machine. */
export interface Random {
  /** In [0, 1), a multiple of 2⁻³². */
  readonly next: () => number
  /** In [low, high). */
  readonly between: (low: number, high: number) => number
  /** Whole, in [0, count). */
  readonly below: (count: number) => number
  /** One of the values, each as likely as its weight. */
  readonly pick: <T>(rows: readonly (readonly [value: T, weight: number])[]) => T
}

export function randomOf(seed: number): Random {
  const next = sfc32([seed | 0, Math.imul(seed, 0x9e3779b9) | 0, 0x243f6a88], 16)
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (count) => Math.floor(next() * count),
    pick: (rows) => weighted(rows, next()),
  }
}
