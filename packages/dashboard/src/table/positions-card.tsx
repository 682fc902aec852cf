import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { MarginResult } from '../data/core-types.ts'
import type { BookDocument } from '../data/demo.ts'
import { Card } from '../frame/card.tsx'
import { type PositionOrder, type PositionRow, positionColumns, sortPositions } from './position-columns.tsx'
import { signOf } from './shocks-card.tsx'
import { TableFrame } from './table-frame.tsx'

/** From here on only the rows in sight are in the document. */
const virtualFrom = 50
const rowHeightPx = 34

interface Props {
  readonly book: BookDocument
  readonly margin: MarginResult
}

export function PositionsCard({ book, margin }: Props) {
  const rows = useMemo(() => withEntries(book, margin), [book, margin])
  const [order, setOrder] = useState<PositionOrder | null>(null)
  const sorted = useMemo(() => sortPositions(rows, order), [rows, order])
  return (
    <Card
      title={`Positions (${rows.length})`}
      aside={margin.currency}
      isWide
      note="Adds to maintenance is the requirement of the pool with the position less that without it: negative is a hedge. Entry and mark are in the quote currency, of an inverse option in the coin."
    >
      {rows.length === 0 ? (
        <p className="empty">No positions.</p>
      ) : (
        <PositionsTable key={`${margin.account} ${margin.model}`} rows={sorted} order={order} onOrder={setOrder} />
      )}
    </Card>
  )
}

interface TableProps {
  readonly rows: readonly PositionRow[]
  readonly order: PositionOrder | null
  readonly onOrder: (order: PositionOrder) => void
}

function PositionsTable({ rows, order, onOrder }: TableProps) {
  const frame = useRef<HTMLDivElement>(null)
  const isVirtual = rows.length > virtualFrom
  const virtual = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const [start, end] = isVirtual ? [items[0]?.start ?? 0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)] : [0, 0]
  const shown = isVirtual ? items.map(({ index }) => index) : rows.map((_, i) => i)
  return (
    <TableFrame
      label="Positions"
      frame={frame}
      rowCount={rows.length + 1}
      className={isVirtual ? 'positions positions-virtual' : 'positions'}
    >
      <colgroup>
        {positionColumns.map(({ name, width }) => (
          <col key={name} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {positionColumns.map(({ name, title }, i) => (
            <th key={name} scope="col" className={i === 0 ? '' : 'number'} aria-sort={ariaSort(name, order)}>
              <button type="button" className="sort" onClick={() => onOrder(nextOrder(name, order))}>
                {title}
                <span aria-hidden="true">{order?.column !== name ? '' : order.isDescending ? ' ↓' : ' ↑'}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {start > 0 && <Gap height={start} />}
        {shown.map((index) => {
          const row = rows[index]
          return row && <Row key={`${row.symbol} ${row.pool} ${row.positionSide}`} row={row} index={index} />
        })}
        {end > 0 && <Gap height={end} />}
      </tbody>
    </TableFrame>
  )
}

function Row({ row, index }: { readonly row: PositionRow; readonly index: number }) {
  const [first, ...others] = positionColumns
  return (
    <tr aria-rowindex={index + 2} style={{ height: rowHeightPx }}>
      <th scope="row">{first?.cell(row)}</th>
      {others.map(({ name, cell, sign }) => (
        <td key={name} className="number" data-sign={sign && signOf(sign(row))}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Stands for the rows out of sight. */
function Gap({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row without a tab index does not take the focus.
    <tr aria-hidden="true">
      <td colSpan={positionColumns.length} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function withEntries({ positions: held }: BookDocument, { positions }: MarginResult): readonly PositionRow[] {
  const key = (symbol: string, side: string | undefined) => `${symbol} ${side ?? ''}`
  const entries = new Map(
    held.map(({ symbol, positionSide, entryPrice }) => [key(symbol, positionSide), entryPrice ?? null]),
  )
  return positions.map((position) => ({
    ...position,
    entryPrice: entries.get(key(position.symbol, position.positionSide)) ?? null,
  }))
}

function ariaSort(name: string, order: PositionOrder | null): 'ascending' | 'descending' | undefined {
  return order?.column !== name ? undefined : order.isDescending ? 'descending' : 'ascending'
}

function nextOrder(column: string, order: PositionOrder | null): PositionOrder {
  return { column, isDescending: order?.column === column ? !order.isDescending : true }
}
