import type { MarginMode } from '@plimsoll/core'

/** A mode and the model that stands for it. */
export interface ModeRules {
  readonly mode: MarginMode
  readonly model: string
}

export const studiedModes: readonly ModeRules[] = [
  { mode: 'isolated', model: 'generic/isolated' },
  { mode: 'cross', model: 'generic/cross' },
  { mode: 'portfolio', model: 'house/portfolio' },
]
