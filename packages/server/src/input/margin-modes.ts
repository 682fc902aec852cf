import type { MarginMode } from '@plimsoll/core'

/** Every mode, as people and documents write it. */
export const marginModes: readonly MarginMode[] = ['isolated', 'cross', 'portfolio']

export function isMarginMode(value: unknown): value is MarginMode {
  return marginModes.some((mode) => mode === value)
}
