import type { MarginRequest, MarginResult } from '@plimsoll/core'
import type { InputProblem } from '../input/input-problem.ts'
import { type ExitCode, exitCode } from './exit-code.ts'

/** Codes that say a price, a listing or a rate is missing, rather than that a file is wrong. */
const missingData = new Set<InputProblem['code']>([
  'market.missing-index',
  'market.missing-price',
  'market.missing-mark',
  'market.no-vol',
  'book.unlisted',
  'book.missing-price',
])

/** Why input was refused: the data lacks something, or a file is not understood. */
export function exitCodeOf(problems: readonly InputProblem[]): ExitCode {
  return problems.length > 0 && problems.every(({ code }) => missingData.has(code))
    ? exitCode.dataMissing
    : exitCode.notUnderstood
}

/** Whether any of the headline figures is not known. */
function hasUnknowns(result: MarginResult): boolean {
  const { equity, adjustedEquity, initialMargin, maintenanceMargin, freeCollateral, standing } = result
  return (
    standing === 'unknown' || [equity, adjustedEquity, initialMargin, maintenanceMargin, freeCollateral].includes(null)
  )
}

/** 4 when a figure is unknown. */
export function exitCodeOfMargin(result: MarginResult): ExitCode {
  return hasUnknowns(result) ? exitCode.dataMissing : exitCode.fine
}

/** Large books take a while; say so before starting. */
export function slowNote({ book }: MarginRequest): string | null {
  const count = book.positions.length
  return count > 2000 ? `computing ${count} positions` : null
}
