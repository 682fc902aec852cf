import type { ReactNode } from 'react'
import type { PositionResult } from '../data/core-types.ts'
import { exact, figure, fixed, signed, unknown } from '../format/format.ts'

/** A position of the result with the entry price of the book. */
export interface PositionRow extends PositionResult {
  readonly entryPrice: string | null
}

export interface PositionColumn {
  readonly name: string
  readonly title: string
  readonly width: string
  /** What sorting goes by; unknowns come last either way. */
  readonly by: (row: PositionRow) => number | string | null
  readonly cell: (row: PositionRow) => ReactNode
  readonly sign?: (row: PositionRow) => number | null
}

/** The first column names the row. */
export const positionColumns: readonly PositionColumn[] = [
  {
    name: 'symbol',
    title: 'Instrument',
    width: 'min(18.5rem, 56vw)',
    by: ({ symbol }) => symbol,
    cell: ({ symbol, pool, positionSide }) => (
      <>
        {symbol}
        {positionSide !== undefined && <span className="tag">{positionSide}</span>}
        {pool !== 'account' && <span className="tag tag-quiet">own pool</span>}
      </>
    ),
  },
  {
    name: 'contracts',
    title: 'Contracts',
    width: '5.5rem',
    by: ({ contracts }) => Number(contracts),
    cell: ({ contracts }) => exact(contracts),
  },
  {
    name: 'entry',
    title: 'Entry',
    width: '5.5rem',
    by: ({ entryPrice }) => numberOf(entryPrice),
    cell: ({ entryPrice }) => exact(entryPrice),
  },
  { name: 'mark', title: 'Mark', width: '6rem', by: ({ mark }) => numberOf(mark), cell: ({ mark }) => exact(mark) },
  {
    name: 'profit',
    title: 'Profit',
    width: '5rem',
    by: ({ unrealizedPnl }) => unrealizedPnl,
    cell: ({ unrealizedPnl }) => signed(unrealizedPnl, 0),
    sign: ({ unrealizedPnl }) => unrealizedPnl,
  },
  { name: 'delta', title: 'Delta', width: '5.5rem', by: ({ delta }) => delta, cell: ({ delta }) => figure(delta) },
  { name: 'gamma', title: 'Gamma', width: '5.5rem', by: ({ gamma }) => gamma, cell: ({ gamma }) => figure(gamma) },
  {
    name: 'vega',
    title: 'Vega / 1 pt',
    width: '5.5rem',
    by: ({ vega }) => vega,
    cell: ({ vega }) => figure(scaled(vega, 100)),
  },
  {
    name: 'theta',
    title: 'Theta / day',
    width: '5.5rem',
    by: ({ theta }) => theta,
    cell: ({ theta }) => figure(scaled(theta, 365)),
  },
  {
    name: 'alone',
    title: 'Alone',
    width: '5rem',
    by: ({ maintenanceAlone }) => maintenanceAlone,
    cell: ({ maintenanceAlone }) => fixed(maintenanceAlone, 0),
  },
  {
    name: 'adds',
    title: 'Adds to maintenance',
    width: '8.5rem',
    by: ({ addsToMaintenance }) => addsToMaintenance,
    cell: ({ addsToMaintenance }) =>
      addsToMaintenance === null ? (
        unknown
      ) : (
        <>
          {addsToMaintenance < -0.5 && <span className="tag tag-hedge">hedge</span>}
          {signed(addsToMaintenance, 0)}
        </>
      ),
  },
]

export interface PositionOrder {
  readonly column: string
  readonly isDescending: boolean
}

export function sortPositions(rows: readonly PositionRow[], order: PositionOrder | null): readonly PositionRow[] {
  const column = positionColumns.find(({ name }) => name === order?.column)
  if (order === null || column === undefined) return rows
  const direction = order.isDescending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [column.by(a), column.by(b)]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    return x === y ? 0 : x < y ? -direction : direction
  })
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text)
}

function scaled(value: number | null, by: number): number | null {
  return value === null ? null : value / by
}
