import type { Failure, FailureCode } from '@plimsoll/core'
import type { JournalErrorCode } from '../journal/journal.ts'

/** Codes of what can be wrong with a file before its content is a document. */
export type FileCode =
  | 'file.missing'
  | 'file.folder'
  | 'file.unreadable'
  | 'file.not-text'
  | 'document.duplicate-key'
  | 'document.too-deep'

/** One thing that is wrong with what a person gave: in which file, where, and why. */
export interface InputProblem {
  readonly code: FailureCode | FileCode | JournalErrorCode
  /** As given on the command line; `standard input`; empty in a request over HTTP. */
  readonly file: string
  /** JSON Pointer, or line and column of a CSV; empty for the whole file. */
  readonly path: string
  readonly message: string
}

/** Thrown at the edge when input cannot be used: all problems together. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    super(problems[0]?.message ?? 'input not understood')
    this.problems = problems
  }
}

export function inFile(
  file: string,
  problems: readonly (Failure | Omit<InputProblem, 'file'>)[],
): readonly InputProblem[] {
  return problems.map(({ code, path, message }) => ({ code, file, path, message }))
}
