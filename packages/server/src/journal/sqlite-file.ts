import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { JournalError } from './journal.ts'
import { journalErrorOf } from './sqlite-error.ts'

/** `write` is for the one writer; `read` changes nothing, and sees what a writer left. */
export type FileMode = 'write' | 'read'

/** Write-ahead pages after which they are moved into the file: some 16 MB, so that a start has little to read again. */
const checkpointPages = 4000

/**
 * Opens the file of a journal, alone: no other process can open it for writing meanwhile, nor read it.
 *
 * @throws JournalError
 */
export function openFile(name: string, mode: FileMode): DatabaseSync {
  // The log is beside the file itself, not beside a name that points to it.
  const path = existsSync(name) ? realpathSync(name) : name
  checkPath(path, mode)
  let db: DatabaseSync | undefined
  try {
    db = mode === 'write' ? openForWriting(path) : openForReading(path)
    return db
  } catch (error) {
    db?.close()
    throw journalErrorOf(error)
  }
}

/** What the system would only tell later, or in fewer words. */
function checkPath(path: string, mode: FileMode): void {
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) throw new JournalError('journal.not-found', `folder must exist, ${folder} does not`)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile())
    throw new JournalError('journal.not-a-journal', `journal must be a file, ${path} is not`)
  if (mode === 'read') return
  for (const place of found === undefined ? [folder] : [folder, path]) checkWritable(place)
  // The log beside an empty file, or beside none, would be thrown away by SQLite.
  if ((found?.size ?? 0) > 0 || (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return
  const state = found === undefined ? 'missing' : 'empty'
  throw new JournalError('journal.corrupt', `journal must have its first page, the file is ${state} beside its log`, 1)
}

function checkWritable(place: string): void {
  try {
    accessSync(place, constants.W_OK)
  } catch {
    throw new JournalError('journal.read-only', `${place} must be writable, is not`)
  }
}

function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(resolve(path))
  try {
    // Held from the first look on, so that two that start at once cannot both write; the log then needs no shared memory.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Turns on what makes a commit durable. Tables are made before: then the log is never without its file. */
export function makeDurable(db: DatabaseSync): void {
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${checkpointPages}`)
  // On macOS an ordinary fsync leaves data in the drive; elsewhere these change nothing.
  db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON')
  assertDurable(db)
}

/** @throws JournalError when a commit would not wait for the disk. */
export function assertDurable(db: DatabaseSync): void {
  const log = pragma(db, 'journal_mode')
  const synchronous = pragma(db, 'synchronous')
  if (log === 'wal' && synchronous === 2) return
  const rule = 'journal must be kept with journal_mode wal and synchronous 2 (FULL)'
  throw new JournalError('journal.not-durable', `${rule}, is with ${log} and ${synchronous}`)
}

export function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

/** Where there is no log beside it nobody has the file open: it is read as it is, and nothing is made beside it. */
function openForReading(path: string): DatabaseSync {
  if (!existsSync(path)) throw new JournalError('journal.not-found', `journal must exist, ${path} does not`)
  if (existsSync(`${path}-wal`)) return new DatabaseSync(resolve(path), { readOnly: true })
  return new DatabaseSync(new URL('?immutable=1', pathToFileURL(resolve(path))), { readOnly: true })
}

/** Makes the name of a new file survive a power cut. */
export function syncFolder(path: string): void {
  // Windows has no such thing.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(resolve(path)), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
