import type { MarginResult, WhatIfResult } from '@plimsoll/core'
import { liquidationText } from './liquidation-text.ts'
import { exact, money, percent, signedMoney, signedPercent, unknownSign } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { problemsText } from './problems-text.ts'
import { standingText } from './standing-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Before, after and the difference, side by side. */
export function whatIfText(result: WhatIfResult, terminal: Terminal): string {
  const { before, after, change, largestThatFits } = printableCopy(result)
  const amounts = (
    name: string,
    pick: (result: MarginResult) => number | null,
    by: number | null,
  ): readonly string[] => [name, money(pick(before)), money(pick(after)), signedMoney(by)]
  const rows = [
    amounts('equity', (result) => result.equity, change.equity),
    amounts('initial margin', (result) => result.initialMargin, change.initialMargin),
    amounts('maintenance margin', (result) => result.maintenanceMargin, change.maintenanceMargin),
    amounts('free to open', (result) => result.freeCollateral, change.freeCollateral),
    [
      'maintenance used',
      percent(before.maintenanceUse),
      percent(after.maintenanceUse),
      pointsText(change.maintenanceUse),
    ],
    ['standing', standingText(before.standing, terminal), standingText(after.standing, terminal), ''],
  ]
  const right = (head: string) => ({ head, align: 'right' as const })
  return [
    `${terminal.paint('bold', before.account)} what-if, nothing is traded. ${modelsText(before, after)}, amounts in ${after.currency}`,
    tableText([{ head: '' }, right('before'), right('after'), right('difference')], rows),
    ...(largestThatFits === null
      ? []
      : [`  Largest first leg that free collateral allows: ${exact(largestThatFits)} contracts`]),
    `${terminal.paint('bold', 'Nearest liquidation afterwards')}\n${liquidationText(after)}`,
    ...(after.problems.length > 0 ? [`${terminal.paint('bold', 'Problems')}\n${problemsText(after.problems, 8)}`] : []),
  ].join('\n\n')
}

function modelsText(before: MarginResult, after: MarginResult): string {
  return before.model === after.model ? `Model ${after.model}` : `Model ${before.model} → ${after.model}`
}

function pointsText(change: number | null): string {
  return change === null ? unknownSign : `${signedPercent(change).replace(/.%$/, '')} points`
}
