import { ExampleError, type VectorRule, venues } from '@plimsoll/core'
import { computeBlack76 } from './black76-case.ts'
import { CaseError } from './case-error.ts'
import { computePublished } from './published-case.ts'
import type { VectorCase } from './vector-file.ts'

/** A row of the answer: every case has one, also one that fails. */
export interface ComputedCase {
  readonly kind: string
  readonly id: string
  readonly computed: unknown
  readonly error?: { readonly code: string; readonly message: string }
}

/** By kind of file; a venue answers for its own. */
const kinds: Readonly<Record<string, VectorRule>> = {
  black76: computeBlack76,
  'published-example': computePublished,
  ...Object.fromEntries(venues().flatMap(({ conformance }) => Object.entries(conformance?.vectors ?? {}))),
}

/** Computes one case with the library. Never throws. */
export function computeCase(vector: VectorCase): ComputedCase {
  const { kind, id, fields, meta } = vector
  try {
    const compute = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    if (compute === undefined)
      throw new CaseError('kind.unsupported', `kind must be one of ${Object.keys(kinds).join(', ')}, is ${kind}`)
    return { kind, id, computed: compute(fields, meta) }
  } catch (error) {
    const code = error instanceof CaseError || error instanceof ExampleError ? error.code : 'engine.bug'
    return {
      kind,
      id,
      computed: null,
      error: { code, message: error instanceof Error ? error.message : String(error) },
    }
  }
}
