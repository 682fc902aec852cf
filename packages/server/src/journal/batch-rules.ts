import { type JournalBatch, JournalError } from './journal.ts'

/** Snapshots that stay; an older one goes when a newer one comes. */
export const snapshotsKept = 8

/**
 * What must hold before a batch is written, whatever it is written to.
 *
 * @throws JournalError `journal.sequence`
 */
export function checkBatch(head: number, expected: number, { rows, replies, snapshot }: JournalBatch): void {
  if (expected !== head) throw refused(`journal must end at ${expected}, ends at ${head}`)
  for (const [i, { sequence }] of rows.entries())
    if (sequence !== head + 1 + i) throw refused(`command must have sequence ${head + 1 + i}, has ${sequence}`)
  const end = head + rows.length
  for (const { sequence } of replies) checkWithin('a reply', sequence, end)
  if (snapshot !== undefined) checkWithin('a snapshot', snapshot.sequence, end)
}

function checkWithin(what: string, sequence: number, end: number): void {
  if (sequence < 1 || sequence > end) throw refused(`${what} must be to a command from 1 to ${end}, is to ${sequence}`)
}

function refused(message: string): JournalError {
  return new JournalError('journal.sequence', message)
}
