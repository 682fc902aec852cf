import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isSameHash, originHash, rowHash } from './chain.ts'
import { JournalError, type JournalOrigin, type JournalRow } from './journal.ts'
import { journalErrorOf } from './sqlite-error.ts'

export interface HashedRow extends JournalRow {
  readonly hash: Uint8Array
}

/** A place in the chain: what was read last. */
export interface ChainPlace {
  readonly sequence: number
  readonly hash: Uint8Array
}

/** Reads commands in their order, each checked against the one before it. */
export interface RowWalk {
  /** The place before a sequence, to read on from; undefined past the end. */
  placeBefore(sequence: number): ChainPlace | undefined
  /** At most `count` rows after a place; none at the end. An error has the first sequence that cannot be read. */
  after(place: ChainPlace, count: number): readonly HashedRow[]
  /** The last row, checked against the one before it; the origin when there is none. */
  last(): ChainPlace
  /** The row of a key, checked against the one before it. */
  ofKey(key: string): HashedRow | undefined
}

const columns = 'rowid, key, body, hash'

type RawRow = readonly [number, unknown, unknown, unknown]

export function rowWalk(db: DatabaseSync, origin: JournalOrigin): RowWalk {
  const start: ChainPlace = { sequence: 0, hash: originHash(origin) }
  const after = listing(db, `SELECT ${columns} FROM commands WHERE rowid > ? ORDER BY rowid LIMIT ?`)
  const last = listing(db, `SELECT ${columns} FROM commands ORDER BY rowid DESC LIMIT 1`)
  const ofKey = listing(db, `SELECT ${columns} FROM commands WHERE key = ?`)
  const hashOf = listing(db, 'SELECT hash FROM commands WHERE rowid = ?')
  const placeBefore = (sequence: number): ChainPlace | undefined => {
    if (sequence <= 1) return start
    const [hash] = (hashOf.get(sequence - 1) ?? []) as unknown as [Uint8Array?]
    return hash instanceof Uint8Array ? { sequence: sequence - 1, hash } : undefined
  }
  const alone = (raw: RawRow | undefined): HashedRow | undefined => {
    if (raw === undefined) return undefined
    const place = placeBefore(raw[0])
    if (place === undefined) throw notThere(raw[0] - 1)
    return checked(place, raw)
  }
  return {
    placeBefore: (sequence) => reading(sequence, () => placeBefore(sequence)),
    after: (place, count) => {
      const rows: HashedRow[] = []
      const end = (): ChainPlace => rows.at(-1) ?? place
      try {
        for (const raw of listed(after, place, count)) rows.push(checked(end(), asRow(raw)))
        return rows
      } catch (error) {
        throw journalErrorOf(error, end().sequence + 1)
      }
    },
    last: () => reading(undefined, () => alone(asRow(last.get()))) ?? start,
    ofKey: (key) => reading(undefined, () => keyed(key, alone(asRow(ofKey.get(key))))),
  }
}

function listing(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql)
  statement.setReturnArrays(true)
  return statement
}

/** All at once is faster; where that fails, one by one, to find the place. */
function listed(statement: StatementSync, { sequence }: ChainPlace, count: number): Iterable<unknown> {
  try {
    return statement.all(sequence, count)
  } catch {
    return statement.iterate(sequence, count)
  }
}

/** Rows come as lists, which the types of Node do not say. */
function asRow(raw: unknown): RawRow {
  return raw as RawRow
}

function checked(before: ChainPlace, [sequence, key, body, hash]: RawRow): HashedRow {
  const expected = before.sequence + 1
  if (sequence !== expected) throw notThere(expected)
  // A flipped bit of its type makes bytes or a number of what was text.
  if (typeof body === 'string' && (key === null || typeof key === 'string') && hash instanceof Uint8Array) {
    const row = { sequence, key: key ?? undefined, body }
    if (isSameHash(rowHash(before.hash, row), hash)) return { ...row, hash }
  }
  const message = `command ${sequence} must have the hash of its content, has another`
  throw new JournalError('journal.corrupt', message, sequence)
}

function notThere(sequence: number): JournalError {
  return new JournalError('journal.corrupt', `command ${sequence} must be in the journal, is not`, sequence)
}

/** The index of keys may be damaged where the row is not. */
function keyed(key: string, row: HashedRow | undefined): HashedRow | undefined {
  if (row === undefined || row.key === key) return row
  throw new JournalError(
    'journal.corrupt',
    `command ${row.sequence} must have the key it is found by, has another`,
    row.sequence,
  )
}

function reading<T>(sequence: number | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw journalErrorOf(error, sequence)
  }
}
