import { once } from 'node:events'
import { books, Decimal, type Entry, engine, engineRules } from '@plimsoll/core'
import { type JournalReader, rowsFrom } from '../journal/journal-reader.ts'
import { applyRow } from '../journal/replay.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { commandProgress, withJournal } from './journal-file.ts'
import { oneOf } from './usage-error.ts'

interface ExportOptions {
  readonly what: string
  readonly format: string
  readonly account?: string
}

type What = 'commands' | 'events' | 'entries'

/** One line of an export: named fields, of which those that are not text or numbers are JSON in a table. */
type Line = Readonly<Record<string, unknown>>

const columns: Readonly<Record<What, readonly string[]>> = {
  commands: ['sequence', 'key', 'command'],
  events: ['sequence', 'at', 'type', 'event'],
  entries: ['sequence', 'at', 'cause', 'holder', 'asset', 'amount'],
}

const chunkLength = 64 * 1024

/** `plimsoll journal export`: commands as they were told, events they made, or what was posted, line by line. */
export async function runJournalExport(path: string, options: ExportOptions): Promise<ExitCode> {
  const what = oneOf('--what', options.what, ['commands', 'events', 'entries'] as const)
  const format = oneOf('--format', options.format, ['jsonl', 'csv'] as const)
  await withJournal(path, async (reader) => {
    const lines = linesOf(reader, what, options.account)
    await written(format === 'jsonl' ? jsonLines(lines, what) : csvLines(lines, what))
  })
  return exitCode.fine
}

function* linesOf(reader: JournalReader, what: What, account: string | undefined): Generator<Line> {
  const bar = commandProgress('exported', reader.rows.last().sequence)
  const outcomes = what === 'commands' ? commandLines(reader) : eventLines(reader, what, bar.step)
  for (const line of outcomes) if (account === undefined || names(line, account)) yield line
  bar.stop()
}

function* commandLines(reader: JournalReader): Generator<Line> {
  for (const { sequence, key, body } of rowsFrom(reader, 1))
    yield { sequence, key: key ?? null, command: JSON.parse(body) as unknown }
}

function* eventLines(reader: JournalReader, what: What, step: () => void): Generator<Line> {
  const rules = engineRules()
  const state = engine.genesis(reader.origin.currency)
  for (const row of rowsFrom(reader, 1)) {
    const { events } = applyRow(state, row, rules)
    const { at } = state.core
    for (const event of events) {
      if (what === 'events') yield { sequence: row.sequence, at, type: event.type, event }
      else if (event.type === 'posted') yield* entryLines(row.sequence, at, event.entry)
    }
    step()
  }
}

function* entryLines(sequence: number, at: number, { cause, postings }: Entry): Generator<Line> {
  for (const { holder, asset, amount } of postings) yield { sequence, at, cause, holder, asset, amount: String(amount) }
}

/** Whether an account is told of anywhere in a line: as the one it is about, a side of a trade, a holder. */
function names(line: Line, account: string): boolean {
  return 'holder' in line ? line['holder'] === account : isNamedIn(line, account)
}

function isNamedIn(value: unknown, account: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([name, field]) => (accountFields.has(name) && field === account) || isNamedIn(field, account),
  )
}

const accountFields = new Set(['account', 'to', 'from', 'holder'])

function* jsonLines(lines: Iterable<Line>, what: What): Generator<string> {
  for (const line of lines) yield what === 'events' ? json({ ...line, type: undefined }) : json(line)
}

function* csvLines(lines: Iterable<Line>, what: What): Generator<string> {
  yield columns[what].join(',')
  for (const line of lines) yield columns[what].map((column) => csvField(line[column])).join(',')
}

function csvField(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? json(value) : String(value)
  const safe = typeof value === 'string' && isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Whether a spreadsheet would compute it. Amounts are none, nor are the names of our books. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && !Decimal.isDecimal(text) && !ownBooks.has(text)
}

const ownBooks = new Set<string>(books)

function json(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => {
    if (field instanceof Map) return Object.fromEntries(field)
    return field instanceof Set ? [...field] : field
  })
}

/** Writes lines as fast as they are read; a reader that has gone, such as `head`, ends it. */
async function written(lines: Iterable<string>): Promise<void> {
  const { stdout } = process
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < chunkLength) continue
    const isTaken = stdout.write(chunk)
    chunk = ''
    if (!isTaken) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')])
    if (stdout.destroyed) return
  }
  stdout.write(chunk)
}
