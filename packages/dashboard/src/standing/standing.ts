import type { Standing } from '../data/core-types.ts'

/** Shares of the trigger at which the next standing begins. */
export const bandStarts: readonly number[] = [0.5, 2 / 3, 5 / 6, 1]

export const standingWords: Readonly<Record<Standing, string>> = {
  calm: 'Calm',
  watch: 'Watch',
  act: 'Act',
  danger: 'Danger',
  liquidating: 'Liquidation',
  unknown: 'Unknown',
}

export const standingMeaning: Readonly<Record<Standing, string>> = {
  calm: 'Less than half of what liquidates is used.',
  watch: 'More than half is used: keep an eye on it.',
  act: 'More than two thirds is used: time to reduce or add collateral.',
  danger: 'More than five sixths is used: a small move liquidates.',
  liquidating: 'The trigger is reached: a venue would take the position over.',
  unknown: 'Something needed for this figure is not known.',
}
