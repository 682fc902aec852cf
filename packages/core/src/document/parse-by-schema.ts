import type { z } from 'zod'
import { failure, type Result, success } from '../num/result.ts'
import { failuresOf } from './problems.ts'

/** A reader of plain data by the schema of `T`: the value, or every problem with its path. */
export function parseBySchema<T>(schema: z.ZodType): (value: unknown) => Result<T> {
  return (value) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? success(parsed.data as T) : failure(...failuresOf(parsed.error.issues, value))
  }
}
