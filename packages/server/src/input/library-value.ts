import type { Failure, Result } from '@plimsoll/core'
import { InputError, type InputProblem } from './input-problem.ts'

/** Names of what problems are told in; parameters are the request's own field `params` where no file is named. */
export interface InputFiles {
  readonly book: string
  readonly market: string
  readonly params?: string | undefined
}

/**
 * The value of a library result. Its problems are told in the file that its pointers reach into.
 *
 * @throws InputError with all problems.
 */
export function valueOrThrow<T>(result: Result<T>, files: InputFiles): T {
  if (result.ok) return result.value
  throw new InputError(result.problems.map((problem) => located(problem, files)))
}

function located({ code, path, message }: Failure, { book, market, params }: InputFiles): InputProblem {
  const [, part = ''] = path.split('/')
  const option = params === undefined ? undefined : { params, ...ofOptions }[part]
  if (option !== undefined) return { code, file: option, path: path.slice(`/${part}`.length), message }
  return { code, file: code.startsWith('market.') ? market : book, path, message }
}

/** Parts of a request that a command line gives by options. */
const ofOptions: Readonly<Record<string, string>> = { shocks: '--shock', close: '--close' }
