import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { engine } from '@plimsoll/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalBatch, JournalError } from './journal.ts'
import { assertDurable, makeDurable, openFile, pragma } from './sqlite-file.ts'
import { SqliteJournal } from './sqlite-journal.ts'
import { openStore, SqliteStore } from './sqlite-store.ts'
import { verifyJournal } from './verify.ts'

const origin = { engineVersion: engine.engineVersion, currency: 'USD' }
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-journal-'))
  path = join(folder, 'journal')
})

afterEach(() => rmSync(folder, { recursive: true }))

function rowsAfter(sequence: number, count: number, body = '{}'): JournalBatch {
  const rows = Array.from({ length: count }, (_, i) => ({ sequence: sequence + 1 + i, key: undefined, body }))
  return { rows, replies: [], snapshot: undefined }
}

function faultOf(attempt: () => unknown): JournalError | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    return error as JournalError
  }
}

/** Runs a script in a process of its own, which may be another user; gives what it prints. */
async function inProcess(
  script: string,
  { shell = '', user }: { shell?: string; user?: number } = {},
): Promise<string> {
  const store = JSON.stringify(fileURLToPath(new URL('./sqlite-store.ts', import.meta.url)))
  const text = `const { openStore } = await import(${store}); const path = ${JSON.stringify(path)}
    const origin = ${JSON.stringify(origin)}; const told = (error) => console.log(error.code); ${script}`
  const node = [
    process.execPath,
    '--conditions=development',
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    text,
  ]
  const [command = '', ...args] = shell === '' ? node : ['sh', '-c', `${shell}; exec "$@"`, 'sh', ...node]
  const child = spawn(command, args, user === undefined ? {} : { uid: user })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (printed += bytes))
  await once(child, 'close')
  return printed.trim()
}

