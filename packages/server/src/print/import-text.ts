import type { ImportedAccount } from '../import/payloads.ts'
import type { Reconciliation } from '../import/reconcile.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { reconciliationText } from './reconciliation-text.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './wrapped.ts'

interface Outcome {
  readonly written: readonly string[]
  readonly reconciliation: Reconciliation | null
  readonly problems: Parameters<typeof problemsText>[0]
}

/** What each file was taken for, what came of them, what was left out and why, and how it stands against the venue's figures. */
export function importText(
  { venue, files, documents, notes }: Pick<ImportedAccount, 'venue' | 'files' | 'documents' | 'notes'>,
  { written, reconciliation, problems }: Outcome,
  terminal: Terminal,
): string {
  const { book, market } = documents
  const size = (value: unknown): number => (Array.isArray(value) ? value.length : Object.keys(value as object).length)
  const counts = `${size(book['positions'])} positions, ${size(book['balances'])} balances; ${size(market['instruments'])} instruments at ${String(market['at'])}`
  const title = (text: string): string => terminal.paint('bold', text)
  return [
    `${title(`${String(book['account'])} at ${venue}`)}: ${counts}\n${tableText(
      [{ head: 'file' }, { head: 'read as' }],
      printableCopy(files).map(({ file, kind }) => [file, kind]),
    )}`,
    ...(written.length > 0 ? [`  Written: ${written.join(', ')}`] : []),
    `${title('Left out or chosen')}\n${wrapped(
      printableCopy(notes)
        .map((note) => `  ${note}`)
        .join('\n'),
      terminal.width,
    )}`,
    ...(reconciliation === null ? [] : [reconciliationText(reconciliation, terminal)]),
    ...(problems.length > 0 ? [`${title('Problems')}\n${problemsText(problems, 8)}`] : []),
  ].join('\n\n')
}
