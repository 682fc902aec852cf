import { writeFileSync } from 'node:fs'
import { type Failure, margin } from '@plimsoll/core'
import type { ImportedAccount } from '../import/payloads.ts'
import { type Reconciliation, reconcile } from '../import/reconcile.ts'
import { InputError } from '../input/input-problem.ts'
import { importText } from '../print/import-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadPayloads } from './load-payloads.ts'
import type { Output } from './output.ts'

interface ImportCommandOptions {
  readonly venue?: string
  readonly market?: string
  readonly at?: string
  readonly outBook?: string
  readonly outMarket?: string
  readonly json?: true
}

/** `plimsoll import`: an account of a venue as documents to keep, held against the venue's own figures. */
export async function runImport(
  paths: readonly string[],
  { venue, market, at, outBook, outMarket, json }: ImportCommandOptions,
  output: Output,
): Promise<ExitCode> {
  const account = await loadPayloads(paths, { venue, market, at })
  const { documents } = account
  const written = [
    ...(outBook === undefined ? [] : [writeDocument(outBook, documents.book)]),
    ...(outMarket === undefined ? [] : [writeDocument(outMarket, documents.market)]),
  ]
  const checked = checkedAgainstVenue(account)
  if (json)
    output.json({
      format: 'plimsoll-import/1',
      venue: account.venue,
      files: account.files,
      ...documents,
      notes: account.notes,
      ...checked,
    })
  else output.print(importText(account, { written, ...checked }, output.terminal))
  return exitCode.fine
}

interface Checked {
  readonly reconciliation: Reconciliation | null
  /** Why the book could not be margined by the venue's rules. */
  readonly problems: readonly Failure[]
}

function checkedAgainstVenue({ book, market, stated }: ImportedAccount): Checked {
  const result = margin({ book, market })
  if (!result.ok) return { reconciliation: null, problems: result.problems }
  return { reconciliation: reconcile(result.value, stated, market), problems: result.value.problems }
}

function writeDocument(path: string, document: object): string {
  try {
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`)
    return path
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    const message = `must be a file that can be written, the system answers ${code}`
    throw new InputError([{ code: 'file.unreadable', file: path, path: '', message }])
  }
}
