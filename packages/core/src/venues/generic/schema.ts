import { failuresOf } from '../../document/problems.ts'
import type { PositionTables } from '../../margin/assumed-tables.ts'
import { tablesSchema } from '../../margin/table-schema.ts'
import { failure, type Result, success } from '../../num/result.ts'

/** The parameter object of the generic models, or every problem in it. A table left out is the assumed one. */
export function parseGenericParameters(parameters: unknown): Result<PositionTables> {
  const parsed = tablesSchema().safeParse(parameters)
  return parsed.success ? success(parsed.data) : failure(...failuresOf(parsed.error.issues, parameters))
}
