import type { ParameterSet } from '../margin/model.ts'
import type { Provenance } from '../margin/provenance.ts'
import { pointer } from '../num/result.ts'

/** A parameter that two sets do not agree on. */
export interface ParameterChange {
  /** JSON Pointer into the parameters. */
  readonly path: string
  readonly change: 'changed' | 'added' | 'removed'
  /** Null when it was added; what stands there may be null too. */
  readonly before: unknown
  /** Null when it was removed. */
  readonly after: unknown
  /** Where each of them comes from. */
  readonly sources: { readonly before: SourceOfParameter | null; readonly after: SourceOfParameter | null }
}

export interface SourceOfParameter {
  readonly provenance: Provenance
  readonly source: string
}

/**
 * Every parameter in which two sets of a model differ, in the order of the first. Objects are compared name by name, lists
 * of objects or lists place by place; a list of plain values is one value.
 */
export function parameterChanges(
  before: ParameterSet<unknown>,
  after: ParameterSet<unknown>,
): readonly ParameterChange[] {
  return differences(before.parameters, after.parameters, []).map(({ keys, ...change }) => ({
    path: pointer(...keys),
    ...change,
    sources: {
      before: change.change === 'added' ? null : sourceOf(before, keys),
      after: change.change === 'removed' ? null : sourceOf(after, keys),
    },
  }))
}

type Difference = Pick<ParameterChange, 'change' | 'before' | 'after'> & { readonly keys: readonly string[] }

function differences(before: unknown, after: unknown, keys: readonly string[]): readonly Difference[] {
  if (!(isNested(before) && isNested(after)) || Array.isArray(before) !== Array.isArray(after))
    return isSame(before, after) ? [] : [{ keys, change: 'changed', before, after }]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name): readonly Difference[] => {
    const path = [...keys, name]
    if (!(name in before)) return [{ keys: path, change: 'added', before: null, after: after[name] }]
    if (!(name in after)) return [{ keys: path, change: 'removed', before: before[name], after: null }]
    return differences(before[name], after[name], path)
  })
}

type Nested = Readonly<Record<string, unknown>>

/** Has parts that are compared by themselves. A list of plain values has none: a grid of moves is one parameter. */
function isNested(value: unknown): value is Nested {
  if (typeof value !== 'object' || value === null) return false
  return !Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null)
}

/** Parameters are plain data whose fields stand in one order. */
function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

// That of the exception which names the parameter or something around it, the closest one; else the set's. A star before
// the last key stands for any: the scale of every token is named /tokens, star, scale.
function sourceOf(
  { provenance, source, exceptions }: ParameterSet<unknown>,
  keys: readonly string[],
): SourceOfParameter {
  const parameter = pointer(...keys).split('/')
  const depthOf = (path: string): number => {
    const named = (path.startsWith('/') ? path : pointer(...path.split('.'))).split('/')
    const isAt = (key: string, i: number): boolean =>
      key === parameter[i] || (key === '*' && i < named.length - 1 && i < parameter.length)
    return named.every(isAt) ? named.length : -1
  }
  const closest = exceptions
    .map((exception) => ({ exception, depth: depthOf(exception.path) }))
    .filter(({ depth }) => depth > 0)
    .toSorted((a, b) => b.depth - a.depth)[0]?.exception
  return closest === undefined ? { provenance, source } : { provenance: closest.provenance, source: closest.source }
}
