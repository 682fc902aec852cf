import { z } from 'zod'
import { failure, type Result, success } from '../num/result.ts'
import { name } from './field.ts'
import { failuresOf } from './problems.ts'

const provenance = z.enum(['published', 'third-party', 'inferred', 'assumed'])

const schema = z.strictObject({
  format: z.literal('plimsoll-params/1'),
  model: name(),
  set: name(),
  provenance: provenance.optional(),
  source: z.string().optional(),
  exceptions: z.array(z.strictObject({ path: z.string(), provenance, source: z.string() })).optional(),
  parameters: z.record(z.string(), z.unknown()),
})

/** A parameter set as it is written in a file; the model checks `parameters` itself. */
export interface ParametersDocument {
  readonly model: string
  readonly set: string
  readonly provenance: 'published' | 'third-party' | 'inferred' | 'assumed'
  readonly source: string
  readonly exceptions: readonly {
    readonly path: string
    readonly provenance: ParametersDocument['provenance']
    readonly source: string
  }[]
  readonly parameters: Readonly<Record<string, unknown>>
}

/** JSON Schema of `plimsoll-params/1`. */
export function parametersJsonSchema(): object {
  return z.toJSONSchema(schema, { io: 'input' })
}

/** The parameter set a document tells of, or every problem in it. What a user wrote without saying where from is assumed. */
export function parseParameters(document: unknown): Result<ParametersDocument> {
  const parsed = schema.safeParse(document)
  if (!parsed.success) return failure(...failuresOf(parsed.error.issues, document))
  const { model, set, provenance = 'assumed', source = 'user', exceptions = [], parameters } = parsed.data
  return success({ model, set, provenance, source, exceptions, parameters })
}
