import type { StressMatrix, StressResult } from '../data/core-types.ts'
import { signedPercent } from '../format/format.ts'
import { scopeText } from './liquidation-moves.ts'

export interface WorstCase {
  readonly pnl: number
  /** `all coins −30 %, vol +45 %`. */
  readonly words: string
  readonly atEdge: boolean
}

/** The worst cell over all matrices; null when none could be computed. */
export function worstCaseOf({ matrices }: Pick<StressResult, 'matrices'>): WorstCase | null {
  const cases = matrices.flatMap((matrix) => {
    const { worst, worstAtEdge: atEdge } = matrix
    return worst === null
      ? []
      : [{ pnl: worst.pnl, words: cellText(matrix, worst.spotMoveFrac, worst.volMoveFrac), atEdge }]
  })
  return cases.reduce<WorstCase | null>((worst, next) => (worst === null || next.pnl < worst.pnl ? next : worst), null)
}

export function cellText({ scope }: Pick<StressMatrix, 'scope'>, spotMoveFrac: number, volMoveFrac: number): string {
  return `${scopeText(scope)} ${signedPercent(spotMoveFrac, 0)}, vol ${signedPercent(volMoveFrac, 0)}`
}
