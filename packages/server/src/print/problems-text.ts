import type { InputProblem } from '../input/input-problem.ts'
import { printable } from './printable.ts'

type Told = Pick<InputProblem, 'code' | 'path' | 'message'>

/** One problem a line: where, what must hold and what is, and the code to look it up by. */
export function problemsText(problems: readonly Told[], most: number): string {
  const lines = problems
    .slice(0, most)
    .map(({ code, path, message }) => `  ${path === '' ? '' : `${printable(path)}  `}${printable(message)}  [${code}]`)
  const rest = problems.length - lines.length
  return (rest > 0 ? [...lines, `  and ${rest} more`] : lines).join('\n')
}

/** Problems of input, file by file; a single one on one line. */
export function inputErrorText(problems: readonly InputProblem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))]
  return files
    .map((file) =>
      fileText(
        file,
        problems.filter((problem) => problem.file === file),
      ),
    )
    .join('\n')
}

function fileText(file: string, problems: readonly InputProblem[]): string {
  if (problems.length === 1) return `plimsoll: ${printable(file)}: ${problemsText(problems, 1).trim()}`
  return `plimsoll: ${printable(file)}: ${problems.length} problems\n${problemsText(problems, 50)}`
}
