/** A source of choices that is the same for the same seed, on every machine. */
export interface Random {
  /** A whole number from `min` up to `max`, both included. */
  int(min: number, max: number): number
  pick<T>(of: readonly T[]): T
  /** True once in `n`. */
  oneIn(n: number): boolean
}

/** xorshift32, whose state is never zero. */
export function randomOf(seed: number): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  for (let i = 0; i < 8; i += 1) next()
  const int = (min: number, max: number): number => min + (next() % (max - min + 1))
  return { int, pick: (of) => of[int(0, of.length - 1)] as (typeof of)[number], oneIn: (n) => int(1, n) === 1 }
}