describe('a journal is refused', () => {
  test('while another process has it open, at once, for writing and for reading', async () => {
    const journal = await SqliteJournal.open(path)
    await journal.append(0, rowsAfter(0, 1))
    expect(await inProcess(`try { openStore(path, 'if-missing', origin) } catch (error) { told(error) }`)).toBe(
      'journal.locked',
    )
    const verify = JSON.stringify(fileURLToPath(new URL('./journal-reader.ts', import.meta.url)))
    expect(
      await inProcess(
        `try { (await import(${verify})).openReader(path, origin.engineVersion) } catch (error) { told(error) }`,
      ),
    ).toBe('journal.locked')
    await expect(SqliteJournal.open(path)).rejects.toMatchObject({ code: 'journal.locked' })
    await journal.close()
    await (await SqliteJournal.open(path, { creation: 'never' })).close()
  })

  test('when it must be there and is not, or must not be and is', async () => {
    await expect(SqliteJournal.open(path, { creation: 'never' })).rejects.toMatchObject({ code: 'journal.not-found' })
    expect(existsSync(path)).toBe(false)
    await (await SqliteJournal.open(path, { creation: 'new' })).close()
    await expect(SqliteJournal.open(path, { creation: 'new' })).rejects.toMatchObject({ code: 'journal.exists' })
    const elsewhere = join(folder, 'none', 'journal')
    await expect(SqliteJournal.open(elsewhere)).rejects.toMatchObject({ code: 'journal.not-found' })
    expect(() => verifyJournal(elsewhere)).toThrow(expect.objectContaining({ code: 'journal.not-found' }))
    expect(() => verifyJournal(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'journal.not-found' }))
  })

  test('when it is a folder, a text, another database or empty', async () => {
    mkdirSync(join(folder, 'folder'))
    writeFileSync(
      join(folder, 'text'),
      'not a database, and long enough that nobody takes it for an empty one '.repeat(10),
    )
    writeFileSync(join(folder, 'empty'), '')
    const other = new DatabaseSync(join(folder, 'other'))
    other.exec('CREATE TABLE commands (body TEXT)')
    other.close()
    for (const name of ['folder', 'text', 'other']) {
      await expect(SqliteJournal.open(join(folder, name))).rejects.toMatchObject({ code: 'journal.not-a-journal' })
      expect(faultOf(() => verifyJournal(join(folder, name)))?.code).toBe('journal.not-a-journal')
    }
    const empty = join(folder, 'empty')
    await expect(SqliteJournal.open(empty, { creation: 'never' })).rejects.toMatchObject({
      code: 'journal.not-a-journal',
    })
    expect(faultOf(() => verifyJournal(empty))?.code).toBe('journal.not-a-journal')
  })

  test('when its file was emptied beside a log that has commands', () => {
    writeFileSync(path, '')
    writeFileSync(`${path}-wal`, 'commands')
    expect(faultOf(() => openStore(path, 'if-missing', origin))?.code).toBe('journal.corrupt')
  })

  test('when it is of another version of the engine, naming both', async () => {
    openStore(path, 'new', { ...origin, engineVersion: 999 }).close()
    await expect(SqliteJournal.open(path)).rejects.toMatchObject({
      code: 'journal.version',
      message: expect.stringMatching(/of engine \d+, is plimsoll-journal\/1 of engine 999/),
    })
  })

  test('when its last command was changed', () => {
    const store = openStore(path, 'new', origin)
    store.append(0, rowsAfter(0, 3))
    store.close()
    const db = new DatabaseSync(path)
    db.exec(`UPDATE commands SET body = '{"rich":true}' WHERE rowid = 3`)
    db.close()
    expect(faultOf(() => openStore(path, 'never', origin))).toMatchObject({ code: 'journal.corrupt', sequence: 3 })
  })

  test('where a commit would not wait for the disk', () => {
    const store = openFile(path, 'write')
    makeDurable(store)
    store.exec('PRAGMA synchronous = NORMAL')
    expect(faultOf(() => assertDurable(store))).toMatchObject({ code: 'journal.not-durable' })
    store.close()
    const memory = new DatabaseSync(':memory:')
    expect(faultOf(() => makeDurable(memory))).toMatchObject({ code: 'journal.not-durable' })
  })

  test('where nothing can be written', async () => {
    openStore(path, 'new', origin).close()
    chmodSync(path, 0o444)
    chmodSync(folder, 0o555)
    // Root may write everywhere; nobody may not.
    const user = process.getuid?.() === 0 ? { user: 65_534 } : {}
    expect(await inProcess(`try { openStore(path, 'never', origin) } catch (error) { told(error) }`, user)).toBe(
      'journal.read-only',
    )
    expect(await inProcess(`try { openStore(path + '2', 'new', origin) } catch (error) { told(error) }`, user)).toBe(
      'journal.read-only',
    )
    const reader = JSON.stringify(fileURLToPath(new URL('./journal-reader.ts', import.meta.url)))
    const read = `console.log((await import(${reader})).openReader(path, origin.engineVersion).origin.currency)`
    expect(await inProcess(read, user)).toBe('USD')
    chmodSync(folder, 0o755)
  })
})

