import type { ParameterChange, ParameterSet } from '@plimsoll/core'
import { printableCopy } from './printable.ts'
import { tableText } from './table.ts'

type Head = Pick<ParameterSet<unknown>, 'set' | 'provenance' | 'source'>

/** What two sets differ in, a line a parameter, and where their values come from. */
export function parameterChangesText(
  model: string,
  {
    before,
    after,
    changes,
  }: { readonly before: Head; readonly after: Head; readonly changes: readonly ParameterChange[] },
): string {
  const shown = printableCopy(changes)
  const heads = [before, after].map((head) => `  ${head.set}: ${head.provenance}. ${head.source}`)
  if (shown.length === 0)
    return [`${model}: ${before.set} and ${after.set} have the same parameters`, ...heads].join('\n')
  const elsewhere = sourceLines(shown, before, after)
  return [
    `${model}: ${shown.length} ${shown.length === 1 ? 'parameter differs' : 'parameters differ'}`,
    ...heads,
    '',
    tableText(
      [{ head: 'parameter' }, { head: before.set }, { head: after.set }],
      shown.map(({ path, change, before: old, after: now }) => [
        path,
        change === 'added' ? 'not there' : valueText(old),
        change === 'removed' ? 'not there' : valueText(now),
      ]),
    ),
    ...(elsewhere.length > 0 ? ['', 'From elsewhere than their sets', ...elsewhere] : []),
  ].join('\n')
}

const valueLengthMax = 60

function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax - 1)}…` : text
}

function sourceLines(changes: readonly ParameterChange[], before: Head, after: Head): readonly string[] {
  return changes.flatMap(({ path, sources }) =>
    [
      { head: before, found: sources.before },
      { head: after, found: sources.after },
    ].flatMap(({ head, found }) =>
      found === null || (found.source === head.source && found.provenance === head.provenance)
        ? []
        : [`  ${path} in ${head.set}: ${found.provenance}. ${found.source}`],
    ),
  )
}
