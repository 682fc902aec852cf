import type { Pool } from '../../margin/model.ts'
import type { DeleveragingRank, LiquidationAction, LiquidationMoment } from '../../margin/venue-profile.ts'
import type { MarginMode } from '../../market/book.ts'
import type { Underlying } from '../../market/instrument.ts'
import type { Account } from '../account.ts'
import type { EngineConfig } from '../config.ts'
import type { EngineRules } from '../rules.ts'

/** What an engine can do in a step: what venues do, and what the house does by itself. */
export type EngineAction =
  | LiquidationAction
  /** The reduction or delta hedge that frees most maintenance margin per unit of cost, sized just enough. */
  | { readonly type: 'targeted' }

export interface WayStep {
  readonly name: string
  readonly action: EngineAction
  readonly when?: LiquidationMoment
}

/** How an account's pool is liquidated. */
export interface LiquidationWay {
  /** In the order in which they are tried: the first that has something to do is done. */
  readonly steps: readonly WayStep[]
  /** It is over when `maintenanceUse` is at most this share of the trigger; 1 where it is over above the line. */
  readonly restoreUse: number
  readonly fee: WayFee
  readonly rank: DeleveragingRank
}

/** Share of notional; of contracts on some underlyings another. */
export interface WayFee {
  readonly feeFrac: number
  readonly byUnderlying: Readonly<Record<Underlying, number>>
  /** Instead, where every position shrinks alike: of the maintenance margin that is freed. */
  readonly ofMaintenanceFrac: number | undefined
}

export const noFee: WayFee = { feeFrac: 0, byUnderlying: {}, ofMaintenanceFrac: undefined }

/** When nothing else helps, and after the last step of those that may be taken. */
export const lastResort: WayStep = { name: 'close all', action: { type: 'close-all' } }

const cancelAll = { name: 'cancel orders', action: { type: 'cancel-orders', which: 'all' } } as const

const ownSteps: Readonly<Record<MarginMode, LiquidationWay['steps']>> = {
  isolated: [
    cancelAll,
    { name: 'step down a tier', action: { type: 'step-down-tier' } },
    { name: 'take over', action: { type: 'take-over' } },
  ],
  cross: [cancelAll, lastResort],
  portfolio: [
    { name: 'cancel orders', action: { type: 'cancel-orders', which: 'adding' } },
    { name: 'reduce or hedge', action: { type: 'targeted' } },
    lastResort,
  ],
}

const approaching: ReadonlySet<EngineAction['type']> = new Set(['reduce', 'reduce-evenly', 'delta-hedge', 'targeted'])

/** What is not isolated in an account of isolated positions is its balances: they are one pool, as in cross mode. */
function ownModeOf(mode: MarginMode, positions: Pool['positions']): MarginMode {
  if (positions.some(({ isIsolated }) => isIsolated)) return 'isolated'
  return mode === 'isolated' ? 'cross' : mode
}

/** The venue's way where it says what it does, else the engine's own of the mode. */
export function liquidationWay(
  { rules: { model, mode } }: Account,
  { positions }: Pick<Pool, 'positions'>,
  rules: EngineRules,
  config: EngineConfig,
): LiquidationWay {
  const policy = rules.liquidationOf(model)
  const told = (policy?.steps ?? []).flatMap(({ name, action, when }) =>
    action === undefined ? [] : [{ name, action, ...(when === undefined ? {} : { when }) }],
  )
  const own = ownSteps[ownModeOf(mode, positions)]
  const steps = told.length > 0 ? told : own
  const restores = steps.some(({ action }) => approaching.has(action.type))
  return {
    steps,
    restoreUse: policy?.restoreUse?.use ?? (restores ? config.restoreUse : 1),
    fee: {
      feeFrac: policy?.fee?.feeFrac ?? config.liquidationFeeFrac,
      byUnderlying: policy?.fee?.byUnderlying ?? {},
      ofMaintenanceFrac: policy?.fee?.ofMaintenanceFrac,
    },
    rank: policy?.deleveraging?.rank ?? 'profit-times-leverage',
  }
}
