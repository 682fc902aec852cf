import { formatInstant } from '@plimsoll/core'
import type { FoundRow, Journal, JournalBatch, JournalHead, JournalRow, KeptReply } from '../journal/journal.ts'
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
  /** What the journal has under the key; asked when it was submitted. Never rejects. */
  readonly before: Promise<Lookup> | undefined
  readonly answer: (answer: Answer) => void
}

/** What was found under a key, if anything, or why nobody can say. */
export type Lookup = { readonly found: FoundRow | undefined } | { readonly failure: unknown }

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
      const entries = await this.#gathered()
      const appending = entries.length > 0 ? this.#append(entries, false) : undefined
      this.#apply(durable)
      durable = []
      if (appending === undefined) continue
      if (await appending) durable = entries
    }
    // Right after the queue was found empty: what comes later must start anew.
    this.#running = undefined
  }

  /** The next batch, without those that came before and those that cannot be kept. */
  async #gathered(): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for (const waiting of this.#queue.splice(0, this.#options.limits.batchMax)) {
      const lookup = await waiting.before
      if (lookup === undefined) this.#admit(waiting, entries)
      else if ('failure' in lookup) this.#fail(lookup.failure, [])
      else if (lookup.found === undefined) this.#admit(waiting, entries)
      else waiting.answer(repeated(waiting, lookup.found))
      if (this.#failed) waiting.answer(unkept)
    }
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

  /** Whether the batch is durable. When it is not nothing is acknowledged any more. */
  async #append(entries: readonly Entry[], withSnapshot: boolean): Promise<boolean> {
    const { journal, onKept } = this.#options
    if (this.#failed) {
      this.#fail(undefined, entries)
      return false
    }
    const replies = this.#unkept
    this.#unkept = []
    const batch: JournalBatch = {
      rows: entries.map(({ row }) => row),
      replies: replies.map(({ sequence, body }) => ({ sequence, body })),
      snapshot: withSnapshot || this.#isSnapshotDue() ? this.#takeSnapshot() : undefined,
    }
    try {
      this.#head = await journal.append(this.#head.sequence, batch)
    } catch (error) {
      this.#fail(error, entries)
      return false
    }
    onKept(replies)
    return true
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
