import { type EpochMs, engine } from '@plimsoll/core'
import type { Journal, JournalHead } from '../journal/journal.ts'
import { type Answer, keyReused, notTaken, type Submission, type Untimed } from './answer.ts'
import type { Applied, Applier } from './applier.ts'
import { asksSame } from './body.ts'
import type { Clock } from './clock.ts'
import type { Health } from './health.ts'
import { type KnownKey, KnownKeys } from './known-keys.ts'
import { defaultLimits, keyLengthMax, type RuntimeLimits } from './limits.ts'
import { RecentEvents } from './recent-events.ts'
import { type Recovered, recoverState } from './recover-state.ts'
import { replyText, takenNow } from './reply.ts'
import { Writer } from './writer.ts'

export interface RuntimeOptions {
  readonly journal: Journal
  readonly rules: engine.EngineRules
  readonly clock?: Clock
  /** Commands between snapshots: a start replays at most about so many. */
  readonly snapshotEvery?: number
  readonly limits?: Partial<RuntimeLimits>
  /** Told once, when the journal takes nothing more. */
  readonly onReadOnly?: (reason: string) => void
}

const snapshotEveryDefault = 50_000

/**
 * Brings back the state of a journal and begins to take commands. After a standstill the first command is `resume`:
 * prices from before no longer count as fresh, so that nobody is liquidated on them.
 *
 * @throws JournalError when the journal cannot be read.
 */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { journal, rules } = options
  const recovered = await recoverState(journal, rules)
  const runtime = new Runtime(options, recovered)
  if (recovered.applier.sequence > 0) await runtime.submit({ command: { type: 'resume' } })
  return runtime
}

/** An engine that runs: one writer, many readers. What it shows is in the journal. */
export class Runtime {
  readonly limits: RuntimeLimits
  readonly recent: RecentEvents
  readonly #journal: Journal
  readonly #applier: Applier
  readonly #keys: KnownKeys
  readonly #writer: Writer
  readonly #onReadOnly: (reason: string) => void
  readonly #clock: Clock
  readonly #listeners: ((batch: readonly Applied[]) => void)[] = []
  #status: Health['status'] = 'running'
  #reason: string | undefined
  #mistakes = 0
  #lastMistake: Health['lastMistake']
  #lawsBroken: readonly string[]
  #stopped: Promise<void> | undefined

