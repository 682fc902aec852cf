import { InputError, type InputProblem } from '../input/input-problem.ts'
import type { PayloadKind, PayloadPart } from './payload-part.ts'

/** A file with what it was taken for. */
interface TakenFile {
  readonly file: string
  readonly kind: Pick<PayloadKind, 'name'>
  readonly part: Pick<PayloadPart, 'balances' | 'positions'>
}

/**
 * Answers of one kind add up, as pages and currencies do; what two files both hold would count twice.
 *
 * @throws InputError with each position and balance that stands in two files of a kind.
 */
export function refuseDoubles(read: readonly TakenFile[]): void {
  const firstIn = new Map<string, number>()
  const problems: InputProblem[] = []
  for (const [i, { file, kind, part }] of read.entries())
    for (const { name, path } of heldIn(part)) {
      const key = `${kind.name} ${name}`
      const first = firstIn.get(key) ?? i
      firstIn.set(key, first)
      if (first === i) continue
      const message = `${name} must stand in one file of ${kind.name}, stands in ${read[first]?.file} too`
      problems.push({ code: 'document.value', file, path, message })
    }
  if (problems.length > 0) throw new InputError(problems)
}

/** What positions put back into a balance belongs to them: pages of positions may share an asset. */
function heldIn({ balances = [], positions = [] }: TakenFile['part']): readonly { name: string; path: string }[] {
  if (positions.length === 0) return balances.map(({ asset }) => ({ name: `the balance of ${asset}`, path: '' }))
  return positions.map(({ row, path }) => ({
    name: [row.symbol, row.positionSide, row.marginMode].filter((word) => word !== undefined).join(' '),
    path,
  }))
}
