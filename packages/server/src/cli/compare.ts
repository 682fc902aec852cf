import { type Comparison, type ComparisonOptions, compare, venues } from '@plimsoll/core'
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
  readonly models?: string
}

/** `plimsoll compare`: the same book at each venue and in each mode. */
export async function runCompare(
  bookPath: string | undefined,
  options: CompareOptions,
  output: Output,
): Promise<ExitCode> {
  const chosen = chosenOf(options)
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of [...notes, slowNote(request)]) if (note !== null) output.note(`note: ${note}`)
  const comparison = valueOrThrow(compare(request, chosen), files)
  if (options.json) output.json(comparison)
  else output.print(comparisonText(comparison, output.terminal))
  return exitCodeOfComparison(comparison)
}

/** 5 when a row could not be computed by a mistake of ours, 4 when a figure lacks data. */
export function exitCodeOfComparison(comparison: Comparison): ExitCode {
  if (comparison.rows.some(({ reasons }) => reasons.some(({ code }) => code === 'engine.bug'))) return exitCode.bug
  return lacksData(comparison) ? exitCode.dataMissing : exitCode.fine
}

/** A price that lacks hides the book; a parameter that a venue does not publish hides that venue's row alone. */
function lacksData({ rows }: Comparison): boolean {
  return rows.some(
    ({ holds, standing, reasons }) =>
      holds && standing === 'unknown' && !reasons.some(({ code }) => code === 'params.missing'),
  )
}

function chosenOf({ modes, venues: names, models }: CompareOptions): ComparisonOptions {
  const known = venues()
  const listed = <T extends string>(option: string, text: string, words: readonly T[]): readonly T[] =>
    wordList(text).map((word) => oneOf(option, word, words))
  const venueNames = known.map(({ name }) => name)
  const modelNames = known.flatMap((venue) => venue.models.map(({ name }) => name))
  return {
    ...(modes === undefined ? {} : { modes: listed('--modes', modes, marginModes) }),
    ...(names === undefined ? {} : { venues: listed('--venues', names, venueNames) }),
    ...(models === undefined ? {} : { models: listed('--models', models, modelNames) }),
  }
}
