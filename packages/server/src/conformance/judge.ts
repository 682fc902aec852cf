import type { ComputedCase } from './compute-case.ts'
import { type ToleranceOf, toleranceOf } from './tolerance.ts'
import type { VectorCase } from './vector-file.ts'

/** The number of a case that comes nearest its tolerance, or is farthest beyond it. */
export interface WorstError {
  readonly error: number
  readonly tolerance: number
  /** Id of the case and the place in it. */
  readonly where: string
}

export interface Verdict {
  /** Null when there is nothing to hold against: no expected value, or no computed one. */
  readonly agrees: boolean | null
  readonly worst: WorstError | null
}

/** Tolerances are not answers. */
const notCompared = new Set(['impliedVolHalfUlp'])

/** Holds a computed case against what the file expects. */
export function judge(vector: VectorCase, row: ComputedCase): Verdict {
  const expected = vector.fields['expected']
  if (expected === undefined || row.error !== undefined) return { agrees: null, worst: null }
  const found: Finding[] = []
  collect([], expected, row.computed, toleranceOf(vector), found)
  let worst: Finding | null = null
  for (const finding of found) if (worst === null || strain(finding) > strain(worst)) worst = finding
  const agrees = found.every(({ error, tolerance }) => error <= tolerance)
  return {
    agrees,
    worst:
      worst === null
        ? null
        : { error: worst.error, tolerance: worst.tolerance, where: [vector.id, ...worst.path].join(' ') },
  }
}

interface Finding {
  readonly path: readonly string[]
  readonly error: number
  readonly tolerance: number
}

/** Error in units of its tolerance. */
export function strain({ error, tolerance }: Pick<WorstError, 'error' | 'tolerance'>): number {
  return error === 0 ? 0 : error / tolerance
}

function collect(
  path: readonly string[],
  expected: unknown,
  computed: unknown,
  tolerance: ToleranceOf,
  found: Finding[],
): void {
  if (typeof expected === 'number') {
    const error = typeof computed === 'number' ? Math.abs(computed - expected) : Number.POSITIVE_INFINITY
    found.push({ path, error, tolerance: tolerance(path, expected) })
  } else if (isObject(expected)) {
    const answer = isObject(computed) ? computed : {}
    for (const [key, value] of Object.entries(expected))
      if (!notCompared.has(key)) collect([...path, key], value, answer[key], tolerance, found)
  } else found.push({ path, error: expected === computed ? 0 : Number.POSITIVE_INFINITY, tolerance: 0 })
}

/** Lists are compared like objects, by index. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
