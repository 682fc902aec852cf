import type { ReverseStress, StressCell, StressMatrix, StressResult } from '@plimsoll/core'
import { scopeWords } from './liquidation-text.ts'
import { money, percent, signedMoney, signedPercent } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { standingText, standingWords } from './standing-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Matrices of profit by price and volatility, named shocks, and the smallest move that liquidates. */
export function stressText(result: StressResult, terminal: Terminal): string {
  const { account, model, currency, matrices, named, reverse, problems } = printableCopy(result)
  return [
    `${terminal.paint('bold', account)} under stress, model ${model}, profit and loss in ${currency}`,
    ...matricesText(matrices, terminal),
    `${terminal.paint('bold', 'Named shocks')}\n${namedText(named, terminal)}`,
    `${terminal.paint('bold', 'Smallest move that liquidates')}\n${reverseText(reverse)}`,
    ...(problems.length > 0 ? [`${terminal.paint('bold', 'Problems')}\n${problemsText(problems, 8)}`] : []),
  ].join('\n\n')
}

/** The first matrix whole; of the others the worst case, unless they were asked for. */
function matricesText([first, ...others]: readonly StressMatrix[], terminal: Terminal): readonly string[] {
  if (first === undefined) return ['  nothing in this account moves with a price']
  const lines = others.map((matrix) => `  ${scopeWords(matrix.scope)}: ${worstText(matrix).trim()}`)
  const rest =
    lines.length === 0
      ? []
      : [
          `${terminal.paint('bold', 'One at a time')} (--scopes ${others[0]?.scope} shows its matrix)\n${lines.join('\n')}`,
        ]
  return [matrixText(first, terminal), ...rest]
}

function matrixText(matrix: StressMatrix, { width, paint }: Terminal): string {
  const { scope, spotMovesFrac, volMovesFrac, cells } = matrix
  const shown = evenly(spotMovesFrac.length, Math.max(3, Math.floor((width - 14) / 12)))
  const columns = [
    { head: 'vol' },
    ...shown.map((i) => ({ head: signedPercent(spotMovesFrac[i] ?? 0, 0), align: 'right' as const })),
  ]
  const rows = cells.map((row, v) => [
    signedPercent(volMovesFrac[v] ?? 0, 0),
    ...shown.map((i) => cellText(row[i], i, v, matrix)),
  ])
  const skipped = spotMovesFrac.length - shown.length
  const more = skipped > 0 ? `\n  ${skipped} more price moves in --json` : ''
  return `${paint('bold', `Price × volatility: ${scopeWords(scope)}`)}\n${tableText(columns, rows)}\n${worstText(matrix)}${more}`
}

/** Profit, with the mark of the standing where it is not calm. */
function cellText(cell: StressCell | undefined, i: number, v: number, matrix: StressMatrix): string {
  if (cell === undefined) return ''
  const mark = cell.standing === 'calm' ? '' : ` ${standingWords[cell.standing].mark}`
  const { worst, spotMovesFrac, volMovesFrac } = matrix
  const isWorst =
    worst !== null && worst.pnl < 0 && worst.spotMoveFrac === spotMovesFrac[i] && worst.volMoveFrac === volMovesFrac[v]
  return `${signedMoney(cell.pnl)}${mark}${isWorst ? ' <' : ''}`
}

/** At most `most` places of `count`, first and last included, and the middle one. */
function evenly(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  const odd = most % 2 === 0 ? most - 1 : most
  return [...new Set(Array.from({ length: odd }, (_, i) => Math.round((i * (count - 1)) / (odd - 1))))]
}

function worstText({ worst, worstAtEdge, spotMovesFrac }: StressMatrix): string {
  if (worst === null) return '  the worst case is not known'
  if (worst.pnl >= 0) return '  no move of the grid loses anything'
  const edge = worstAtEdge ? `; still falling there: widen with --spot` : ''
  const range =
    spotMovesFrac.length === 0
      ? ''
      : `worst of the grid: ${signedMoney(worst.pnl)} at price ${signedPercent(worst.spotMoveFrac, 0)}, vol ${signedPercent(worst.volMoveFrac, 0)}`
  return `  ${range}${edge}`
}

function namedText(named: StressResult['named'], terminal: Terminal): string {
  return tableText(
    [
      { head: 'shock' },
      { head: 'profit', align: 'right' },
      { head: 'maintenance', align: 'right' },
      { head: 'used', align: 'right' },
      { head: 'standing' },
    ],
    named.map(({ name, pnl, maintenanceMargin, maintenanceUse, standing }) => [
      name,
      signedMoney(pnl),
      money(maintenanceMargin),
      percent(maintenanceUse),
      standingText(standing, terminal),
    ]),
  )
}

function reverseText(reverse: ReverseStress): string {
  switch (reverse.state) {
    case 'found': {
      const moves = Object.entries(reverse.moves).map(
        ([underlying, moveFrac]) => `${underlying} ${signedPercent(moveFrac)}`,
      )
      return `  ${moves.join(', ')}, vol ${signedPercent(reverse.volMoveFrac)}: ${reverse.size.toFixed(1)} typical days`
    }
    case 'already':
      return '  none needed: already in liquidation'
    default:
      return `  ${reverse.state}: ${reverse.reason}`
  }
}
