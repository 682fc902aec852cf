import type { Comparison, MarginResult, StressResult } from '@plimsoll/core'

export type { Comparison, MarginResult, StressResult }

// Parts of the results, named from the results themselves: the library need not export each by its own name.
export type MarginMode = MarginResult['mode']
export type Standing = MarginResult['standing']
export type PoolResult = MarginResult['pools'][number]
export type PositionResult = MarginResult['positions'][number]
export type LiquidationResult = MarginResult['liquidation'][number]
export type LiquidationSide = LiquidationResult['below']
export type Charge = NonNullable<MarginResult['maintenance']>
export type Failure = MarginResult['problems'][number]
export type ComparisonRow = Comparison['rows'][number]
export type StressMatrix = StressResult['matrices'][number]
export type StressCell = StressMatrix['cells'][number][number]
export type ProfitCurve = StressResult['curves'][number]
export type ReverseStress = StressResult['reverse']
