import { z } from 'zod'
import { Decimal } from '../num/decimal.ts'
import { failure, type Result, success } from '../num/result.ts'
import { decimalText, name } from './field.ts'
import { failuresOf } from './problems.ts'

const schema = z.strictObject({
  format: z.literal('plimsoll-mode-policy/1'),
  cleanSlate: z.boolean(),
  equityMin: decimalText('non-negative'),
  disclosures: z.array(name()),
  accepted: z.array(name()),
})

/** What a mode switch asks for, and which disclosures this account has accepted. */
export interface ModePolicyDocument {
  readonly cleanSlate: boolean
  /** Report currency. */
  readonly equityMin: Decimal
  readonly disclosures: readonly string[]
  readonly accepted: readonly string[]
}

/** JSON Schema of `plimsoll-mode-policy/1`. */
export function modePolicyJsonSchema(): object {
  return z.toJSONSchema(schema, { io: 'input' })
}

/** The policy a document tells of, or every problem in it. */
export function parseModePolicy(document: unknown): Result<ModePolicyDocument> {
  const parsed = schema.safeParse(document)
  if (!parsed.success) return failure(...failuresOf(parsed.error.issues, document))
  const { format: _format, equityMin, ...rest } = parsed.data
  return success({ ...rest, equityMin: Decimal.of(equityMin) })
}
