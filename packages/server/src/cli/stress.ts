import { type StressResult, stress } from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { stressText } from '../print/stress-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { fractionList, listed } from './lists.ts'
import { loadRequest } from './load-request.ts'
import { slowNote } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'
import { shockOf } from './shock-option.ts'

interface StressOptions extends RequestOptions {
  readonly scopes?: string
  readonly spot?: string
  readonly vol?: string
  readonly shock?: readonly string[]
}

/** `plimsoll stress`: what would hurt. */
export async function runStress(
  bookPath: string | undefined,
  options: StressOptions,
  output: Output,
): Promise<ExitCode> {
  const moves = {
    ...(options.spot === undefined ? {} : { spotMovesFrac: [...fractionList('--spot', options.spot)] }),
    ...(options.vol === undefined ? {} : { volMovesFrac: [...fractionList('--vol', options.vol)] }),
    shocks: (options.shock ?? []).map(shockOf),
  }
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of [...notes, slowNote(request)]) if (note !== null) output.note(`note: ${note}`)
  const underlyings = [...request.market.underlyings.keys()]
  const scopes =
    options.scopes === undefined ? {} : { scopes: listed('--scopes', options.scopes, ['all', ...underlyings]) }
  const result = valueOrThrow(stress(request, { ...moves, ...scopes }), files)
  if (options.json) output.json(result)
  else output.print(stressText(result, output.terminal))
  return isUnknown(result) ? exitCode.dataMissing : exitCode.fine
}

/** A profit that is not known, or a requirement: nobody can tell then what liquidates. */
function isUnknown({ matrices, named }: StressResult): boolean {
  return matrices.some(({ worst }) => worst === null) || named.some(({ standing }) => standing === 'unknown')
}
