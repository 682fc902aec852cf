import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isSameHash, originHash, replyHash, snapshotHash } from './chain.ts'
import { JournalError, type JournalOrigin, type KeptReply, type KeptSnapshot } from './journal.ts'
import type { RowWalk } from './row-walk.ts'
import { journalErrorOf } from './sqlite-error.ts'

/** Reads replies and snapshots, each checked by its hash. */
export interface KeptReader {
  reply(sequence: number): string | undefined
  latestSnapshot(): KeptSnapshot | undefined
  /** Every reply after a sequence, at most `count`. */
  repliesAfter(sequence: number, count: number): readonly KeptReply[]
  /** Sequences of the snapshots that are kept, oldest first. */
  snapshots(): readonly number[]
  snapshot(sequence: number): KeptSnapshot | undefined
}

interface KeptRow {
  readonly rowid: number
  readonly text: string
  readonly hash: Uint8Array
  readonly sound: number
}

const sound = (column: string): string => `typeof(${column}) = 'text' AND typeof(hash) = 'blob' AS sound`
const replyColumns = `rowid, body AS text, hash, ${sound('body')}`
const snapshotColumns = `rowid, state AS text, hash, ${sound('state')}`

export function keptReader(db: DatabaseSync, origin: JournalOrigin, rows: RowWalk): KeptReader {
  const start = originHash(origin)
  const replies = db.prepare(`SELECT ${replyColumns} FROM replies WHERE rowid > ? ORDER BY rowid LIMIT ?`)
  const snapshot = db.prepare(`SELECT ${snapshotColumns} FROM snapshots WHERE rowid = ?`)
  const latest = db.prepare(`SELECT ${snapshotColumns} FROM snapshots ORDER BY rowid DESC LIMIT 1`)
  const sequences = db.prepare('SELECT rowid FROM snapshots ORDER BY rowid')

  const repliesAfter = (after: number, count: number): readonly KeptReply[] =>
    list(replies, after, count).map(({ rowid, text, hash, sound: isSound }) => {
      const isKept = isSound === 1 && isSameHash(hash, replyHash(start, rowid, text))
      if (!isKept || rows.placeBefore(rowid + 1) === undefined) throw damaged('reply to', rowid)
      return { sequence: rowid, body: text }
    })
  const checkedSnapshot = (row: KeptRow | undefined): KeptSnapshot | undefined => {
    if (row === undefined) return undefined
    const place = rows.placeBefore(row.rowid + 1)
    const isKept =
      place !== undefined && row.sound === 1 && isSameHash(row.hash, snapshotHash(place.hash, row.rowid, row.text))
    if (!isKept) throw damaged('snapshot at', row.rowid)
    return { sequence: row.rowid, state: row.text }
  }
  return {
    reply: (sequence) => {
      const [found] = repliesAfter(sequence - 1, 1)
      return found?.sequence === sequence ? found.body : undefined
    },
    repliesAfter,
    latestSnapshot: () => checkedSnapshot(list(latest)[0]),
    snapshot: (sequence) => checkedSnapshot(list(snapshot, sequence)[0]),
    snapshots: () => list(sequences).map(({ rowid }) => rowid),
  }
}

function list(statement: StatementSync, ...values: readonly number[]): readonly KeptRow[] {
  try {
    return statement.all(...values) as unknown as readonly KeptRow[]
  } catch (error) {
    throw journalErrorOf(error)
  }
}

function damaged(what: string, sequence: number): JournalError {
  return new JournalError(
    'journal.corrupt',
    `${what} command ${sequence} must have the hash of its content, has another`,
    sequence,
  )
}
