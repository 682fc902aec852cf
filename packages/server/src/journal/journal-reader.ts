import type { DatabaseSync } from 'node:sqlite'
import { originHash } from './chain.ts'
import type { JournalOrigin } from './journal.ts'
import { type KeptReader, keptReader } from './kept.ts'
import { type ChainPlace, type HashedRow, type RowWalk, rowWalk } from './row-walk.ts'
import { journalErrorOf } from './sqlite-error.ts'
import { openFile, pragma } from './sqlite-file.ts'
import { readOrigin } from './tables.ts'

/** A journal that nobody writes to, read without changing it. */
export interface JournalReader {
  readonly origin: JournalOrigin
  /** The place before the first command. */
  readonly start: ChainPlace
  readonly rows: RowWalk
  readonly kept: KeptReader
  /** What SQLite finds wrong with its file; undefined when it is sound. */
  damage(): string | undefined
  close(): void
}

const chunk = 1024

/** @throws JournalError */
export function openReader(path: string, engineVersion: number): JournalReader {
  const db = openFile(path, 'read')
  try {
    const origin = readOrigin(db, engineVersion)
    const rows = rowWalk(db, origin)
    return {
      origin,
      start: { sequence: 0, hash: originHash(origin) },
      rows,
      kept: keptReader(db, origin, rows),
      damage: () => damageOf(db),
      close: () => db.close(),
    }
  } catch (error) {
    db.close()
    throw journalErrorOf(error)
  }
}

/** Every row from a sequence on, each checked. @throws JournalError at the first that is wrong. */
export function* rowsFrom({ rows }: JournalReader, from: number): Generator<HashedRow> {
  let place: ChainPlace | undefined = rows.placeBefore(from)
  while (place !== undefined) {
    const next: readonly HashedRow[] = rows.after(place, chunk)
    yield* next
    place = next.at(-1)
  }
}

function damageOf(db: DatabaseSync): string | undefined {
  try {
    const found = String(pragma(db, 'integrity_check(1)'))
    return found === 'ok' ? undefined : found
  } catch (error) {
    return journalErrorOf(error).message
  }
}
