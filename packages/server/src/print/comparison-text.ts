import type { Comparison, ComparisonRow } from '@plimsoll/core'
import { scopeWords } from './liquidation-text.ts'
import { money, percent, signedPercent, unknownSign } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { standingText } from './standing-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** One row a mode; the cheapest and the first to be liquidated are marked. */
export function comparisonText(comparison: Comparison, terminal: Terminal): string {
  const { account, currency, rows } = printableCopy(comparison)
  const problems = distinct(rows.flatMap((row) => row.problems))
  return [
    `${terminal.paint('bold', account)} in each mode, amounts in ${currency}\n`,
    tableText(
      [
        { head: 'mode' },
        ...['initial', 'maintenance', 'free', 'used'].map((head) => ({ head, align: 'right' as const })),
        { head: 'standing' },
        { head: 'liquidated at' },
      ],
      rows.map((row) => cellsOf(row, nameOf(row, rows), terminal)),
    ),
    ...remarks(rows),
    ...(problems.length > 0 ? [`\n${problemsText(problems, 8)}`] : []),
  ].join('\n')
}

/** The mode, or the model where several venues are compared in that mode. */
function nameOf({ mode, model }: ComparisonRow, rows: readonly ComparisonRow[]): string {
  return rows.filter((row) => row.mode === mode).length > 1 ? model : mode
}

function cellsOf(row: ComparisonRow, name: string, terminal: Terminal): readonly string[] {
  const { initialMargin, maintenanceMargin, freeCollateral, maintenanceUse, standing, nearest } = row
  return [
    name,
    money(initialMargin),
    money(maintenanceMargin),
    money(freeCollateral),
    percent(maintenanceUse),
    standingText(standing, terminal),
    nearest === null || standing === 'liquidating'
      ? noMove(standing)
      : `${scopeWords(nearest.scope)} ${signedPercent(nearest.moveFrac)}`,
  ]
}

function noMove(standing: ComparisonRow['standing']): string {
  return standing === 'liquidating' ? 'now' : standing === 'unknown' ? unknownSign : 'no price'
}

function remarks(rows: readonly ComparisonRow[]): readonly string[] {
  const differ = new Set(rows.map(({ initialMargin }) => initialMargin)).size > 1
  const cheapest = differ ? rows.find(({ isCheapest }) => isCheapest) : undefined
  const first = rows.find(({ isFirstToLiquidate }) => isFirstToLiquidate)
  const idle = rows.filter((row) => (row.idle ?? 0) > 0)
  return [
    ...(cheapest === undefined ? [] : [`  Cheapest: ${cheapest.mode} (${cheapest.model})${benefit(cheapest)}`]),
    ...(first === undefined ? [] : [`  First to be liquidated: ${first.mode} (${first.model})`]),
    ...idle.map((row) => `  Idle in ${row.mode}: ${money(row.idle)} set aside beyond what is needed`),
  ]
}

function benefit({ benefitFrac }: ComparisonRow): string {
  return benefitFrac === null || benefitFrac <= 0 ? '' : `, ${percent(benefitFrac)} below the initial margin of cross`
}

function distinct(problems: ComparisonRow['problems']): ComparisonRow['problems'] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}
