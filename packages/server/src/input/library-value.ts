import type { Failure, Result } from '@plimsoll/core'
import { InputError, type InputProblem } from './input-problem.ts'

/**
 * The value of a library result. Its problems are told in the file that its pointers reach into.
 *
 * @throws InputError with all problems.
 */
export function valueOrThrow<T>(result: Result<T>, files: { readonly book: string; readonly market: string }): T {
  if (result.ok) return result.value
  throw new InputError(result.problems.map((problem) => located(problem, files)))
}

function located(
  { code, path, message }: Failure,
  files: { readonly book: string; readonly market: string },
): InputProblem {
  return { code, file: code.startsWith('market.') ? files.market : files.book, path, message }
}
