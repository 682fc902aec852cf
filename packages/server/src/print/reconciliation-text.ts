import type { Reconciliation } from '../import/reconcile.ts'
import { coins, percent, price, signedPercent, unknownSign } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Ours, the venue's, the difference, and what does not reconcile. */
export function reconciliationText(found: Reconciliation, { paint }: Terminal): string {
  const { model, figures, toleranceFrac, reconciles } = printableCopy(found)
  if (figures.length === 0)
    return `${paint('bold', 'Against the venue’s own figures')}\n  the payloads give none that this model has`
  const right = (head: string) => ({ head, align: 'right' as const })
  const notes = figures.filter(({ verdict }) => verdict === 'not compared')
  return [
    `${paint('bold', 'Against the venue’s own figures')}`,
    tableText(
      [
        { head: 'of' },
        { head: 'figure' },
        right('ours'),
        right('theirs'),
        right('difference'),
        right(''),
        { head: '' },
      ],
      figures.map(({ of, figure, name, ours, theirs, difference, differenceFrac, verdict }) => {
        const shown = figure === 'liquidation price' ? price : coins
        return [
          of,
          `${figure} (${name})`,
          ours === null ? unknownSign : shown(ours),
          shown(theirs),
          difference === null ? unknownSign : shown(difference),
          differenceFrac === null ? '' : signedPercent(differenceFrac, 2),
          verdict,
        ]
      }),
    ),
    ...notes.map(({ of, figure, reason = '' }) => `  ${of}, ${figure}: ${reason}`),
    reconciles
      ? `  Every figure of ${model} is within ${percent(toleranceFrac)} of the venue’s.`
      : `  ${model} does not reconcile with the venue: nothing derived from it is certain.`,
  ].join('\n')
}
