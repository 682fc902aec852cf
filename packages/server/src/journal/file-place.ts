import { statSync } from 'node:fs'
import { JournalError } from './journal.ts'

/**
 * Watches that a file and the log beside it stay where they are. A file that is deleted or replaced can still be written to
 * by who has it open; what is written there is gone when he closes it, and must not be acknowledged.
 *
 * @returns a check, for after each write. @throws JournalError from there, `journal.io`.
 */
export function placeWatch(path: string): () => void {
  const log = `${path}-wal`
  const file = identityOf(path)
  // The log may not be there before the first write.
  let ofLog: string | undefined
  return () => {
    checkSame(path, file)
    ofLog ??= identityOf(log)
    checkSame(log, ofLog)
  }
}

function checkSame(place: string, identity: string | undefined): void {
  if (identity !== undefined && identityOf(place) === identity) return
  throw new JournalError('journal.io', `${place} must stay while it is written to, was deleted, moved or replaced`)
}

/** Device and number of a file. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino}`
}
