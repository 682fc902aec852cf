import { engine } from '@plimsoll/core'
import { ShadowFunding } from './funding.ts'
import { holds, LawBroken } from './law.ts'
import { ShadowLedger } from './ledger.ts'
import { auditLiquidation } from './liquidation.ts'
import { ShadowOrders } from './orders.ts'
import { OwnPrices } from './prices.ts'
import { eventsOf, type Seen, type Step, seen } from './step.ts'
import { ShadowTrades } from './trades.ts'
import { auditRefused, auditUnknown } from './unknown.ts'
import { Watching } from './watching.ts'

export interface AuditorOptions {
  /** What liquidations are judged by: rules that nobody tampered with. */
  readonly ownRules: engine.EngineRules
  /** Whether the watcher of accounts is compared with asking everybody: that takes time. */
  readonly isWatching: boolean
}

/** Folds one journal by itself, a command at a time, and checks every law after each. */
export class Auditor {
  readonly state: engine.EngineState
  readonly #rules: engine.EngineRules
  readonly #ownRules: engine.EngineRules
  readonly #ledger = new ShadowLedger()
  readonly #trades = new ShadowTrades()
  readonly #orders = new ShadowOrders()
  readonly #funding = new ShadowFunding()
  readonly #prices = new OwnPrices()
  readonly #watching: Watching | undefined

  constructor(state: engine.EngineState, rules: engine.EngineRules, { ownRules, isWatching }: AuditorOptions) {
    this.state = state
    this.#watching = isWatching ? new Watching(state, ownRules) : undefined
    this.#rules = rules
    this.#ownRules = ownRules
  }

  /** @throws LawBroken, with the command and its events. */
  take(command: engine.Command): engine.Outcome {
    const before: Seen = seen(this.state)
    const outcome = engine.apply(this.state, command, this.#rules)
    const step: Step = { command, outcome, before, after: this.state, rules: this.#ownRules }
    try {
      this.#audit(step)
    } catch (error) {
      throw error instanceof LawBroken ? error.during(engine.commandText(command), outcome) : error
    }
    return outcome
  }

  #audit(step: Step): void {
    const isCounted = this.state.core.sequence === step.before.core.sequence + 1
    holds(isCounted, 'refused', () => 'every command must be counted')
    for (const { message } of eventsOf(step, 'schedule-failed')) holds(false, 'no-bug', () => message)
    auditRefused(step)
    this.#prices.audit(step)
    this.#ledger.audit(step)
    auditLiquidation(step, this.#prices)
    this.#trades.audit(step)
    this.#orders.audit(step)
    this.#funding.audit(step)
    auditUnknown(step, this.#prices)
    this.#watching?.audit(step)
  }

  /** The engine stood still: what was told before `at` is from another time. */
  stoodStill(at: number): void {
    this.#prices.stoodStill(at)
  }

  /** Everything at once, whoever was touched. */
  takeStock(): void {
    const [broken] = engine.lawsBroken(this.state)
    holds(broken === undefined, 'own-laws', () => broken ?? '')
    this.#ledger.auditAll(this.state)
    this.#trades.auditAll(this.state)
    this.#orders.auditAll(this.state)
  }
}
