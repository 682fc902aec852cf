import { type Comparison, type ComparisonOptions, compare, venues } from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { marginModes } from '../input/margin-modes.ts'
import { comparisonText } from '../print/comparison-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { listed } from './lists.ts'
import { loadRequest } from './load-request.ts'
import { slowNote } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'
import { UsageError } from './usage-error.ts'

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

function chosenOf({ modes, venues: names, models, venue, model }: CompareOptions): ComparisonOptions {
  const known = venues()
  if (
    models !== undefined &&
    (names !== undefined || modes !== undefined || venue !== undefined || model !== undefined)
  )
    throw new UsageError('--models names every row: it goes without --venues, --modes, --venue and --model')
  if (names !== undefined && venue !== undefined) throw new UsageError('give --venue or --venues, not both')
  const chosen = {
    ...(modes === undefined ? {} : { modes: listed('--modes', modes, marginModes) }),
    ...(names === undefined
      ? {}
      : {
          venues: listed(
            '--venues',
            names,
            known.map(({ name }) => name),
          ),
        }),
    ...(models === undefined ? {} : { models: listed('--models', models, modelNames(known)) }),
  }
  refuseNoMode(chosen, known)
  return chosen
}

function modelNames(known: ReturnType<typeof venues>): readonly string[] {
  return known.flatMap((venue) => venue.models.map(({ name }) => name))
}

/** A mode that one venue does not have is left out; one that none of those named has is a slip. */
function refuseNoMode({ modes, venues: names }: ComparisonOptions, known: ReturnType<typeof venues>): void {
  if (modes === undefined || names === undefined) return
  const has = known.filter(({ name }) => names.includes(name)).flatMap((venue) => venue.models.map(({ mode }) => mode))
  if (modes.some((mode) => has.includes(mode))) return
  throw new UsageError(
    `--modes of ${names.join(', ')} must be one of ${[...new Set(has)].join(', ')}, is ${modes.join(', ')}`,
  )
}
