import type { LiquidationPolicy, LiquidationStep } from '@plimsoll/core'
import { money, percent } from './number-words.ts'

type Action = NonNullable<LiquidationStep['action']>
type Rank = NonNullable<LiquidationPolicy['deleveraging']>['rank']

/** Of a step that the engine does not do, or that another part of it does: paying from the fund, deleveraging. */
export const noStepWords = 'no step of its own'

/** What the engine does of a step: `closes every position at the market`; null where the step is told only. */
export function actionWords({ action, when = {} }: LiquidationStep): string | null {
  if (action === undefined) return null
  const moments = [
    ...(when.first === true ? ['as the first step'] : []),
    ...(when.useMin === undefined ? [] : [`from ${percent(when.useMin, 0)} of what triggers it`]),
  ]
  return [...moments, wordsOf(action)].join(': ')
}

function wordsOf(action: Action): string {
  switch (action.type) {
    case 'cancel-orders':
      return action.which === 'all' ? 'cancels all open orders' : 'cancels the orders that add to the requirement'
    case 'net-opposite':
      return 'closes long and short of one contract against each other'
    case 'delta-hedge':
      return `trades futures and perpetuals against the delta${action.onlyWithOptions === true ? ' of underlyings with options' : ''}${atMost(action.partFrac, 'of it')}`
    case 'step-down-tier':
      return 'shrinks positions to the tier below'
    case 'reduce':
      return `shrinks positions${above(action.notionalAbove)} until restored, ${orderWords[action.order]} first${atMost(action.partFrac, 'of each')}`
    case 'reduce-evenly':
      return `shrinks every position by the same part until restored${action.stepFrac === undefined ? '' : `, in steps of ${percent(action.stepFrac)}`}`
    case 'close-all':
      return 'closes every position at the market'
    case 'take-over':
      return 'the fund takes every position at its bankruptcy price'
  }
}

function above(notional: number | undefined): string {
  return notional === undefined ? '' : ` above ${money(notional)}`
}

function atMost(partFrac: number, ofWhat: string): string {
  return partFrac >= 1 ? '' : `, at most ${percent(partFrac)} ${ofWhat} at a time`
}

const orderWords = {
  'freed-per-cost': 'most margin freed for its cost',
  'largest-maintenance': 'largest maintenance margin',
  'largest-loss': 'largest loss',
} as const

/** Where reductions stop: `reductions stop at 90.0 % of what triggers them`; null where it is the engine's setting. */
export function restoreWords({ restoreUse }: LiquidationPolicy): string | null {
  return restoreUse === undefined ? null : `reductions stop at ${percent(restoreUse.use)} of what triggers them`
}

/** `fee: BTC 0.75 %, ETH 0.90 % of what is traded`; null where it is the engine's setting. */
export function feeWords({ fee }: LiquidationPolicy): string | null {
  if (fee === undefined) return null
  if (fee.ofMaintenanceFrac !== undefined)
    return `fee: ${percent(fee.ofMaintenanceFrac, 2)} of the maintenance margin freed`
  const named = Object.entries(fee.byUnderlying ?? {}).map(([coin, frac]) => `${coin} ${percent(frac, 2)}`)
  const rest = fee.feeFrac === undefined ? [] : [percent(fee.feeFrac, 2)]
  return `fee: ${[...named, ...rest].join(', ')} of what is traded`
}

const rankWords: Readonly<Record<Rank, string>> = {
  'profit-times-use': 'profit ÷ balance × margin used, largest first',
  'profit-times-leverage': 'profit × effective leverage, largest first',
  'move-times-leverage': 'mark ÷ entry × notional ÷ account value, largest first',
  'in-order': 'one account after the other, unranked',
  none: 'nobody: losses are shared',
}

/** Who is deleveraged once the fund is empty; null where it is the engine's setting. */
export function deleveragingWords({ deleveraging }: LiquidationPolicy): string | null {
  return deleveraging === undefined ? null : `deleveraged: ${rankWords[deleveraging.rank]}`
}
