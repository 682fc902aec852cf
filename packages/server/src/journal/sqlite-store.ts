import { existsSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { checkBatch, snapshotsKept } from './batch-rules.ts'
import { hexOf, originHash, replyHash, rowHash, snapshotHash } from './chain.ts'
import { placeWatch } from './file-place.ts'
import {
  type FoundRow,
  type JournalBatch,
  JournalError,
  type JournalHead,
  type JournalOrigin,
  type KeptReply,
  type KeptSnapshot,
} from './journal.ts'
import { type KeptReader, keptReader } from './kept.ts'
import { type ChainPlace, type HashedRow, type RowWalk, rowWalk } from './row-walk.ts'
import { isDuplicateKey, journalErrorOf } from './sqlite-error.ts'
import { makeDurable, openFile, syncFolder } from './sqlite-file.ts'
import { isEmptyFile, makeTables, readOrigin } from './tables.ts'

/** Whether a journal may be there already: it must not, it may, it must. */
export type Creation = 'new' | 'if-missing' | 'never'

/** Opens the journal of a file for writing, or makes it. @throws JournalError */
export function openStore(path: string, creation: Creation, origin: JournalOrigin): SqliteStore {
  if (creation === 'never' && !existsSync(path))
    throw new JournalError('journal.not-found', `journal must exist, ${path} does not`)
  const db = openFile(path, 'write')
  try {
    if (!isEmptyFile(db)) {
      if (creation === 'new') throw new JournalError('journal.exists', `journal must be new, ${path} is there`)
    } else if (creation === 'never') {
      throw new JournalError('journal.not-a-journal', 'file must be a journal, is empty')
    } else {
      makeTables(db, origin)
      syncFolder(path)
    }
    const found = readOrigin(db, origin.engineVersion)
    makeDurable(db)
    return new SqliteStore(db, found)
  } catch (error) {
    db.close()
    throw journalErrorOf(error)
  }
}

/** A journal in a file, used by one thread, which waits for the disk. */
export class SqliteStore {
  readonly origin: JournalOrigin
  readonly #db: DatabaseSync
  readonly #rows: RowWalk
  readonly #kept: KeptReader
  readonly #write: Writing
  readonly #checkPlace: () => void
  #head: ChainPlace
  #failed: JournalError | undefined

  constructor(db: DatabaseSync, origin: JournalOrigin) {
    this.origin = origin
    this.#db = db
    this.#rows = rowWalk(db, origin)
    this.#kept = keptReader(db, origin, this.#rows)
    this.#write = writing(db)
    this.#checkPlace = placeWatch(db.location() ?? '')
    this.#head = this.#rows.last()
  }

  head(): JournalHead {
    return { sequence: this.#head.sequence, hash: hexOf(this.#head.hash) }
  }

  /** Writes a batch and waits until it is on the disk. What fails here is never tried again. */
  append(expected: number, batch: JournalBatch): JournalHead {
    if (this.#failed !== undefined) throw this.#failed
    checkBatch(this.#head.sequence, expected, batch)
    try {
      this.#head = this.#written(batch)
      return this.head()
    } catch (error) {
      throw this.#refusedOrFailed(error)
    }
  }

  #written({ rows, replies, snapshot }: JournalBatch): ChainPlace {
    const { begin, command, commit } = this.#write
    begin.run()
    let place = this.#head
    for (const row of rows) {
      const hash = rowHash(place.hash, row)
      command.run(row.sequence, row.key ?? null, row.body, hash)
      place = { sequence: row.sequence, hash }
    }
    this.#keepReplies(replies)
    if (snapshot !== undefined) this.#keepSnapshot(snapshot)
    commit.run()
    this.#checkPlace()
    return place
  }

  #keepReplies(replies: readonly KeptReply[]): void {
    if (replies.length === 0) return
    const origin = originHash(this.origin)
    for (const { sequence, body } of replies) this.#write.reply.run(sequence, body, replyHash(origin, sequence, body))
  }

  #keepSnapshot({ sequence, state }: KeptSnapshot): void {
    const place = this.#rows.placeBefore(sequence + 1) as ChainPlace
    this.#write.snapshot.run(sequence, state, snapshotHash(place.hash, sequence, state))
    this.#write.dropSnapshots.run(snapshotsKept)
  }

  #refusedOrFailed(error: unknown): JournalError {
    const isRefused = isDuplicateKey(error)
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
    } catch (rollbackError) {
      this.#failed = journalErrorOf(rollbackError)
      return this.#failed
    }
    if (isRefused) return new JournalError('journal.key', 'key of a command must be new, is in the journal')
    this.#failed = journalErrorOf(error)
    return this.#failed
  }

  placeBefore(sequence: number): ChainPlace | undefined {
    return this.#rows.placeBefore(sequence)
  }

  after(place: ChainPlace, count: number): readonly HashedRow[] {
    return this.#rows.after(place, count)
  }

  latestSnapshot(): KeptSnapshot | undefined {
    return this.#kept.latestSnapshot()
  }

  find(key: string): FoundRow | undefined {
    const found = this.#rows.ofKey(key)
    if (found === undefined) return undefined
    const { hash: _, ...row } = found
    return { row, reply: this.#kept.reply(row.sequence) }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}

interface Writing {
  readonly begin: StatementSync
  readonly command: StatementSync
  readonly reply: StatementSync
  readonly snapshot: StatementSync
  readonly dropSnapshots: StatementSync
  readonly commit: StatementSync
}

function writing(db: DatabaseSync): Writing {
  return {
    begin: db.prepare('BEGIN'),
    command: db.prepare('INSERT INTO commands (rowid, key, body, hash) VALUES (?, ?, ?, ?)'),
    reply: db.prepare('INSERT OR IGNORE INTO replies (rowid, body, hash) VALUES (?, ?, ?)'),
    snapshot: db.prepare('INSERT OR IGNORE INTO snapshots (rowid, state, hash) VALUES (?, ?, ?)'),
    dropSnapshots: db.prepare(
      'DELETE FROM snapshots WHERE rowid NOT IN (SELECT rowid FROM snapshots ORDER BY rowid DESC LIMIT ?)',
    ),
    commit: db.prepare('COMMIT'),
  }
}
