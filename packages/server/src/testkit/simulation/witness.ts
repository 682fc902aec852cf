import type { engine } from '@plimsoll/core'
import { engine as engineOf } from '@plimsoll/core'
import type { JournalRow } from '../../journal/journal.ts'
import { replyOf, replyText } from '../../runtime/reply.ts'
import type { Runtime } from '../../runtime/runtime.ts'
import { Auditor, type AuditorOptions } from './audit/auditor.ts'
import { holds } from './audit/law.ts'
import { commandIn } from './requests.ts'

/** Reads what is on the disk, applies it by itself, and compares what the runtime shows with that. */
export class Witness {
  readonly auditor: Auditor
  readonly rows: JournalRow[] = []
  readonly #texts: string[] = []
  #standstillAt: number | undefined

  constructor(rules: engine.EngineRules, options: AuditorOptions) {
    this.auditor = new Auditor(engineOf.genesis('USD'), rules, options)
  }

  /** Takes what has become durable since. */
  read(durable: readonly JournalRow[]): void {
    for (const row of durable.slice(this.rows.length)) this.#take(row)
  }

  row(sequence: number): JournalRow | undefined {
    return this.rows[sequence - 1]
  }

  /** What answer a sequence must have. */
  text(sequence: number): string | undefined {
    return this.#texts[sequence - 1]
  }

  /** The server began again: nothing that was durable may be gone, and its first command must tell of the standstill. */
  restarted(durable: readonly JournalRow[]): void {
    for (const [i, row] of this.rows.entries()) {
      const found = durable[i]
      const isThere = found !== undefined && found.body === row.body && found.key === row.key
      holds(isThere, 'durable', () => `${row.sequence} was durable and must survive, ${durable.length} rows do`)
    }
    this.read(durable)
    this.#standstillAt = durable.length
  }

  /** What a runtime shows of a command: only what is durable, and only what its journal gives. */
  applied(sequence: number, text: string): void {
    const own = this.text(sequence)
    holds(own !== undefined, 'durable', () => `${sequence} is applied and must be on the disk`)
    holds(own === text, 'replay', () => `${sequence} must give ${own}, gives ${text}`)
  }

  /** Compares whole states, where both are at the same command. */
  compare({ state }: Runtime): void {
    if (state.core.sequence !== this.auditor.state.core.sequence) return
    const [own, theirs] = [engineOf.stateText(this.auditor.state), engineOf.stateText(state)]
    holds(
      own === theirs,
      'replay',
      () => `state after ${state.core.sequence} must be what the journal gives${firstDifference(own, theirs)}`,
    )
  }

  /** How often each type of event came about. */
  readonly counts: Map<string, number> = new Map()

  #count(event: engine.EngineEvent): void {
    const of = event.type === 'posted' ? event.entry.cause : event.type === 'filled' ? event.why : undefined
    const name = of === undefined ? event.type : `${event.type} ${of}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  #take(row: JournalRow): void {
    const command = commandIn(row.body)
    holds(row.sequence === this.rows.length + 1, 'durable', () => `${row.sequence} must follow ${this.rows.length}`)
    if (this.#standstillAt !== undefined && this.#standstillAt > 0) {
      holds(
        command.type === 'resume',
        'resume',
        () => `the first command after a standstill must be resume, is ${command.type}`,
      )
      this.auditor.stoodStill(command.at)
    }
    this.#standstillAt = undefined
    const outcome = this.auditor.take(command)
    for (const event of outcome.events) this.#count(event)
    this.rows.push(row)
    this.#texts.push(replyText(replyOf(row.sequence, command.at, outcome)))
  }
}

function firstDifference(a: string, b: string): string {
  let i = 0
  while (i < a.length && a[i] === b[i]) i += 1
  return `: …${a.slice(Math.max(0, i - 60), i + 60)}… and …${b.slice(Math.max(0, i - 60), i + 60)}…`
}
