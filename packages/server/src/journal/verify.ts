import { engine } from '@plimsoll/core'
import { hexOf } from './chain.ts'
import { JournalError, type JournalHead } from './journal.ts'
import { type JournalReader, openReader, rowsFrom } from './journal-reader.ts'
import type { ChainPlace } from './row-walk.ts'

/** A head that was recorded elsewhere, such as the last one acknowledged. */
export type RecordedHead = Pick<JournalHead, 'sequence'> & Partial<JournalHead>

interface VerifyOptions {
  /** The journal must reach it. */
  readonly head?: RecordedHead | undefined
  /** Told of every row that is sound. */
  readonly onRow?: (sequence: number) => void
}

export interface Verification {
  /** The last command that is sound, with all before it. */
  readonly head: JournalHead
  readonly keys: number
  readonly replies: number
  readonly snapshots: number
  /** What is wrong first, with its place; undefined when nothing is. */
  readonly problem: JournalError | undefined
}

/**
 * Reads a whole journal that nobody writes to, and says what is wrong first: commands in their order, the recorded head,
 * replies, snapshots, then the pages of the file.
 *
 * @throws JournalError when there is no journal to read.
 */
export function verifyJournal(path: string, options: VerifyOptions = {}): Verification {
  const reader = openReader(path, engine.engineVersion)
  try {
    return verify(reader, options)
  } finally {
    reader.close()
  }
}

interface Counts {
  place: ChainPlace
  keys: number
  replies: number
  snapshots: number
}

/** The same of a journal that is open. */
export function verify(reader: JournalReader, { head, onRow = () => undefined }: VerifyOptions): Verification {
  const counts: Counts = { place: reader.start, keys: 0, replies: 0, snapshots: 0 }
  const problem = problemOf(() => {
    checkCommands(reader, head, counts, onRow)
    checkReached(counts.place.sequence, head)
    checkReplies(reader, counts)
    checkSnapshots(reader, counts)
    checkFile(reader)
  })
  const { place, ...rest } = counts
  return { ...rest, head: { sequence: place.sequence, hash: hexOf(place.hash) }, problem }
}

function problemOf(check: () => void): JournalError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof JournalError) return error
    throw error
  }
}

function checkCommands(
  reader: JournalReader,
  recorded: RecordedHead | undefined,
  counts: Counts,
  onRow: (sequence: number) => void,
): void {
  if (recorded?.sequence === 0) checkRecorded(0, reader.start.hash, recorded)
  for (const row of rowsFrom(reader, 1)) {
    if (row.sequence === recorded?.sequence) checkRecorded(row.sequence, row.hash, recorded)
    counts.place = row
    if (row.key !== undefined) counts.keys += 1
    onRow(row.sequence)
  }
}

function checkRecorded(sequence: number, hash: Uint8Array, recorded: RecordedHead): void {
  if (recorded.hash === undefined || recorded.hash === hexOf(hash)) return
  const rule = `command ${sequence} must have the hash that was recorded, ${recorded.hash}`
  throw new JournalError('journal.corrupt', `${rule}, has ${hexOf(hash)}`, sequence)
}

function checkReached(end: number, recorded: RecordedHead | undefined): void {
  if (recorded === undefined || recorded.sequence <= end) return
  const rule = `journal must reach command ${recorded.sequence}, which was acknowledged`
  throw new JournalError('journal.short', `${rule}, ends at ${end}`, end + 1)
}

function checkReplies({ kept }: JournalReader, counts: Counts): void {
  for (let last = 0; ; ) {
    const next = kept.repliesAfter(last, 1024)
    counts.replies += next.length
    const end = next.at(-1)
    if (end === undefined) return
    last = end.sequence
  }
}

function checkSnapshots({ kept }: JournalReader, counts: Counts): void {
  for (const sequence of kept.snapshots()) {
    kept.snapshot(sequence)
    counts.snapshots += 1
  }
}

function checkFile(reader: JournalReader): void {
  const damage = reader.damage()
  if (damage !== undefined) throw new JournalError('journal.corrupt', `file must be sound, SQLite finds ${damage}`)
}