  constructor(
    {
      journal,
      clock = Date.now,
      snapshotEvery = snapshotEveryDefault,
      limits,
      onReadOnly = () => undefined,
    }: RuntimeOptions,
    { applier, head, snapshotAt, tail }: Recovered,
  ) {
    this.limits = { ...defaultLimits, ...limits }
    this.recent = new RecentEvents(this.limits)
    this.#journal = journal
    this.#onReadOnly = onReadOnly
    this.#clock = clock
    this.#applier = applier
    this.#lawsBroken = engine.lawsBroken(applier.state)
    this.#keys = new KnownKeys(this.limits.keysMax)
    for (const { key, command, reply } of tail)
      this.#keys.set(key, { command, answer: Promise.resolve(takenNow(reply)) })
    this.#writer = new Writer({
      journal,
      head,
      applier,
      clock,
      limits: this.limits,
      snapshotEvery,
      snapshotAt,
      replies: tail.map(({ key, reply }) => ({ key, sequence: reply.sequence, body: replyText(reply) })),
      onSnapshot: () => {
        this.#lawsBroken = engine.lawsBroken(applier.state)
      },
      onApplied: (batch) => this.#applied(batch),
      onKept: (replies) => {
        for (const { key, body } of replies) this.#keys.kept(key, body.length)
      },
      onFailure: (error) => this.#failed(error),
    })
  }

  /** As the last applied command left it; its parts may be read, and are never changed by the reader. */
  get state(): engine.EngineState {
    return this.#applier.state
  }

  get rules(): engine.EngineRules {
    return this.#applier.rules
  }

  /** Instant that a command would have which tells none and came now: what is asked is asked of this moment, not of the last command's. */
  get now(): EpochMs {
    return Math.max(this.#clock(), this.#applier.at)
  }

  /** End of the journal: its last durable command. */
  get head(): JournalHead {
    return this.#writer.head
  }

  get health(): Health {
    return {
      status: this.#status,
      reason: this.#reason,
      waiting: this.#writer.waiting,
      clockBehindMs: Math.max(0, this.#applier.at - this.#clock()),
      mistakes: this.#mistakes,
      lastMistake: this.#lastMistake,
      lawsBroken: this.#lawsBroken,
    }
  }

  stateHash(): string {
    return this.#applier.hash()
  }

  /** Called with what was applied, batch by batch, before it is answered. */
  onApplied(listener: (batch: readonly Applied[]) => void): void {
    this.#listeners.push(listener)
  }

  /** Does a command, once for each key. The answer comes when it is durable and applied. Never rejects. */
  submit({ command, key }: Submission): Promise<Answer> {
    if (key === undefined) return this.#unavailable() ?? this.#enqueue(command, undefined)
    const wrong = keyProblem(key)
    if (wrong !== undefined) return Promise.resolve(notTaken('request.key', wrong))
    const known = this.#keys.get(key)
    if (known !== undefined) return this.#repeat(key, command, known)
    return this.#unavailable() ?? this.#enqueueOnce(command, key)
  }

  /** A command of the engine's own, such as a step of a liquidation: it does not count in what may wait. */
  submitOwn(command: Untimed): Promise<Answer> {
    return this.#closed() ?? this.#enqueue(command, undefined)
  }

  /**
   * Takes nothing more, does what waits, keeps a snapshot and closes the journal: within five seconds. Where the disk does
   * not answer by then `health` says so, and what was on its way is known after a restart.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  #closed(): Promise<Answer> | undefined {
    if (this.#status === 'read-only')
      return Promise.resolve(notTaken('runtime.read-only', this.#reason ?? 'the journal takes nothing more'))
    if (this.#status !== 'running')
      return Promise.resolve(notTaken('runtime.stopping', 'the engine is stopping and takes nothing more'))
    return undefined
  }

  #unavailable(): Promise<Answer> | undefined {
    const { queueMax } = this.limits
    if (this.#status !== 'running' || this.#writer.waiting < queueMax) return this.#closed()
    return Promise.resolve(notTaken('runtime.busy', `at most ${queueMax} commands may wait; try again`))
  }

  #enqueue(command: Submission['command'], key: string | undefined): Promise<Answer> {
    return new Promise((answer) => this.#writer.add({ command, key, answer }))
  }

  async #enqueueOnce(command: Submission['command'], key: string): Promise<Answer> {
    const answer = this.#enqueue(command, key)
    this.#keys.set(key, { command, answer })
    const settled = await answer
    if (!settled.isTaken) this.#keys.forget(key)
    else if (settled.isRepeat) this.#keys.kept(key, settled.text().length)
    return settled
  }

  /** What was answered to the first, or a try of its own when the first was not taken. */
  async #repeat(key: string, command: Submission['command'], known: KnownKey): Promise<Answer> {
    const answer = await known.answer
    if (!answer.isTaken) return this.submit({ command, key })
    return asksSame(command, known.command, answer.at) ? { ...answer, isRepeat: true } : keyReused(key)
  }

  #applied(batch: readonly Applied[]): void {
    for (const { reply } of batch) {
      this.recent.add(reply)
      this.#countMistake(reply)
    }
    for (const listener of this.#listeners) listener(batch)
  }

  #countMistake({ sequence, refusal, events }: Applied['reply']): void {
    const failed = events.find((event) => event.type === 'schedule-failed')
    const message = refusal?.code === 'engine.bug' ? refusal.message : failed?.message
    if (message === undefined) return
    this.#mistakes += 1
    this.#lastMistake = { sequence, message }
  }

  #failed(error: unknown): void {
    this.#status = 'read-only'
    this.#reason = `the journal takes nothing more: ${error instanceof Error ? error.message : String(error)}`
    this.#onReadOnly(this.#reason)
  }

  async #stop(): Promise<void> {
    if (this.#status === 'running') this.#status = 'stopping'
    const { drainMs, diskMs, snapshotMs } = this.limits
    await within(this.#writer.drained(), drainMs)
    this.#writer.refuseWaiting(notTaken('runtime.stopping', 'the engine has stopped before this was kept'))
    if (!(await within(this.#writer.drained(), diskMs))) {
      this.#failed(`the disk must answer within ${diskMs} ms, does not`)
      return
    }
    const closed = this.#writer.snapshot().then(() => this.#journal.close())
    if (!(await within(closed, snapshotMs))) {
      this.#failed(`the last snapshot must be kept within ${snapshotMs} ms, is not`)
      return
    }
    if (this.#status === 'stopping') this.#status = 'stopped'
  }
}

function keyProblem(key: string): string | undefined {
  if (key.length === 0 || key.length > keyLengthMax)
    return `a key must be 1 to ${keyLengthMax} characters, is ${key.length}`
  // Half a surrogate pair has no UTF-8: the journal would keep it, and any other, as U+FFFD.
  return key.isWellFormed() ? undefined : 'a key must be text in Unicode, is with half a character'
}

/** Waits for a promise, though not for longer than this; whether it came. */
async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const came = await Promise.race([promise.then(() => true), limit])
  clearTimeout(timer)
  return came
}
