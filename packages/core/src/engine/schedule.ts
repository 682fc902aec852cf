import type { Draft } from './draft.ts'
import { emit } from './emit.ts'
import type { EngineRules } from './rules.ts'

/** Makes the changes of rules whose instant has come, earliest first. */
export function takeScheduled(draft: Draft, _rules: EngineRules): void {
  for (const change of draft.core.scheduled) {
    if (change.effectiveAt > draft.core.at) return
    emit(draft, { type: 'schedule-taken', change })
  }
}
