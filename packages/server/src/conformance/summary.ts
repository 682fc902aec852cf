import { scientific } from '../print/number-words.ts'
import { tableText } from '../print/table.ts'
import type { ComputedCase } from './compute-case.ts'
import { strain, type Verdict, type WorstError } from './judge.ts'

/** One computed case with its verdict. */
export interface JudgedCase {
  readonly row: ComputedCase
  readonly verdict: Verdict
}

interface KindSummary {
  readonly kind: string
  readonly cases: number
  readonly computed: number
  readonly compared: number
  readonly agreeing: number
  readonly worst: WorstError | null
}

/** Table of the kinds, then every disagreement and why cases were not computed. */
export function summaryText(judged: readonly JudgedCase[]): string {
  const kinds = [...new Set(judged.map(({ row }) => row.kind))]
  const right = (head: string) => ({ head, align: 'right' as const })
  const table = tableText(
    [
      { head: 'kind' },
      right('cases'),
      right('computed'),
      right('agreeing'),
      right('worst error'),
      right('tolerance'),
      { head: 'where' },
    ],
    kinds.map((kind) => cellsOf(summaryOf(kind, judged))),
  )
  return [table, ...disagreements(judged), ...failures(judged)].join('\n')
}

function summaryOf(kind: string, judged: readonly JudgedCase[]): KindSummary {
  const own = judged.filter(({ row }) => row.kind === kind)
  let worst: WorstError | null = null
  for (const { verdict } of own)
    if (verdict.worst !== null && (worst === null || strain(verdict.worst) > strain(worst))) worst = verdict.worst
  return {
    kind,
    cases: own.length,
    computed: own.filter(({ row }) => row.error === undefined).length,
    compared: own.filter(({ verdict }) => verdict.agrees !== null).length,
    agreeing: own.filter(({ verdict }) => verdict.agrees === true).length,
    worst,
  }
}

function cellsOf({ kind, cases, computed, compared, agreeing, worst }: KindSummary): readonly string[] {
  return [
    kind,
    String(cases),
    String(computed),
    compared === 0 ? 'nothing expected' : String(agreeing),
    worst === null ? '' : scientific(worst.error),
    worst === null ? '' : scientific(worst.tolerance),
    worst?.where ?? '',
  ]
}

function disagreements(judged: readonly JudgedCase[]): readonly string[] {
  const off = judged.filter(({ verdict }) => verdict.agrees === false)
  return off
    .slice(0, 20)
    .map(({ verdict: { worst } }) =>
      worst === null
        ? ''
        : `  disagrees: ${worst.where}: off by ${scientific(worst.error)}, tolerance ${scientific(worst.tolerance)}`,
    )
    .concat(off.length > 20 ? [`  and ${off.length - 20} more`] : [])
}

function failures(judged: readonly JudgedCase[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { row } of judged)
    if (row.error !== undefined) counts.set(reasonOf(row.error), (counts.get(reasonOf(row.error)) ?? 0) + 1)
  return [...counts].map(([reason, count]) => `  not computed, ${count} of ${judged.length}: ${reason}`)
}

function reasonOf({ code, message }: { readonly code: string; readonly message: string }): string {
  return code === 'model.unsupported' ? `no rule here yet [${code}]` : `${message} [${code}]`
}
