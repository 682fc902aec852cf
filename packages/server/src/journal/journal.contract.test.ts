import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { MemoryJournal, MemoryStore } from '../testkit/memory-journal.ts'
import { snapshotsKept } from './batch-rules.ts'
import { type Journal, type JournalBatch, JournalError, type JournalRow } from './journal.ts'
import { SqliteJournal } from './sqlite-journal.ts'

// What every journal does, whatever it is kept in. `reopen` is what is there after the process has gone.

interface Kept {
  readonly journal: Journal
  readonly reopen: () => Promise<Journal>
}

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

function inMemory(): Promise<Kept> {
  const store = new MemoryStore('EUR')
  const reopen = async (): Promise<Journal> => new MemoryJournal(store)
  return Promise.resolve({ journal: new MemoryJournal(store), reopen })
}

async function inFile(): Promise<Kept> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-journal-'))
  undo.push(() => rmSync(folder, { recursive: true }))
  const open = async (): Promise<Journal> => {
    const journal = await SqliteJournal.open(join(folder, 'journal'), { currency: 'EUR' })
    undo.push(() => journal.close())
    return journal
  }
  const journal = await open()
  const reopen = async (): Promise<Journal> => {
    await journal.close()
    return open()
  }
  return { journal, reopen }
}

function row(sequence: number, key?: string, body = `{"n":${sequence}}`): JournalRow {
  return { sequence, key, body }
}

function batch(rows: readonly JournalRow[], rest: Partial<JournalBatch> = {}): JournalBatch {
  return { rows, replies: [], snapshot: undefined, ...rest }
}

async function rowsOf(journal: Journal, from = 1): Promise<readonly JournalRow[]> {
  const rows: JournalRow[] = []
  for await (const each of journal.read(from)) rows.push(each)
  return rows
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof JournalError ? error.code : String(error)
}

