import { bookCommands, engine } from '@plimsoll/core'
import { commandsMax } from '../http/engine-body.ts'
import { valueOrThrow } from '../input/library-value.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadRequest } from './load-request.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'

/** Of an account's name in a key, which has at most 128 characters. */
const nameLength = 100

/** `plimsoll engine commands`: what makes an engine's account of a book, as `POST /v1/engine/commands` takes it. */
export async function runEngineCommands(
  bookPath: string | undefined,
  options: RequestOptions,
  output: Output,
): Promise<ExitCode> {
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of notes) output.note(`note: ${note}`)
  const { currency } = request.market
  if (currency !== 'USD') output.note(`note: prices are in ${currency}; so must be the journal: --currency ${currency}`)
  const account = request.book.account.slice(0, nameLength)
  const commands = valueOrThrow(bookCommands(request), files).map((command, i) => ({
    key: `${account}/${i + 1}`,
    command: JSON.parse(engine.commandText(command)) as unknown,
  }))
  if (commands.length > commandsMax)
    output.note(`note: ${commands.length} commands; an engine takes ${commandsMax} at once`)
  if (options.json) output.json({ commands })
  else for (const command of commands) output.print(JSON.stringify(command))
  return exitCode.fine
}
