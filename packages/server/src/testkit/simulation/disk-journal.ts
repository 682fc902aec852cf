import { createHash } from 'node:crypto'
import { engine } from '@plimsoll/core'
import { checkBatch, snapshotsKept } from '../../journal/batch-rules.ts'
import {
  type Journal,
  type JournalBatch,
  JournalError,
  type JournalErrorCode,
  type JournalHead,
  type JournalRow,
  type KeptSnapshot,
} from '../../journal/journal.ts'
import type { Disk } from './disk.ts'
import type { Waits } from './waits.ts'

/** What may go wrong with the next batch. */
export type DiskFault = 'full' | 'io' | 'none'

export interface DiskJournalOptions {
  readonly disk: Disk
  readonly waits: Waits
  /** Asked once for each batch. */
  readonly fault: () => DiskFault
  /** A process that died writes nothing, whatever it was about to do. */
  readonly isAlive: () => boolean
}

export interface DiskJournal extends Journal {
  /** What is on the disk for good, oldest first. */
  readonly durable: readonly JournalRow[]
}

/** A batch is its lines and a last one that hashes them and the batch before: whole, or found to be torn and dropped. */
type Line =
  | { readonly row: JournalRow }
  | { readonly reply: { readonly sequence: number; readonly body: string } }
  | { readonly snapshot: KeptSnapshot }

const firstHash = '0'.repeat(64)

/** Everything whole that a disk holds, as a journal reads it when it is opened. */
export interface JournalContent {
  readonly rows: readonly JournalRow[]
  readonly replies: ReadonlyMap<number, string>
  readonly snapshots: readonly KeptSnapshot[]
  readonly hash: string
  /** Lines up to the end of the last whole batch. */
  readonly lines: number
}

interface Content {
  readonly rows: JournalRow[]
  readonly replies: Map<number, string>
  readonly snapshots: KeptSnapshot[]
  hash: string
  lines: number
}

/** A journal on a simulated disk, with the contract of `Journal`. It keeps nothing but what it reads from the disk. */
export function openDiskJournal({ disk, waits, fault, isAlive }: DiskJournalOptions): DiskJournal {
  const content = contentOf(disk) as Content
  disk.cut(content.lines)
  let failed: JournalErrorCode | undefined
  let last: Promise<unknown> = Promise.resolve()
  const head = (): JournalHead => ({ sequence: content.rows.length, hash: content.hash })

  async function write(expected: number, batch: JournalBatch): Promise<JournalHead> {
    const stop = (code: JournalErrorCode, message: string): JournalError => {
      failed = code
      return new JournalError(code, message)
    }
    if (failed !== undefined) throw new JournalError(failed, 'a journal that failed takes nothing more')
    checkBatch(content.rows.length, expected, batch)
    checkKeys(content.rows, batch.rows)
    const wrong = fault()
    await waits.wait()
    if (wrong === 'full') throw stop('journal.full', 'no space is left on the simulated disk')
    if (!isAlive()) return never()
    const { lines, hash } = framed(batch, content.hash)
    disk.write(lines)
    await waits.wait()
    if (wrong === 'io') throw stop('journal.io', 'the simulated disk failed to sync')
    if (!isAlive()) return never()
    disk.sync()
    keep(content, batch, hash, lines.length)
    await waits.wait()
    return head()
  }

  return {
    durable: content.rows,
    origin: { engineVersion: engine.engineVersion, currency: 'USD' },
    append: (expected, batch) => {
      const next = last.then(() => write(expected, batch))
      last = next.catch(() => undefined)
      return next
    },
    head: async () => {
      await waits.wait()
      return head()
    },
    read: async function* read(from) {
      await waits.wait()
      for (const row of content.rows.slice(from - 1)) yield row
    },
    latestSnapshot: async () => {
      await waits.wait()
      return content.snapshots.at(-1)
    },
    find: async (key) => {
      await waits.wait()
      const row = content.rows.find((each) => each.key === key)
      return row === undefined ? undefined : { row, reply: content.replies.get(row.sequence) }
    },
    close: async () => {
      await last
      failed ??= 'journal.closed'
    },
  }
}

/** What survives on a disk: batches up to the first that is not whole. */
export function contentOf(disk: Disk): JournalContent {
  const content: Content = { rows: [], replies: new Map(), snapshots: [], hash: firstHash, lines: 0 }
  let open: string[] = []
  for (const line of disk.lines()) {
    if (!line.startsWith('commit ')) {
      open.push(line)
      continue
    }
    const hash = hashOf(open, content.hash)
    if (line !== `commit ${hash}`) break
    keep(content, batchOf(open), hash, open.length + 1)
    open = []
  }
  return content
}

function keep(content: Content, { rows, replies, snapshot }: JournalBatch, hash: string, lines: number): void {
  content.rows.push(...rows)
  for (const { sequence, body } of replies) if (!content.replies.has(sequence)) content.replies.set(sequence, body)
  if (snapshot !== undefined) content.snapshots.push(snapshot)
  content.snapshots.splice(0, content.snapshots.length - snapshotsKept)
  content.hash = hash
  content.lines += lines
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function checkKeys(kept: readonly JournalRow[], rows: readonly JournalRow[]): void {
  const keys = [...kept, ...rows].flatMap(({ key }) => (key === undefined ? [] : [key]))
  if (new Set(keys).size < keys.length)
    throw new JournalError('journal.key', 'key of a command must be new, is in the journal')
}

function framed({ rows, replies, snapshot }: JournalBatch, before: string): { lines: readonly string[]; hash: string } {
  const content: Line[] = [
    ...rows.map((row) => ({ row })),
    ...replies.map((reply) => ({ reply })),
    ...(snapshot === undefined ? [] : [{ snapshot }]),
  ]
  const lines = content.map((line) => JSON.stringify(line))
  const hash = hashOf(lines, before)
  return { lines: [...lines, `commit ${hash}`], hash }
}

function batchOf(lines: readonly string[]): JournalBatch {
  const content = lines.map((line) => JSON.parse(line) as Line)
  return {
    rows: content.flatMap((line) => ('row' in line ? [{ ...line.row, key: line.row.key }] : [])),
    replies: content.flatMap((line) => ('reply' in line ? [line.reply] : [])),
    snapshot: content.flatMap((line) => ('snapshot' in line ? [line.snapshot] : []))[0],
  }
}

function hashOf(lines: readonly string[], before: string): string {
  const hash = createHash('sha256').update(before)
  for (const line of lines) hash.update('\n').update(line)
  return hash.digest('hex')
}
