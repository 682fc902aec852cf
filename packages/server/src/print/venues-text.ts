import type { CoverageRow, ListedVenue, VenueListing } from '@plimsoll/core'
import { printableCopy } from './printable.ts'
import { tableText } from './table.ts'

/** Every venue in a few lines: its models with their current sets, and how much of its rules is carried. */
export function venuesText(listing: VenueListing): string {
  const { venues } = printableCopy(listing)
  const rows = venues.flatMap(modelRows)
  const columns = [
    { head: 'venue' },
    { head: 'model' },
    { head: 'mode' },
    { head: 'parameters' },
    { head: 'sets', align: 'right' as const },
  ]
  return [
    tableText(columns, rows),
    '',
    tableText(
      [
        { head: 'venue' },
        ...['rules computed', 'need your parameter', 'unknown'].map((head) => ({ head, align: 'right' as const })),
      ],
      venues.map(coverageCells),
    ),
    '',
    '  plimsoll venues VENUE says more of one.',
  ].join('\n')
}

function modelRows({ title, models }: ListedVenue): readonly (readonly string[])[] {
  return models.map(({ name, mode, sets }, i) => {
    const [current] = sets
    const parameters = current === undefined ? '' : `${current.provenance} ${current.set}`
    return [i === 0 ? title : '', name, mode, parameters, String(sets.length)]
  })
}

function coverageCells({ title, profile }: ListedVenue): readonly string[] {
  const count = (state: CoverageRow['state']): string =>
    profile === null ? '' : String(profile.coverage.filter((row) => row.state === state).length)
  return [title, count('implemented'), count('parameter'), count('unknown')]
}
