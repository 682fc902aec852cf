import { assertBalanced, type Entry, type Movement, moved } from '../ledger/entry.ts'
import type { Draft } from './draft.ts'
import type { EngineEvent } from './event.ts'
import { evolve } from './evolve.ts'

/** Says that something happened, and makes it so. */
export function emit(draft: Draft, event: EngineEvent): void {
  draft.events.push(event)
  evolve(draft, event)
}

/** Moves money; nothing happens when the amount is zero. */
export function post(draft: Draft, movement: Movement): void {
  if (!movement.amount.isZero()) postEntry(draft, moved(movement))
}

export function postEntry(draft: Draft, entry: Entry): void {
  assertBalanced(entry)
  emit(draft, { type: 'posted', entry })
}
