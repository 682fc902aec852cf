import { compare, venues } from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { marginModes } from '../input/margin-modes.ts'
import { comparisonText } from '../print/comparison-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { wordList } from './lists.ts'
import { loadRequest } from './load-request.ts'
import { slowNote } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'
import { oneOf } from './usage-error.ts'

interface CompareOptions extends RequestOptions {
  readonly modes?: string
  readonly venues?: string
}

/** `plimsoll compare`: the same book in each mode. */
export async function runCompare(bookPath: string, options: CompareOptions, output: Output): Promise<ExitCode> {
  const chosen = chosenOf(options)
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of [...notes, slowNote(request)]) if (note !== null) output.note(`note: ${note}`)
  const comparison = valueOrThrow(compare(request, chosen), files)
  if (options.json) output.json(comparison)
  else output.print(comparisonText(comparison, output.terminal))
  return comparison.rows.some(({ standing }) => standing === 'unknown') ? exitCode.dataMissing : exitCode.fine
}

function chosenOf({ modes, venues: names }: CompareOptions): Parameters<typeof compare>[1] {
  const known = venues().map(({ name }) => name)
  return {
    ...(modes === undefined ? {} : { modes: wordList(modes).map((mode) => oneOf('--modes', mode, marginModes)) }),
    ...(names === undefined ? {} : { venues: wordList(names).map((name) => oneOf('--venues', name, known)) }),
  }
}
