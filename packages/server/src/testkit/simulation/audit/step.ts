import type { engine } from '@plimsoll/core'

/** One command as the auditor sees it: what was there, what was asked, what is said to have happened, what is there now. */
export interface Step {
  readonly command: engine.Command
  readonly outcome: engine.Outcome
  readonly before: Seen
  readonly after: engine.EngineState
  /** Rules that nobody tampered with. */
  readonly rules: engine.EngineRules
}

/** A state held still: its tables copied, its values immutable anyway. */
export interface Seen {
  readonly core: engine.EngineCore
  readonly accounts: ReadonlyMap<string, engine.Account>
  readonly books: ReadonlyMap<string, import('@plimsoll/core').Decimal>
}

export function seen({ core, accounts, books }: engine.EngineState): Seen {
  return { core, accounts: new Map(accounts), books: new Map(books) }
}

/** The events of one type. */
export function eventsOf<T extends engine.EventType>(
  { outcome }: Step,
  type: T,
): readonly Extract<engine.EngineEvent, { type: T }>[] {
  return outcome.events.filter((event): event is Extract<engine.EngineEvent, { type: T }> => event.type === type)
}
