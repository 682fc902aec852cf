import type { z } from 'zod'
import { type Failure, type FailureCode, pointer, problem } from '../num/result.ts'

/** More would not be read; the count is still told. */
const problemsMax = 50

/** Every issue zod found, in our codes and words, each with its JSON Pointer. */
export function failuresOf(issues: readonly z.core.$ZodIssue[], document: unknown): readonly Failure[] {
  return firstOf(issues.flatMap((issue) => failuresOfIssue(issue, document)))
}

/** As many problems as anyone reads, and how many are left. */
export function firstOf(failures: readonly Failure[]): readonly Failure[] {
  const left = failures.length - problemsMax
  if (left <= 0) return failures
  return [...failures.slice(0, problemsMax), problem('document.value', '', `and ${left} more problems`)]
}

/**
 * Names in the table at `field` that a record cannot carry: zod leaves `__proto__` out without a word, and a balance
 * must not vanish.
 */
export function reservedNames(document: unknown, field: string): readonly Failure[] {
  const table = (document as Record<string, unknown> | null | undefined)?.[field]
  if (typeof table !== 'object' || table === null || !Object.hasOwn(table, '__proto__')) return []
  return [problem('document.value', pointer(field, '__proto__'), 'must have another name, __proto__ is reserved')]
}

function failuresOfIssue(issue: z.core.$ZodIssue, document: unknown): readonly Failure[] {
  const path = pointer(...issue.path)
  const value = valueAt(document, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem('document.unknown-field', `${path}${pointer(key)}`, 'unknown field'))
    case 'custom':
      return [problem(codeOf(issue.params), path, issue.message)]
    case 'invalid_type':
      return [invalidType(issue, path, value)]
    case 'invalid_key':
      return issue.issues.map((inner) => problem('document.value', path, `name ${expectation(inner)}`))
    case 'invalid_union':
      return [unknownKind(issue, path, value)]
    case 'invalid_value':
      return [unlistedValue(issue, path, value)]
    default: {
      const code = 'origin' in issue && issue.origin === 'number' ? 'number.range' : 'document.value'
      return [problem(code, path, `${expectation(issue)}, is ${shown(value)}`)]
    }
  }
}

function codeOf(params: Record<string, unknown> | undefined): FailureCode {
  return (params?.['code'] as FailureCode | undefined) ?? 'document.value'
}

function invalidType(issue: z.core.$ZodIssueInvalidType, path: string, value: unknown): Failure {
  if (value === undefined) return problem('document.missing-field', path, `must be present (${issue.expected})`)
  if (issue.expected === 'number' && typeof value === 'number')
    return problem('number.not-finite', path, `must be finite, is ${value}`)
  return problem('document.type', path, `must be ${article(issue.expected)}, is ${shown(value)}`)
}

/** A kind decides which fields there are, so nothing more can be said of an object without one. */
function unknownKind(issue: z.core.$ZodIssueInvalidUnion, path: string, value: unknown): Failure {
  if ('options' in issue) return notOneOf(issue.options ?? [], path, value)
  return problem('document.value', path, `must be one of the known shapes, is ${shown(value)}`)
}

function unlistedValue({ values }: z.core.$ZodIssueInvalidValue, path: string, value: unknown): Failure {
  const isFormat = path === '/format' && value !== undefined
  return isFormat ? problem('document.format', path, oneOf(values, value)) : notOneOf(values, path, value)
}

function notOneOf(values: readonly unknown[], path: string, value: unknown): Failure {
  if (value === undefined) return problem('document.missing-field', path, `must be present (${listOf(values)})`)
  return problem('document.value', path, oneOf(values, value))
}

function oneOf(values: readonly unknown[], value: unknown): string {
  return `must be ${listOf(values)}, is ${shown(value)}`
}

function listOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ')
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `must have at most ${issue.maximum}`
    case 'too_small':
      return `must ${issue.origin === 'number' ? 'be' : 'have'} at least ${issue.minimum}`
    default:
      return issue.message
  }
}

function article(type: string): string {
  return type === 'string'
    ? 'text'
    : type === 'int'
      ? 'a whole number'
      : /^[aeiou]/.test(type)
        ? `an ${type}`
        : `a ${type}`
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key]
  return value
}
