import { engine } from '@plimsoll/core'
import { checkBatch, snapshotsKept } from '../journal/batch-rules.ts'
import { hexOf, originHash, rowHash } from '../journal/chain.ts'
import {
  type FoundRow,
  type Journal,
  type JournalBatch,
  JournalError,
  type JournalHead,
  type JournalOrigin,
  type JournalRow,
  type KeptReply,
  type KeptSnapshot,
} from '../journal/journal.ts'

/** What a journal in memory has kept: another may go on from it, as after a crash. */
export class MemoryStore {
  readonly origin: JournalOrigin
  readonly rows: JournalRow[] = []
  readonly hashes: Uint8Array[] = []
  readonly byKey: Map<string, JournalRow> = new Map()
  readonly replies: Map<number, string> = new Map()
  readonly snapshots: KeptSnapshot[] = []

  constructor(currency = 'USD') {
    this.origin = { engineVersion: engine.engineVersion, currency }
  }

  get head(): { readonly sequence: number; readonly hash: Uint8Array } {
    return { sequence: this.rows.length, hash: this.hashes.at(-1) ?? originHash(this.origin) }
  }

  /** Keeps all of a batch, or refuses it. */
  append(expected: number, batch: JournalBatch): void {
    checkBatch(this.head.sequence, expected, batch)
    this.#checkKeys(batch.rows)
    for (const row of batch.rows) this.#keepRow(row)
    this.#keepReplies(batch.replies)
    if (batch.snapshot !== undefined) this.#keepSnapshot(batch.snapshot)
  }

  #checkKeys(rows: readonly JournalRow[]): void {
    const keys = rows.flatMap(({ key }) => (key === undefined ? [] : [key]))
    if (new Set(keys).size < keys.length || keys.some((key) => this.byKey.has(key)))
      throw new JournalError('journal.key', 'key of a command must be new, is in the journal')
  }

  #keepRow(row: JournalRow): void {
    this.hashes.push(rowHash(this.head.hash, row))
    this.rows.push(row)
    if (row.key !== undefined) this.byKey.set(row.key, row)
  }

  #keepReplies(replies: readonly KeptReply[]): void {
    for (const { sequence, body } of replies) if (!this.replies.has(sequence)) this.replies.set(sequence, body)
  }

  #keepSnapshot(snapshot: KeptSnapshot): void {
    if (this.snapshots.some(({ sequence }) => sequence === snapshot.sequence)) return
    this.snapshots.push(snapshot)
    this.snapshots.sort((a, b) => a.sequence - b.sequence)
    this.snapshots.splice(0, this.snapshots.length - snapshotsKept)
  }
}

/** The journal's twin in memory, for simulation and tests: the same contract, and nothing survives the process. */
export class MemoryJournal implements Journal {
  readonly origin: JournalOrigin
  readonly #store: MemoryStore
  #isClosed = false

  constructor(store: MemoryStore = new MemoryStore()) {
    this.#store = store
    this.origin = store.origin
  }

  async append(expected: number, batch: JournalBatch): Promise<JournalHead> {
    this.#opened().append(expected, batch)
    return this.head()
  }

  async head(): Promise<JournalHead> {
    const { sequence, hash } = this.#opened().head
    return { sequence, hash: hexOf(hash) }
  }

  async *read(from: number): AsyncIterable<JournalRow> {
    for (let i = Math.max(0, from - 1); i < this.#opened().rows.length; i++) yield this.#opened().rows[i] as JournalRow
  }

  async latestSnapshot(): Promise<KeptSnapshot | undefined> {
    return this.#opened().snapshots.at(-1)
  }

  async find(key: string): Promise<FoundRow | undefined> {
    const { byKey, replies } = this.#opened()
    const row = byKey.get(key)
    return row && { row, reply: replies.get(row.sequence) }
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  #opened(): MemoryStore {
    if (this.#isClosed) throw new JournalError('journal.closed', 'journal must be open, is closed')
    return this.#store
  }
}
