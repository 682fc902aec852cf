/** Numbers that look random and are the same on every machine: 32-bit integers only. */
export interface Random {
  /** In [0, 1), a multiple of 2⁻³². */
  readonly next: () => number
  /** In [low, high). */
  readonly between: (low: number, high: number) => number
  /** Whole, in [0, count). */
  readonly below: (count: number) => number
  /** One of the values, each as likely as its weight. */
  readonly pick: <T>(weighted: readonly (readonly [value: T, weight: number])[]) => T
}

/**
 * @see Chris Doty-Humphrey, PractRand: sfc32, three words of state and a counter.
 */
export function randomOf(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, Math.imul(seed, 0x9e3779b9) | 0, 0x243f6a88, 1]
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) word()
  const next = (): number => word() / 4294967296
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (count) => Math.floor(next() * count),
    pick: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of weighted) {
        left -= weight
        if (left < 0) return value
      }
      return (weighted.at(-1) as (typeof weighted)[number])[0]
    },
  }
}
