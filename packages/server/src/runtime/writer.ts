import { formatInstant } from '@plimsoll/core'
import {
  type FoundRow,
  type Journal,
  type JournalBatch,
  JournalError,
  type JournalHead,
  type JournalRow,
  type KeptReply,
} from '../journal/journal.ts'
import type { Answer, Untimed } from './answer.ts'
import { keyReused, notTaken } from './answer.ts'
import type { Applied, Applier } from './applier.ts'
import { asksSame, type Body, bodyOf, commandOf } from './body.ts'
import type { Clock } from './clock.ts'
import type { RuntimeLimits } from './limits.ts'
import { takenBefore, takenNow } from './reply.ts'

/** What waits for the journal. */
export interface Waiting {
  readonly command: Untimed
  readonly key: string | undefined
  readonly answer: (answer: Answer) => void
}

interface Entry {
  readonly waiting: Waiting
  readonly row: JournalRow
  readonly command: Body['command']
}

interface WriterOptions {
  readonly journal: Journal
  readonly head: JournalHead
  readonly applier: Applier
  readonly clock: Clock
  readonly limits: RuntimeLimits
  /** Commands between snapshots. */
  readonly snapshotEvery: number
  /** Last command that is in a snapshot of the journal. */
  readonly snapshotAt: number
  /** Answers that are not kept yet: those of the tail that was replayed. */
  readonly replies: readonly (KeptReply & { readonly key: string })[]
  /** Called before a snapshot is taken. */
  readonly onSnapshot: () => void
  readonly onApplied: (batch: readonly Applied[]) => void
  readonly onKept: (replies: readonly (KeptReply & { readonly key: string })[]) => void
  readonly onFailure: (error: unknown) => void
}

/**
 * The one writer: takes what waits as a batch, gives each its sequence and instant, has the journal make it durable, and
 * only then applies and answers it. While a batch is on its way to the disk the one before it is applied.
 */
export class Writer {
  readonly #options: WriterOptions
  #queue: Waiting[] = []
  #head: JournalHead
  #lastSequence: number
  #lastAt: number
  #snapshotAt: number
  #unkept: (KeptReply & { readonly key: string })[]
  #running: Promise<void> | undefined
  #failed = false

  constructor(options: WriterOptions) {
    this.#options = options
    this.#head = options.head
    this.#lastSequence = options.head.sequence
    this.#lastAt = options.applier.at
    this.#snapshotAt = options.snapshotAt
    this.#unkept = [...options.replies]
  }

  get head(): JournalHead {
    return this.#head
  }

  get waiting(): number {
    return this.#queue.length
  }

