import { computeCase } from '../conformance/compute-case.ts'
import { judge } from '../conformance/judge.ts'
import { type JudgedCase, summaryText } from '../conformance/summary.ts'
import { readVectors } from '../conformance/vector-file.ts'
import { readText } from '../input/read-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { startProgress } from './progress.ts'

/** `plimsoll conformance`: reference numbers against ours. Exits with 1 when any disagrees. */
export async function runConformance(
  paths: readonly string[],
  { json }: { readonly json?: true },
  output: Output,
): Promise<ExitCode> {
  const sources = await Promise.all(paths.map(readText))
  const vectors = sources.flatMap((source) => readVectors(source).cases)
  const progress = startProgress('cases', vectors.length)
  const judged: JudgedCase[] = vectors.map((vector) => {
    const row = computeCase(vector)
    progress.step()
    return { row, verdict: judge(vector, row) }
  })
  progress.stop()
  if (json) output.json({ cases: judged.map(({ row }) => row) })
  else output.print(summaryText(judged))
  return judged.some(({ verdict }) => verdict.agrees === false) ? exitCode.breached : exitCode.fine
}