describe('after a write has failed', () => {
  test('for want of room, nothing more is taken, and what was acknowledged is there', () => {
    const db = openFile(path, 'write')
    db.close()
    openStore(path, 'new', origin).close()
    const limited = openFile(path, 'write')
    makeDurable(limited)
    limited.exec(`PRAGMA max_page_count = ${Number(pragma(limited, 'page_count')) + 2}`)
    const store = new SqliteStore(limited, origin)
    const head = store.append(0, rowsAfter(0, 1))
    const full = expect.objectContaining({ code: 'journal.full' })
    expect(() => store.append(1, rowsAfter(1, 1, 'x'.repeat(100_000)))).toThrow(full)
    expect(() => store.append(1, rowsAfter(1, 1))).toThrow(full)
    expect(store.head()).toEqual(head)
    expect(store.find('none')).toBeUndefined()
    store.close()
    expect(verifyJournal(path, { head })).toMatchObject({ head, problem: undefined })
  })

  test('by an error of the system, nothing more is taken, and what was acknowledged is there', async () => {
    const printed = await inProcess(
      `const store = openStore(path, 'new', origin)
      const rows = (from) => [0, 1, 2, 3].map((i) => ({ sequence: from + i + 1, key: undefined, body: 'x'.repeat(9000) }))
      let head = 0
      try { for (;;) head = store.append(head, { rows: rows(head), replies: [], snapshot: undefined }).sequence }
      catch (error) { told(error) }
      try { store.append(head, { rows: [], replies: [], snapshot: undefined }) } catch (error) { told(error) }
      console.log(head)
      process.kill(process.pid, 'SIGKILL')`,
      { shell: 'ulimit -f 400' },
    )
    const [first, second, head] = printed.split('\n')
    expect([first, second]).toEqual(['journal.io', 'journal.io'])
    expect(Number(head)).toBeGreaterThan(0)
    expect(verifyJournal(path, { head: { sequence: Number(head) } }).problem).toBeUndefined()
  })
})

test('a process that has closed its journal, or waits for nothing of it, ends', async () => {
  const journal = JSON.stringify(fileURLToPath(new URL('./sqlite-journal.ts', import.meta.url)))
  const script = (end: string): string =>
    `const { SqliteJournal } = await import(${journal}); const journal = await SqliteJournal.open(path)
    await journal.append(0, { rows: [{ sequence: 1, body: '{}' }], replies: [], snapshot: undefined }); ${end}`
  expect(await inProcess(script("await journal.close(); console.log('closed')"))).toBe('closed')
  rmSync(path)
  expect(await inProcess(script("console.log('left open')"))).toBe('left open')
})

test('a log without its file is refused and left as it is: what was acknowledged may be in it', async () => {
  await inProcess(
    `openStore(path, 'new', origin).append(0, ${JSON.stringify(rowsAfter(0, 3))}); process.kill(process.pid, 'SIGKILL')`,
  )
  const log = readFileSync(`${path}-wal`)
  rmSync(path)
  expect(faultOf(() => openStore(path, 'if-missing', origin))?.code).toBe('journal.corrupt')
  expect([existsSync(path), readFileSync(`${path}-wal`).equals(log)]).toEqual([false, true])
})

test('by another name that points to it, a journal is the same, its log too', async () => {
  await inProcess(
    `openStore(path, 'new', origin).append(0, ${JSON.stringify(rowsAfter(0, 3))}); process.kill(process.pid, 'SIGKILL')`,
  )
  const link = join(folder, 'link')
  symlinkSync('journal', link)
  expect(verifyJournal(link).head.sequence).toBe(3)
  const store = openStore(link, 'never', origin)
  expect(store.head().sequence).toBe(3)
  expect(faultOf(() => verifyJournal(link))?.code).toBe('journal.locked')
  store.close()
})

describe('a file that is taken away while it is written to', () => {
  test.each(['', '-wal'])('ends the journal before anything more is acknowledged (%s)', (end) => {
    const store = openStore(path, 'new', origin)
    store.append(0, rowsAfter(0, 1))
    rmSync(`${path}${end}`)
    expect(faultOf(() => store.append(1, rowsAfter(1, 1)))?.code).toBe('journal.io')
    expect(faultOf(() => store.append(1, rowsAfter(1, 1)))?.message).toContain('was deleted, moved or replaced')
    store.close()
  })

  test('is not mistaken for another in its place', () => {
    const store = openStore(path, 'new', origin)
    store.append(0, rowsAfter(0, 1))
    rmSync(path)
    rmSync(`${path}-wal`)
    const other = openStore(path, 'new', origin)
    other.append(0, rowsAfter(0, 1))
    expect(faultOf(() => store.append(1, rowsAfter(1, 1)))?.code).toBe('journal.io')
    expect(other.append(1, rowsAfter(1, 1)).sequence).toBe(2)
    store.close()
    other.close()
  })
})
