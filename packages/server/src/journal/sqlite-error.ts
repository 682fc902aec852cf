import { JournalError, type JournalErrorCode } from './journal.ts'

/** Primary result codes of SQLite. @see https://www.sqlite.org/rescode.html */
const codes: ReadonlyMap<number, JournalErrorCode> = new Map([
  [5, 'journal.locked'],
  [8, 'journal.read-only'],
  [10, 'journal.io'],
  [11, 'journal.corrupt'],
  [13, 'journal.full'],
  [14, 'journal.io'],
  [15, 'journal.locked'],
  [26, 'journal.not-a-journal'],
])

const words: Partial<Record<JournalErrorCode, string>> = {
  'journal.locked': 'journal must be free, is open in another process',
  'journal.read-only': 'journal must be writable, is read-only',
  'journal.full': 'disk must have room for the journal, is full',
  'journal.not-a-journal': 'file must be a journal, is not',
}

/** Result code of a unique key that is there already. */
const uniqueConstraint = 2067

interface SqliteFault {
  readonly errcode?: unknown
  readonly message: string
}

/** What an error of SQLite means for a journal. `sequence` is the row that could not be read, where that is known. */
export function journalErrorOf(error: unknown, sequence?: number): JournalError {
  if (error instanceof JournalError) return error
  const { errcode, message } = error as SqliteFault
  if (typeof errcode !== 'number') throw error
  const code = codes.get(errcode & 0xff) ?? 'journal.io'
  const text =
    words[code] ?? (code === 'journal.corrupt' ? 'journal must be whole, its file is damaged' : 'the system failed')
  return new JournalError(code, `${text} (${message})`, sequence)
}

export function isDuplicateKey(error: unknown): boolean {
  return (error as SqliteFault).errcode === uniqueConstraint
}
