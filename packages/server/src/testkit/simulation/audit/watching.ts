import { engine } from '@plimsoll/core'
import { holds } from './law.ts'
import type { Step } from './step.ts'

/** Asks the watcher of accounts, and everybody, who is below the line: the first must miss nobody the second finds. */
export class Watching {
  readonly #watcher: engine.Watcher
  readonly #rules: engine.EngineRules
  readonly #told = new Set<string>()

  constructor(state: engine.EngineState, rules: engine.EngineRules) {
    this.#watcher = engine.accountWatcher(state, rules)
    this.#rules = rules
  }

  audit({ command, outcome, after }: Step): void {
    this.#watcher.note(outcome.events)
    for (const { account, standing } of this.#watcher.assessed())
      if (standing === undefined || isInDanger(standing)) this.#told.add(account.id)
      else this.#told.delete(account.id)
    if (command.type !== 'prices' || !outcome.done) return
    for (const account of after.accounts.values()) {
      if (this.#told.has(account.id)) continue
      const standing = engine.standingOf(account, after.core, this.#rules)
      const isMissed = engine.isStanding(standing) && isInDanger(standing)
      holds(!isMissed, 'watched', () => `${account.id} is below the line and must be told by the watcher`)
    }
  }
}

function isInDanger({ pools }: engine.AccountStanding): boolean {
  return pools.some(engine.isInDanger)
}
