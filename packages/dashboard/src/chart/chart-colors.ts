import { useMemo } from 'react'
import type { Theme } from '../theme/theme.ts'

/** The page's colours, for what is drawn on a canvas. */
export interface ChartColors {
  readonly text: string
  readonly quiet: string
  readonly line: string
  readonly page: string
  readonly panel: string
  readonly gain: string
  readonly loss: string
  readonly middle: string
  readonly accent: string
  readonly danger: string
  readonly lines: readonly string[]
}

/** Read anew from the style sheet whenever the theme changes; a canvas does not follow CSS by itself. */
export function useChartColors(theme: Theme): ChartColors {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the variables change with the theme.
  return useMemo(readColors, [theme])
}

function readColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    text: of('text'),
    quiet: of('quiet'),
    line: of('line'),
    page: of('page'),
    panel: of('panel'),
    gain: of('gain'),
    loss: of('loss'),
    middle: of('heat-middle'),
    accent: of('accent'),
    danger: of('danger'),
    lines: [of('accent'), of('quiet'), of('loss')],
  }
}
