import type { MarginResult, PositionResult } from '@plimsoll/core'
import { exact, money, quantity, signedMoney } from './number-words.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'

type Cell = (position: PositionResult) => string

/** Columns by how soon they are dropped on a narrow terminal: the first stay longest. */
const columns: readonly { readonly head: string; readonly from: number; readonly cell: Cell }[] = [
  { head: 'contracts', from: 0, cell: ({ contracts }) => exact(contracts) },
  { head: 'mark', from: 0, cell: ({ mark }) => exact(mark) },
  { head: 'notional', from: 100, cell: ({ notional }) => money(notional) },
  { head: 'profit', from: 0, cell: ({ unrealizedPnl }) => signedMoney(unrealizedPnl) },
  { head: 'delta', from: 0, cell: ({ delta }) => quantity(delta, 3) },
  { head: 'vega', from: 110, cell: ({ vega }) => money(vega) },
  { head: 'alone', from: 120, cell: ({ maintenanceAlone }) => money(maintenanceAlone) },
  { head: 'adds', from: 0, cell: ({ addsToMaintenance }) => signedMoney(addsToMaintenance) },
]

/** The positions that matter most to the maintenance margin, and how many more there are. */
export function positionsText({ positions, freeCollateral }: MarginResult, { width }: Terminal, most: number): string {
  if (positions.length === 0) return `  none; ${money(freeCollateral)} is free to open some with`
  const shown = [...positions].sort((a, b) => weight(b) - weight(a)).slice(0, most)
  const used = columns.filter(({ from }) => width >= from)
  const text = tableText(
    [{ head: 'symbol' }, ...used.map(({ head }) => ({ head, align: 'right' as const }))],
    shown.map((position) => [nameOf(position), ...used.map(({ cell }) => cell(position))]),
  )
  const rest = positions.length - shown.length
  return `${text}\n${legend(rest)}`
}

function legend(rest: number): string {
  const adds = '  adds: maintenance margin with the position less without it; negative is a hedge'
  return rest > 0 ? `  and ${rest} more (--explain shows all)\n${adds}` : adds
}

function weight({ addsToMaintenance, notional }: PositionResult): number {
  return Math.abs(addsToMaintenance ?? notional ?? 0)
}

function nameOf({ symbol, positionSide, pool }: PositionResult): string {
  const side = positionSide === undefined ? '' : ` ${positionSide}`
  return pool.startsWith('isolated') ? `${symbol}${side} (isolated)` : `${symbol}${side}`
}
