import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { engine } from '@plimsoll/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JournalBatch, JournalError, JournalHead, JournalRow } from './journal.ts'
import { openReader, rowsFrom } from './journal-reader.ts'
import { openStore } from './sqlite-store.ts'
import { type Verification, verifyJournal } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-verify-'))
const origin = { engineVersion: engine.engineVersion, currency: 'USD' }
const commandCount = 300
/** The closed file, and a file with its log as a process that was killed leaves them. */
const [closed, killed, trial] = ['closed', 'killed', 'trial'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]
let acknowledged: JournalHead
let whole: readonly unknown[]

beforeAll(() => {
  const store = openStore(closed, 'new', origin)
  for (let from = 1; from <= commandCount; from += 10) acknowledged = store.append(from - 1, batchFrom(from))
  for (const suffix of ['', '-wal']) copyFileSync(closed + suffix, killed + suffix)
  store.close()
  whole = contentOf(closed)
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Ten commands, every third with a key, one too long for a page; answers to those before; now and then a snapshot. */
function batchFrom(from: number): JournalBatch {
  const replies = from === 1 ? [] : [from - 3, from - 2].map((sequence) => ({ sequence, body: `{"done":${sequence}}` }))
  const snapshot =
    from % 50 === 1 && from > 1 ? { sequence: from - 1, state: `state at ${from}`.repeat(30) } : undefined
  return { rows: Array.from({ length: 10 }, (_, i) => commandAt(from + i)), replies, snapshot }
}

function commandAt(sequence: number): JournalRow {
  const note = sequence % 50 === 0 ? 'long '.repeat(2000) : 'short'
  const body = JSON.stringify({ type: 'deposit', at: sequence, account: `account-${sequence}`, note })
  return { sequence, key: sequence % 3 === 0 ? `key-${sequence}` : undefined, body }
}

/** Everything that a journal holds, or its error. */
function contentOf(path: string): readonly unknown[] {
  const reader = openReader(path, origin.engineVersion)
  try {
    const { kept } = reader
    return [[...rowsFrom(reader, 1)], kept.repliesAfter(0, 1000), kept.snapshots().map((at) => kept.snapshot(at))]
  } finally {
    reader.close()
  }
}

/** What is found wrong, when it is opened or read. */
function faultOf(path: string, head: JournalHead = acknowledged): JournalError | undefined {
  const result = attempt(() => verifyJournal(path, { head }))
  return result instanceof Error ? (result as JournalError) : result.problem
}

function attempt(verify: () => Verification): Verification | Error {
  try {
    return verify()
  } catch (error) {
    return error as Error
  }
}

/** The same places and bits on every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Where a command's record lies in the file, its lengths before it included: it is stored as key, body, hash. */
function recordOf(file: Buffer, { key, body }: JournalRow): { readonly from: number; readonly to: number } {
  // The first page of a table keeps dead copies of what moved to later ones.
  const at = file.lastIndexOf((key ?? '') + body)
  if (at === -1) throw new Error('must be stored in one piece')
  const keyTypeLength = 1
  const bodyTypeLength = 13 + 2 * body.length > 127 ? 2 : 1
  const header = 1 + keyTypeLength + bodyTypeLength + 1
  return { from: at - header - lengthsBefore(body), to: at + (key?.length ?? 0) + body.length + 32 }
}

/** Payload length and sequence of a cell: two bytes from 128 on. */
function lengthsBefore(body: string): number {
  const { at } = JSON.parse(body) as { readonly at: number }
  const payload = body.length + 32 + 4
  return (payload > 127 ? 2 : 1) + (at > 127 ? 2 : 1)
}

function flipped(file: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(file)
  copy[at] = (copy[at] ?? 0) ^ mask
  return copy
}

describe('a journal that is as it was written', () => {
  test('verifies, and tells its head and what it holds', () => {
    expect(verifyJournal(closed, { head: acknowledged })).toEqual({
      head: acknowledged,
      keys: 100,
      replies: 58,
      snapshots: 5,
      problem: undefined,
    })
  })

  test('verifies with the log of a process that was killed, and is not changed by it', () => {
    const before = readFileSync(killed)
    expect(faultOf(killed)).toBeUndefined()
    expect(contentOf(killed)).toEqual(whole)
    expect(readFileSync(killed)).toEqual(before)
  })
})

describe('a changed byte', () => {
  test('in what is stored of a command is found with its place, 1 000 of 1 000', () => {
    const file = readFileSync(closed)
    const roll = dice(1)
    const missed: unknown[] = []
    for (let i = 0; i < 1000; i++) {
      const command = commandAt(1 + roll(49) + 50 * roll(6))
      const { from, to } = recordOf(file, command)
      const at = from + roll(to - from)
      writeFileSync(trial, flipped(file, at, 1 + roll(255)))
      const fault = faultOf(trial)
      const isPlaced =
        fault !== undefined && (isNear(fault.sequence, command.sequence) || /page \d+/.test(fault.message))
      if (!isPlaced) missed.push({ at: at - from, command: command.sequence, fault })
    }
    expect(missed).toEqual([])
  })

  test('in a command that is longer than a page is found with its place', () => {
    const file = readFileSync(closed)
    for (const part of [0.1, 0.5, 0.9]) {
      const at = file.indexOf('long long', Math.floor(file.length * part))
      writeFileSync(trial, flipped(file, at, 4))
      expect((faultOf(trial)?.sequence ?? 1) % 50).toBe(0)
    }
  })

  test('in a command that lies in the log cuts the journal there, which the acknowledged head tells', () => {
    const log = readFileSync(`${killed}-wal`)
    copyFileSync(killed, trial)
    const roll = dice(2)
    const missed: unknown[] = []
    for (let i = 0; i < 100; i++) {
      // Frames may be overwritten by later ones of the same page: only the last copy of a command counts.
      const command = commandAt(commandCount - roll(10))
      const at = log.lastIndexOf(command.body) + roll(command.body.length)
      writeFileSync(`${trial}-wal`, flipped(log, at, 1 + roll(255)))
      const fault = faultOf(trial)
      if (fault?.code !== 'journal.short' || (fault.sequence ?? 0) > command.sequence) missed.push({ at, fault })
    }
    rmSync(`${trial}-wal`)
    expect(missed).toEqual([])
  })

  test('anywhere in the file is found, or changes nothing that is read, 500 of 500', () => {
    const file = readFileSync(closed)
    const roll = dice(3)
    for (let i = 0; i < 500; i++) {
      const at = i < 100 ? i : roll(file.length)
      writeFileSync(trial, flipped(file, at, 1 + roll(255)))
      if (faultOf(trial) === undefined) expect([at, contentOf(trial)]).toEqual([at, whole])
    }
  })
})

/** A length that is wrong can make its neighbour unreadable first. */
function isNear(found: number | undefined, changed: number): boolean {
  return found !== undefined && Math.abs(found - changed) <= 1
}

describe('a journal that is cut short', () => {
  test('of its file anywhere is found, 200 of 200', () => {
    const file = readFileSync(closed)
    const roll = dice(4)
    const missed: number[] = []
    for (let i = 0; i < 200; i++) {
      const length = roll(file.length)
      writeFileSync(trial, file.subarray(0, length))
      if (faultOf(trial) === undefined) missed.push(length)
    }
    expect(missed).toEqual([])
  })

  test('of its log below the acknowledged head is found with the first command that is gone', () => {
    copyFileSync(killed, trial)
    const { size } = { size: readFileSync(`${killed}-wal`).length }
    const roll = dice(5)
    for (let i = 0; i < 50; i++) {
      copyFileSync(`${killed}-wal`, `${trial}-wal`)
      truncateSync(`${trial}-wal`, roll(size - 4096))
      const fault = faultOf(trial)
      expect(fault?.code).toBe('journal.short')
      expect(fault?.sequence).toBe((attempt(() => verifyJournal(trial)) as Verification).head.sequence + 1)
    }
    rmSync(`${trial}-wal`)
  })

  test('without a record of its head is a shorter journal, which nothing in it can tell', () => {
    const store = openStore(trial, 'if-missing', origin)
    store.close()
    copyFileSync(closed, trial)
    alter(trial, `DELETE FROM commands WHERE rowid > 295; DELETE FROM replies WHERE rowid > 295`)
    expect(verifyJournal(trial).problem).toBeUndefined()
    expect(faultOf(trial)).toMatchObject({ code: 'journal.short', sequence: 296 })
    expect(faultOf(trial, { sequence: 290, hash: acknowledged.hash })).toMatchObject({
      code: 'journal.corrupt',
      sequence: 290,
    })
  })
})

/** Changes a closed journal as no program of ours would. */
function alter(path: string, sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

test.each([
  ['a command taken out', 'DELETE FROM commands WHERE rowid = 7', 7],
  ['a command put in', "INSERT INTO commands (rowid, body, hash) VALUES (301, '{}', zeroblob(32))", 301],
  ['a command with another key', "UPDATE commands SET key = 'other' WHERE rowid = 9", 9],
  ['a command without its key', 'UPDATE commands SET key = NULL WHERE rowid = 9', 9],
  ['an empty key where there was none', "UPDATE commands SET key = '' WHERE rowid = 8", 8],
  [
    'two commands exchanged',
    'UPDATE commands SET rowid = 999 WHERE rowid = 5; UPDATE commands SET rowid = 5 WHERE rowid = 6; UPDATE commands SET rowid = 6 WHERE rowid = 999',
    5,
  ],
  ['another answer', "UPDATE replies SET body = 'yes' WHERE rowid = 18", undefined],
  ['an answer to another command', 'UPDATE replies SET rowid = 20 WHERE rowid = 18', undefined],
  ['another state', "UPDATE snapshots SET state = 'rich' WHERE rowid = 100", undefined],
  ['a state of another command', 'UPDATE snapshots SET rowid = 101 WHERE rowid = 100', undefined],
  ['another currency', "UPDATE origin SET currency = 'EUR'", 0],
])('%s is found', (_, sql, sequence) => {
  copyFileSync(closed, trial)
  alter(trial, sql)
  const fault = faultOf(trial)
  expect(fault?.code).toBe('journal.corrupt')
  expect(fault?.message).toMatch(/must have|must be in/)
  if (sequence !== undefined) expect(fault?.sequence).toBe(sequence)
})

test('a journal of another format or engine is refused by both names', () => {
  copyFileSync(closed, trial)
  alter(trial, 'UPDATE origin SET engine_version = 999')
  expect(faultOf(trial)).toMatchObject({
    code: 'journal.version',
    message: `journal must be plimsoll-journal/1 of engine ${origin.engineVersion}, is plimsoll-journal/1 of engine 999`,
  })
})
