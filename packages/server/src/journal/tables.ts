import type { DatabaseSync } from 'node:sqlite'
import { isSameHash, journalFormat, originHash } from './chain.ts'
import { JournalError, type JournalOrigin } from './journal.ts'
import { pragma } from './sqlite-file.ts'

/** Marks the file as a journal: PLMJ. */
const applicationId = 0x50_4c_4d_4a

// A row's sequence is its rowid: a column of its own would leave a byte in each row that nothing reads, so nothing checks.
const tables = `
  PRAGMA application_id = ${applicationId};
  BEGIN;
  CREATE TABLE origin (format TEXT NOT NULL, engine_version INTEGER NOT NULL, currency TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
  CREATE TABLE commands (key TEXT UNIQUE, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
  CREATE TABLE replies (body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
  CREATE TABLE snapshots (state TEXT NOT NULL, hash BLOB NOT NULL) STRICT;`

export function isEmptyFile(db: DatabaseSync): boolean {
  return db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'] === 0
}

export function makeTables(db: DatabaseSync, origin: JournalOrigin): void {
  db.exec(tables)
  db.prepare('INSERT INTO origin VALUES (?, ?, ?, ?)').run(
    journalFormat,
    origin.engineVersion,
    origin.currency,
    originHash(origin),
  )
  db.exec('COMMIT')
}

/**
 * The origin that a journal was made with.
 *
 * @throws JournalError `journal.version` when it was made by another format or version of the engine.
 */
export function readOrigin(db: DatabaseSync, engineVersion: number): JournalOrigin {
  if (isEmptyFile(db) || pragma(db, 'application_id') !== applicationId)
    throw new JournalError('journal.not-a-journal', 'file must be a journal, is another')
  const row = db.prepare('SELECT format, engine_version, currency, hash FROM origin').get()
  const { format, engine_version: version, currency, hash } = row ?? {}
  if (format !== journalFormat || version !== engineVersion)
    throw new JournalError(
      'journal.version',
      `journal must be ${journalFormat} of engine ${engineVersion}, is ${format} of engine ${version}`,
    )
  const origin = { engineVersion, currency: String(currency) }
  if (!(hash instanceof Uint8Array) || !isSameHash(hash, originHash(origin)))
    throw new JournalError('journal.corrupt', 'origin of the journal must have its hash, has another', 0)
  return origin
}