describe.each([
  ['in memory', inMemory],
  ['in a file', inFile],
])('a journal %s', (_, make) => {
  test('gives back what was appended, in order, from any sequence, now and later', async () => {
    const { journal, reopen } = await make()
    const rows = [row(1, 'a'), row(2), row(3, 'ключ ☂', '{"text":"ünï"}')]
    const head = await journal.append(0, batch(rows.slice(0, 2)))
    expect(head.sequence).toBe(2)
    const last = await journal.append(2, batch(rows.slice(2)))
    expect(await journal.head()).toEqual(last)
    expect(await rowsOf(journal)).toEqual(rows)
    const again = await reopen()
    expect(await again.head()).toEqual(last)
    expect(await rowsOf(again, 2)).toEqual(rows.slice(1))
    expect(await rowsOf(again, 4)).toEqual([])
    expect(again.origin).toEqual({ engineVersion: journal.origin.engineVersion, currency: 'EUR' })
  })

  test('has the hash of its origin while it is empty', async () => {
    const { journal } = await make()
    const head = await journal.head()
    expect(head).toEqual({ sequence: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await journal.append(0, batch([]))).toEqual(head)
    expect(await journal.latestSnapshot()).toBeUndefined()
    expect(await journal.find('a')).toBeUndefined()
  })

  test('refuses a batch that begins elsewhere or has a gap, and stays as it was', async () => {
    const { journal } = await make()
    const head = await journal.append(0, batch([row(1)]))
    expect(await codeOf(journal.append(0, batch([row(1)])))).toBe('journal.sequence')
    expect(await codeOf(journal.append(2, batch([row(3)])))).toBe('journal.sequence')
    expect(await codeOf(journal.append(1, batch([row(2), row(4)])))).toBe('journal.sequence')
    expect(await codeOf(journal.append(1, batch([], { replies: [{ sequence: 2, body: '' }] })))).toBe(
      'journal.sequence',
    )
    expect(await codeOf(journal.append(1, batch([], { snapshot: { sequence: 2, state: '' } })))).toBe(
      'journal.sequence',
    )
    expect(await journal.head()).toEqual(head)
    expect((await journal.append(1, batch([row(2)]))).sequence).toBe(2)
  })

  test('refuses a key that it has, with the whole batch, and stays as it was', async () => {
    const { journal } = await make()
    const head = await journal.append(0, batch([row(1, 'a')]))
    expect(await codeOf(journal.append(1, batch([row(2, 'b'), row(3, 'a')])))).toBe('journal.key')
    expect(await codeOf(journal.append(1, batch([row(2, 'b'), row(3, 'b')])))).toBe('journal.key')
    expect(await journal.head()).toEqual(head)
    expect(await journal.find('b')).toBeUndefined()
    expect((await journal.append(1, batch([row(2, 'b')]))).sequence).toBe(2)
  })

  test('finds a command by its key, with its answer once that is kept; the first answer stays', async () => {
    const { journal, reopen } = await make()
    await journal.append(0, batch([row(1, 'a'), row(2, '')]))
    expect(await journal.find('a')).toEqual({ row: row(1, 'a'), reply: undefined })
    await journal.append(2, batch([], { replies: [{ sequence: 1, body: '{"done":true}' }] }))
    await journal.append(
      2,
      batch([], {
        replies: [
          { sequence: 1, body: 'another' },
          { sequence: 2, body: 'of nothing' },
        ],
      }),
    )
    const again = await reopen()
    expect(await again.find('a')).toEqual({ row: row(1, 'a'), reply: '{"done":true}' })
    expect(await again.find('')).toEqual({ row: row(2, ''), reply: 'of nothing' })
    expect(await again.find('b')).toBeUndefined()
  })

  test('keeps the newest snapshots', async () => {
    const { journal, reopen } = await make()
    for (let i = 1; i <= snapshotsKept + 2; i++)
      await journal.append(i - 1, batch([row(i)], { snapshot: { sequence: i, state: `state ${i}` } }))
    const latest = { sequence: snapshotsKept + 2, state: `state ${snapshotsKept + 2}` }
    expect(await journal.latestSnapshot()).toEqual(latest)
    expect(await (await reopen()).latestSnapshot()).toEqual(latest)
  })

  test('takes batches one after the other without waiting, and what follows a refused one is refused too', async () => {
    const { journal } = await make()
    const answers = await Promise.allSettled([
      journal.append(0, batch([row(1)])),
      journal.append(1, batch([row(2)])),
      journal.append(7, batch([row(8)])),
      journal.append(8, batch([row(9)])),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    expect((await journal.head()).sequence).toBe(2)
  })

  test('reads a long journal to its end, and large bodies whole', async () => {
    const { journal } = await make()
    const rows = Array.from({ length: 10_000 }, (_, i) => row(i + 1, i % 3 === 0 ? `key ${i}` : undefined))
    const large = row(10_001, undefined, JSON.stringify('x'.repeat(3_000_000)))
    await journal.append(0, batch(rows))
    await journal.append(10_000, batch([large]))
    expect(await rowsOf(journal)).toEqual([...rows, large])
  })

  test('answers what was asked before it is closed, and nothing after', async () => {
    const { journal } = await make()
    const appended = journal.append(0, batch([row(1)]))
    await Promise.all([journal.close(), journal.close()])
    expect((await appended).sequence).toBe(1)
    expect(await codeOf(journal.append(1, batch([row(2)])))).toBe('journal.closed')
    expect(await codeOf(journal.head())).toBe('journal.closed')
    expect(await codeOf(rowsOf(journal))).toBe('journal.closed')
  })
})

test('journals of the same commands have the same hash, in memory and in a file', async () => {
  const heads = await Promise.all(
    [inMemory, inFile].map(async (make) => (await make()).journal.append(0, batch([row(1, 'a'), row(2)]))),
  )
  expect(heads[0]).toEqual(heads[1])
})
