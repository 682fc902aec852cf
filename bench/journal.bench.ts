// Commands a second through the journal: on disk, each batch one durable transaction, hash chain on, written by its thread
// while this one makes the next batch ready. Held against a loop of plain inserts that waits for nothing (synchronous=OFF,
// no chain, no keys) in the same run. The ratio is the last line.
//   node --conditions=development bench/journal.bench.ts [commands, 100 000 by default] [folder]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { JournalRow } from '../packages/server/src/journal/journal.ts'
import { SqliteJournal } from '../packages/server/src/journal/sqlite-journal.ts'
import { mixedCommands } from '../packages/server/src/testkit/mixed-commands.ts'

const count = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'plimsoll-bench-'))
const bodies = [...mixedCommands(count)]
/** Batches that are under way at once: one is written while the next is handed over. */
const underway = 4

interface Speed {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Every tenth command has no key; the others one of the client's own, which counts. */
function rowAt(i: number): JournalRow {
  return { sequence: i + 1, key: i % 10 === 0 ? undefined : `client-${i % 7}-${i}`, body: bodies[i] as string }
}

async function journaled(size: number): Promise<Speed> {
  const path = join(folder, `journal-${size}`)
  const journal = await SqliteJournal.open(path, { creation: 'new' })
  const waits: number[] = []
  const waiting: Promise<unknown>[] = []
  const from = performance.now()
  for (let at = 0; at < count; at += size) {
    const rows = Array.from({ length: Math.min(size, count - at) }, (_, i) => rowAt(at + i))
    const askedAt = performance.now()
    waiting.push(
      journal
        .append(at, { rows, replies: [], snapshot: undefined })
        .then(() => waits.push(performance.now() - askedAt)),
    )
    if (waiting.length >= underway) await waiting.shift()
  }
  await Promise.all(waiting)
  const seconds = (performance.now() - from) / 1000
  await journal.close()
  waits.sort((a, b) => a - b)
  const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? 0
  return { perSecond: count / seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function plainInserts(size: number): number {
  const db = new DatabaseSync(join(folder, `plain-${size}`))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE commands (key TEXT, body TEXT NOT NULL)')
  const insert = db.prepare('INSERT INTO commands VALUES (?, ?)')
  const from = performance.now()
  for (let at = 0; at < count; at += size) {
    db.exec('BEGIN')
    for (let i = at; i < Math.min(at + size, count); i++) {
      const { key, body } = rowAt(i)
      insert.run(key ?? null, body)
    }
    db.exec('COMMIT')
  }
  const seconds = (performance.now() - from) / 1000
  db.close()
  return count / seconds
}

const inThousands = (perSecond: number): string => `${(perSecond / 1000).toFixed(0).padStart(4)} 000`
let ratio = 0
try {
  console.log(`${count} commands of ${Math.round(bodies.join('').length / count)} characters, in ${folder}`)
  for (const size of [64, 256, 1024]) {
    const { perSecond, p50Ms, p99Ms } = await journaled(size)
    const plain = plainInserts(size)
    ratio = perSecond / plain
    console.log(
      `${String(size).padStart(4)} a batch  journal ${inThousands(perSecond)} /s, a batch ${p50Ms.toFixed(1)} ms (p99 ${p99Ms.toFixed(1)})` +
        `   plain inserts ${inThousands(plain)} /s   ratio ${ratio.toFixed(2)}`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`ratio to plain inserts that wait for nothing, 1024 a batch: ${ratio.toFixed(2)}`)
