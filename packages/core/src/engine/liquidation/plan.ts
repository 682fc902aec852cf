import type { Liquidate } from '../command.ts'
import { draftOf } from '../draft.ts'
import { liquidate } from '../handle/liquidate.ts'
import type { Refusal } from '../refusal.ts'
import type { EngineRules } from '../rules.ts'
import type { EngineState } from '../state.ts'
import type { LiquidationStepFacts } from './step.ts'

/** What liquidation would do to an account at the prices there are. */
export interface LiquidationPlan {
  readonly steps: readonly LiquidationStepFacts[]
  /** Bankrupt: others bore a loss of it, or a pool was taken over. */
  readonly ends: 'healthy' | 'bankrupt'
}

/** The steps that would be done, one after the other, without doing them; the reason where there is none to do. */
export function liquidationPlan(state: EngineState, account: string, rules: EngineRules): LiquidationPlan | Refusal {
  const draft = draftOf({ ...state })
  const positions = state.accounts.get(account)?.positions.size ?? 0
  const command: Liquidate = { type: 'liquidate', at: state.core.at, account }
  const refused = liquidate(draft, command, rules)
  if (refused !== undefined) return refused
  // Every pool has a last step, and a pool holds at least one position, or is that of the balances.
  const pools = positions + 2
  const rest = pools * (draft.core.config.liquidationStepsMax + 1)
  for (let i = 0; i < rest; i += 1) if (liquidate(draft, command, rules) !== undefined) break
  const steps = draft.events.flatMap((event) => (event.type === 'liquidation-step' ? [event.step] : []))
  return { steps, ends: steps.some(({ flows }) => flows.length > 0) ? 'bankrupt' : 'healthy' }
}
