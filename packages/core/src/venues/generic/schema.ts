import { parseBySchema } from '../../document/parse-by-schema.ts'
import type { PositionTables } from '../../margin/assumed-tables.ts'
import { tablesSchema } from '../../margin/table-schema.ts'
import type { Result } from '../../num/result.ts'

/** The parameter object of the generic models, or every problem in it. A table left out is the assumed one. */
export const parseGenericParameters: (parameters: unknown) => Result<PositionTables> = parseBySchema(tablesSchema)