  add(...waiting: readonly Waiting[]): void {
    for (const each of waiting) this.#queue.push(each)
    this.#running ??= this.#run()
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  /** Answers what waits with a reason, undone. */
  refuseWaiting(answer: Answer): void {
    for (const { answer: tell } of this.#queue.splice(0)) tell(answer)
  }

  /** Writes a snapshot with every answer before it, when something came since the last. */
  async snapshot(): Promise<void> {
    if (this.#failed || (this.#snapshotAt === this.#options.applier.sequence && this.#unkept.length === 0)) return
    await this.#append([], true)
  }

  async #run(): Promise<void> {
    // What is submitted in the same turn goes into one batch.
    await undefined
    let durable: readonly Entry[] = []
    while (this.#queue.length > 0 || durable.length > 0) {
      const entries = this.#gathered()
      const appending = entries.length > 0 ? this.#append(entries, false) : undefined
      this.#apply(durable)
      durable = appending === undefined ? [] : await appending
    }
    // Right after the queue was found empty: what comes later must start anew.
    this.#running = undefined
  }

  /** The next batch, without those that cannot be kept. */
  #gathered(): readonly Entry[] {
    const entries: Entry[] = []
    for (const waiting of this.#queue.splice(0, this.#options.limits.batchMax)) this.#admit(waiting, entries)
    return entries
  }

  #admit(waiting: Waiting, entries: Entry[]): void {
    try {
      this.#stamp(waiting, entries)
    } catch (error) {
      waiting.answer(notTaken('engine.bug', `the command cannot be read back: ${(error as Error).message}`))
    }
  }

  #stamp(waiting: Waiting, entries: Entry[]): void {
    const { clock, limits } = this.#options
    const now = clock()
    const at = waiting.command.at ?? Math.max(now, this.#lastAt)
    // Not from the last instant on: commands, each a little ahead of the one before, would lead away from the clock.
    if (at > Math.max(now + limits.aheadMaxMs, this.#lastAt)) {
      const clockAt = formatInstant(now)
      const message = `at must be at most ${limits.aheadMaxMs} ms after the clock, which is at ${clockAt}, is ${formatInstant(at)}`
      waiting.answer(notTaken('runtime.clock-ahead', message))
      return
    }
    const body = bodyOf(waiting.command, at)
    this.#lastAt = Math.max(this.#lastAt, at)
    this.#lastSequence += 1
    const row = { sequence: this.#lastSequence, key: waiting.key, body: body.text }
    entries.push({ waiting, row, command: body.command })
  }

  /** Those that are durable and not applied yet. When the journal fails nothing is acknowledged any more. */
  async #append(entries: readonly Entry[], withSnapshot: boolean): Promise<readonly Entry[]> {
    if (this.#failed) {
      this.#fail(undefined, entries)
      return []
    }
    const replies = this.#unkept
    this.#unkept = []
    const rest = {
      replies: replies.map(({ sequence, body }) => ({ sequence, body })),
      snapshot: withSnapshot || this.#isSnapshotDue() ? this.#takeSnapshot() : undefined,
    }
    try {
      const durable = await this.#written(entries, rest)
      this.#options.onKept(replies)
      return durable
    } catch (error) {
      this.#fail(error, entries)
      return []
    }
  }

  /**
   * Writes a batch as if every key were new, as nearly all are: to ask first would keep each batch waiting behind the one
   * before it. The journal refuses a batch with a key that it has; only then is each looked up, and the rest written.
   */
  async #written(entries: readonly Entry[], rest: Omit<JournalBatch, 'rows'>): Promise<readonly Entry[]> {
    const { journal } = this.#options
    const write = async (fresh: readonly Entry[]): Promise<readonly Entry[]> => {
      this.#head = await journal.append(this.#head.sequence, { rows: fresh.map(({ row }) => row), ...rest })
      return fresh
    }
    try {
      return await write(entries)
    } catch (error) {
      if (!(error instanceof JournalError) || error.code !== 'journal.key') throw error
    }
    return await write(await this.#withoutRepeated(entries))
  }

  /** Answers those whose keys the journal has; the others move up. Their instants stay. */
  async #withoutRepeated(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const { journal } = this.#options
    const known = await Promise.all(
      entries.map(({ row: { key } }) => (key === undefined ? undefined : journal.find(key))),
    )
    const fresh: Entry[] = []
    for (const [i, entry] of entries.entries()) {
      const found = known[i]
      const sequence = this.#head.sequence + fresh.length + 1
      if (found === undefined) fresh.push({ ...entry, row: { ...entry.row, sequence } })
      else entry.waiting.answer(repeated(entry.waiting, found))
    }
    this.#lastSequence = this.#head.sequence + fresh.length
    return fresh
  }

  #isSnapshotDue(): boolean {
    return this.#options.applier.sequence - this.#snapshotAt >= this.#options.snapshotEvery
  }

  #takeSnapshot(): JournalBatch['snapshot'] {
    const { applier, onSnapshot } = this.#options
    onSnapshot()
    this.#snapshotAt = applier.sequence
    return { sequence: applier.sequence, state: applier.stateText() }
  }

  #apply(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    const applied = this.#applied(entries)
    for (const [i, { reply }] of applied.entries()) {
      const { waiting, row } = entries[i] as Entry
      const answer = takenNow(reply)
      if (row.key !== undefined) this.#unkept.push({ key: row.key, sequence: row.sequence, body: answer.text() })
      waiting.answer(answer)
    }
  }

  /** None when even applying fails, as it does on a machine without memory: the state may be half changed. */
  #applied(entries: readonly Entry[]): readonly Applied[] {
    const { applier, onApplied } = this.#options
    try {
      const applied = this.#failed ? [] : entries.map(({ command, row }) => applier.apply(row.sequence, command))
      onApplied(applied)
      if (applied.length > 0) return applied
    } catch (error) {
      this.#fail(error, [])
    }
    for (const { waiting } of entries) waiting.answer(unknown)
    return []
  }

  /** From here on nothing is written, applied or acknowledged. */
  #fail(error: unknown, entries: readonly Entry[]): void {
    if (!this.#failed) this.#options.onFailure(error)
    this.#failed = true
    for (const { waiting } of entries) waiting.answer(unknown)
    this.refuseWaiting(unkept)
  }
}

const unkept = notTaken('runtime.read-only', 'the journal takes nothing more; this was not kept')
const unknown = notTaken(
  'runtime.read-only',
  'the journal takes nothing more; whether this was kept is known after a restart: send it again then, with the same key',
)

function repeated({ command }: Waiting, { row, reply }: FoundRow): Answer {
  const taken = commandOf(row.body)
  if (!asksSame(command, taken, taken.at)) return keyReused(row.key)
  if (reply === undefined) return notTaken('engine.bug', `the reply to ${row.key} must be kept, is not`)
  return takenBefore(reply)
}
