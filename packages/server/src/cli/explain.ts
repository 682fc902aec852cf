import { margin } from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { explanationText } from '../print/margin-text.ts'
import type { ExitCode } from './exit-code.ts'
import { loadRequest } from './load-request.ts'
import { exitCodeOfMargin } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'

/** `plimsoll explain`: why the number is this number. */
export async function runExplain(
  bookPath: string | undefined,
  options: RequestOptions,
  output: Output,
): Promise<ExitCode> {
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of notes) output.note(`note: ${note}`)
  const result = valueOrThrow(margin(request), files)
  if (options.json) output.json(result)
  else output.print(explanationText(result, output.terminal))
  return exitCodeOfMargin(result)
}
