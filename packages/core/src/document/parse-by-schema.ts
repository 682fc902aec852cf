import type { z } from 'zod'
import { failure, type Result, success } from '../num/result.ts'
import { failuresOf } from './problems.ts'

/**
 * A reader of plain data by the schema of `T`: the value, or every problem with its path. The schema is made when it is
 * first needed: there are many, and a run needs few.
 */
export function parseBySchema<T>(schemaOf: () => z.ZodType): (value: unknown) => Result<T> {
  let schema: z.ZodType | undefined
  return (value) => {
    schema ??= schemaOf()
    const parsed = schema.safeParse(value)
    return parsed.success ? success(parsed.data as T) : failure(...failuresOf(parsed.error.issues, value))
  }
}
