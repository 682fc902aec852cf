import { margin } from '@plimsoll/core'
import { largestDifference, reconcile } from '../import/reconcile.ts'
import { valueOrThrow } from '../input/library-value.ts'
import { marginText } from '../print/margin-text.ts'
import { reconciliationText } from '../print/reconciliation-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { breachedRules, parseFailRule } from './fail-on.ts'
import { loadRequest } from './load-request.ts'
import { exitCodeOfMargin, slowNote } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'

interface MarginOptions extends RequestOptions {
  readonly explain?: true
  readonly failOn: readonly string[]
}

/** `plimsoll margin`. An unknown figure outranks a breached rule, which might be breached by more than is known. */
export async function runMargin(
  bookPath: string | undefined,
  options: MarginOptions,
  output: Output,
): Promise<ExitCode> {
  const rules = options.failOn.map(parseFailRule)
  const { request, files, notes, stated } = await loadRequest(bookPath, options)
  for (const note of [...notes, slowNote(request)]) if (note !== null) output.note(`note: ${note}`)
  const result = valueOrThrow(margin(request), files)
  const reconciliation = stated.length === 0 ? undefined : reconcile(result, stated, request.market)
  if (options.json) output.json(reconciliation === undefined ? result : { ...result, reconciliation })
  else output.print(marginText(result, output.terminal, { explain: options.explain ?? false }))
  if (!options.json && reconciliation !== undefined)
    output.print(`\n${reconciliationText(reconciliation, output.terminal)}`)
  const breached = breachedRules(rules, result, reconciliation && largestDifference(reconciliation))
  for (const { text } of breached) output.note(`breached: ${text}`)
  const code = exitCodeOfMargin(result)
  return code === exitCode.fine && breached.length > 0 ? exitCode.breached : code
}
