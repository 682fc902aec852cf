import { engine } from '@plimsoll/core'
import type { Applied } from './applier.ts'
import type { Runtime } from './runtime.ts'

/** Makes what tells who is in danger; by default it asks few. */
export type Watch = (state: engine.EngineState, rules: engine.EngineRules) => engine.DangerWatch

/** Commands that bring nobody below a line. */
const harmless = new Set<engine.CommandType>([
  'open',
  'deposit',
  'fund-deposit',
  'list',
  'order',
  'cancel',
  'accept-disclosure',
  'liquidate',
])

/**
 * Liquidates by the same queue as everybody: after prices, trades and whatever else may bring an account below its line,
 * each account in danger is given one step after the other, until it is restored or nothing is left of it. The engine
 * decides on every step anew, so that one asked too late does nothing.
 */
export class Liquidator {
  readonly #runtime: Runtime
  readonly #watchOf: Watch
  #watch: engine.DangerWatch | undefined
  #unknown: readonly engine.Danger[] = []
  #isAsked = false
  #sweeping: Promise<void> | undefined

  constructor(runtime: Runtime, watchOf: Watch = engine.dangerWatch) {
    this.#runtime = runtime
    this.#watchOf = watchOf
    runtime.onApplied((batch) => {
      this.#note(batch)
      if (batch.some(mayEndanger)) void this.sweep()
    })
  }

  /** Accounts of which it was not known at the last look whether they are below their line: alarmed, not liquidated. */
  get unknown(): readonly engine.Danger[] {
    return this.#unknown
  }

  /** Looks for accounts in danger and sees to them; resolves when all are done with. A timer may call it too. */
  sweep(): Promise<void> {
    this.#isAsked = true
    this.#sweeping ??= this.#sweepAll()
    return this.#sweeping
  }

  async #sweepAll(): Promise<void> {
    // After what has been applied is answered.
    await undefined
    while (this.#isAsked) {
      this.#isAsked = false
      const dangers = this.#look()
      this.#unknown = dangers.filter(({ verdict }) => verdict === 'unknown')
      const below = dangers.filter(({ verdict }) => verdict === 'liquidatable')
      const stepped = await Promise.all(below.map(({ account }) => this.#drive(account)))
      // What one could not bear others did, who may now be below their own line.
      if (stepped.includes(true)) this.#isAsked = true
    }
    this.#sweeping = undefined
  }

  /** What cannot be noted costs the watch, never the engine: the next look begins with everybody. */
  #note(batch: readonly Applied[]): void {
    try {
      for (const { reply } of batch) this.#watch?.note(reply.events)
    } catch {
      this.#watch = undefined
    }
  }

  /** A mistake of ours over one account hides no other: it is unknown, and alarmed. */
  #look(): readonly engine.Danger[] {
    const { state, rules } = this.#runtime
    try {
      this.#watch ??= this.#watchOf(state, rules)
      return this.#watch.dangers()
    } catch {
      this.#watch = undefined
      return [...state.accounts.values()].flatMap((account) => dangerAlone(account, state.core, rules))
    }
  }

  /** Whether a step was done. */
  async #drive(account: string): Promise<boolean> {
    let [steps, needsMore] = [0, true]
    while (needsMore) {
      const answer = await this.#runtime.submitOwn({ type: 'liquidate', account })
      const isDone = answer.isTaken && answer.done
      if (isDone) steps += 1
      needsMore = isDone && this.#isUnfinished(account)
    }
    return steps > 0
  }

  #isUnfinished(id: string): boolean {
    const { state, rules } = this.#runtime
    const account = state.accounts.get(id)
    if (account === undefined) return false
    if (account.liquidation.state === 'liquidating') return true
    return dangerAlone(account, state.core, rules).some(({ verdict }) => verdict === 'liquidatable')
  }
}

function dangerAlone(
  account: engine.Account,
  core: engine.EngineCore,
  rules: engine.EngineRules,
): readonly engine.Danger[] {
  try {
    const danger = engine.dangerOf(account, core, rules)
    return danger === undefined ? [] : [danger]
  } catch (error) {
    const message = `this is our mistake: ${error instanceof Error ? error.message : String(error)}`
    return [{ account: account.id, verdict: 'unknown', problems: [{ code: 'engine.bug', path: '', message }] }]
  }
}

/** A change of rules that was due comes with any command. */
function mayEndanger({ command, reply }: Applied): boolean {
  return !harmless.has(command.type) || reply.events.some(({ type }) => type === 'schedule-taken')
}
