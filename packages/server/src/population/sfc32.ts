/**
 * Numbers in [0, 1), multiples of 2⁻³², that look random and are the same on every machine: 32-bit integers only. The first
 * `skipped` are left out, as they still show the seed.
 *
 * @see Doty-Humphrey, C. (2010), PractRand: sfc32, three words of state and a counter.
 */
export function sfc32(seed: readonly [number, number, number], skipped: number): () => number {
  let [a, b, c] = seed
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let i = 0; i < skipped; i += 1) next()
  return next
}

/** The value that a share in [0, 1) of all weights falls on: each as likely as its weight. */
export function weighted<T>(rows: readonly (readonly [value: T, weight: number])[], share: number): T {
  let left = share * rows.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of rows) {
    left -= weight
    if (left < 0) return value
  }
  return (rows.at(-1) as (typeof rows)[number])[0]
}
