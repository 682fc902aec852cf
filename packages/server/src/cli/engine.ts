import { existsSync } from 'node:fs'
import { engineRules } from '@plimsoll/core'
import type { Listening } from '../http/listen.ts'
import { JournalError } from '../journal/journal.ts'
import { SqliteJournal } from '../journal/sqlite-journal.ts'
import { quantity } from '../print/number-words.ts'
import { Liquidator } from '../runtime/liquidator.ts'
import { openRuntime, type Runtime } from '../runtime/runtime.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { asInputError } from './journal-file.ts'
import type { Output } from './output.ts'
import { portOf, type ServeOptions, startServing, stopSignal } from './serve.ts'
import { UsageError } from './usage-error.ts'

interface EngineOptions extends ServeOptions {
  readonly journal?: string
  readonly currency?: string
  readonly liquidator: boolean
}

/** `plimsoll engine`: serves the engine of a journal until Ctrl-C or SIGTERM. */
export async function runEngine(options: EngineOptions, output: Output): Promise<ExitCode> {
  const { journal: path, currency, liquidator: isLiquidating } = options
  if (path === undefined) throw new UsageError('--journal must name the file of the journal; it is made when missing')
  portOf(options.port)
  checkCurrency(currency)
  if (currency !== undefined && !/^\S{1,64}$/.test(currency))
    throw new UsageError(`--currency must be a name without blanks, is ${JSON.stringify(currency)}`)
  const isNew = !existsSync(path)
  const runtime = await opened(path, currency, output)
  const liquidator = isLiquidating ? new Liquidator(runtime) : undefined
  const listening = await served(options, runtime, liquidator)
  output.print(startText(path, isNew, runtime))
  for (const law of runtime.health.lawsBroken) output.note(`plimsoll: the state breaks a law: ${law}`)
  output.print(`Plimsoll engine is at ${listening.url}/v1/engine/state  (Ctrl-C stops)`)
  await stopSignal()
  // Requests in work are answered while the queue drains.
  await Promise.all([runtime.stop(), listening.stop()])
  if (runtime.health.status === 'stopped') return exitCode.fine
  output.note(`plimsoll: stopped without a last snapshot: ${runtime.health.reason}`)
  // A disk that does not answer would hold the process open.
  process.exit(exitCode.notUnderstood)
}

function checkCurrency(name: string | undefined): void {
  if (name === undefined || /^[^\p{C}\p{Z}]{1,128}$/u.test(name)) return
  throw new UsageError(
    `--currency must be 1 to 128 characters without blanks, is ${name === '' ? 'empty' : JSON.stringify(name)}`,
  )
}

async function opened(path: string, currency: string | undefined, output: Output): Promise<Runtime> {
  try {
    const journal = await SqliteJournal.open(path, currency === undefined ? {} : { currency })
    if (currency !== undefined && journal.origin.currency !== currency)
      output.note(`plimsoll: ${path} keeps its own currency, ${journal.origin.currency}`)
    const onReadOnly = (reason: string): void => output.note(`plimsoll: the engine is read-only from now on: ${reason}`)
    return await openRuntime({ journal, rules: engineRules(), onReadOnly })
  } catch (error) {
    throw error instanceof JournalError ? asInputError(path, error) : error
  }
}

async function served(
  options: EngineOptions,
  runtime: Runtime,
  liquidator: Liquidator | undefined,
): Promise<Listening> {
  try {
    return await startServing(options, { runtime, liquidator })
  } catch (error) {
    await runtime.stop()
    throw error
  }
}

function startText(path: string, isNew: boolean, { head, state }: Runtime): string {
  if (isNew) return `${path}: a new journal in ${state.core.market.currency}`
  return `${path}: ${counted(head.sequence, 'command')} and ${counted(state.accounts.size, 'account')} recovered`
}

function counted(count: number, what: string): string {
  return `${quantity(count)} ${what}${count === 1 ? '' : 's'}`
}
