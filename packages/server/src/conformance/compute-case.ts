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

const kinds: Readonly<Record<string, (vector: VectorCase) => unknown>> = {
  black76: computeBlack76,
  'published-example': computePublished,
}

/** Computes one case with the library. Never throws. */
export function computeCase(vector: VectorCase): ComputedCase {
  const { kind, id } = vector
  try {
    const compute = kinds[kind]
    if (compute === undefined)
      throw new CaseError('kind.unsupported', `kind must be one of ${Object.keys(kinds).join(', ')}, is ${kind}`)
    return { kind, id, computed: compute(vector) }
  } catch (error) {
    const code = error instanceof CaseError ? error.code : 'engine.bug'
    return {
      kind,
      id,
      computed: null,
      error: { code, message: error instanceof Error ? error.message : String(error) },
    }
  }
}
