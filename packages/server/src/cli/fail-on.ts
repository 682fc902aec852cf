import type { MarginResult } from '@plimsoll/core'
import { nearestOf } from '../print/liquidation-text.ts'
import { oneOf, UsageError } from './usage-error.ts'

/** A figure, a comparison and a bound, such as `used>0.8`. */
export interface FailRule {
  readonly text: string
  readonly figure: FigureName
  readonly operator: '>' | '>=' | '<' | '<='
  readonly bound: number
}

const figureNames = ['used', 'initial-used', 'equity', 'free', 'maintenance', 'initial', 'move', 'difference'] as const
type FigureName = (typeof figureNames)[number]

/** @throws UsageError when the rule cannot be read. */
export function parseFailRule(text: string): FailRule {
  const parts = /^\s*([a-z-]+)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)(%?)\s*$/.exec(text)
  if (parts === null)
    throw new UsageError(`--fail-on must be a figure, a comparison and a number, such as used>0.8, is ${text}`)
  const [, figure = '', operator = '', bound = '', isPercent] = parts
  return {
    text,
    figure: oneOf('the figure of --fail-on', figure, figureNames),
    operator: operator as FailRule['operator'],
    bound: Number.parseFloat(bound) / (isPercent === '%' ? 100 : 1),
  }
}

/**
 * Rules that the result breaches, `difference` being the largest relative one from the venue's own figures. A figure that is not
 * known breaches none: its absence has an exit code of its own.
 */
export function breachedRules(
  rules: readonly FailRule[],
  result: MarginResult,
  difference: number | null = null,
): readonly FailRule[] {
  return rules.filter(({ figure, operator, bound }) => {
    const value = figure === 'difference' ? difference : figureOf(figure, result)
    return value !== null && compare(value, operator, bound)
  })
}

function figureOf(figure: Exclude<FigureName, 'difference'>, result: MarginResult): number | null {
  switch (figure) {
    case 'used':
      return usedOf(result)
    case 'initial-used':
      return result.initialUse
    case 'equity':
      return result.equity
    case 'free':
      return result.freeCollateral
    case 'maintenance':
      return result.maintenanceMargin
    case 'initial':
      return result.initialMargin
    case 'move':
      return moveOf(result)
  }
}

/** An account that is being liquidated has used everything, also where no ratio can be told. */
function usedOf({ maintenanceUse, standing }: MarginResult): number | null {
  return maintenanceUse ?? (standing === 'liquidating' ? Number.POSITIVE_INFINITY : null)
}

/** Size of the nearest liquidating move, as a fraction; without one it is beyond any bound. */
function moveOf({ liquidation, standing }: MarginResult): number | null {
  if (standing === 'liquidating') return 0
  if (standing === 'unknown') return null
  return Math.abs(nearestOf(liquidation)?.moveFrac ?? Number.POSITIVE_INFINITY)
}

function compare(value: number, operator: FailRule['operator'], bound: number): boolean {
  switch (operator) {
    case '>':
      return value > bound
    case '>=':
      return value >= bound
    case '<':
      return value < bound
    case '<=':
      return value <= bound
  }
}
