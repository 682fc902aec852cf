import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { CanvasChart } from '../chart/canvas-chart.tsx'
import { useChartColors } from '../chart/chart-colors.ts'
import type { StressMatrix } from '../data/core-types.ts'
import type { Theme } from '../theme/theme.ts'
import { type CellAt, columnStep, heatMapOption } from './heat-map-option.ts'
import { afterKey, middleOf, readout, spokenCell, thinned, withinMatrix, worstAt } from './matrix-cell.ts'

interface Props {
  readonly matrix: StressMatrix
  readonly currency: string
  readonly theme: Theme
}

/** As many columns as have room for their numbers; the table has them all. */
export function HeatMap({ matrix, ...rest }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState<number>()
  useLayoutEffect(() => {
    if (host.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width))
    observer.observe(host.current)
    setWidthPx(host.current.clientWidth)
    return () => observer.disconnect()
  }, [])
  const step = columnStep(matrix.spotMovesFrac.length, widthPx ?? 0)
  const shown = useMemo(() => thinned(matrix, step), [matrix, step])
  return <div ref={host}>{widthPx !== undefined && <Grid key={step} matrix={shown} {...rest} />}</div>
}

/** The grid as a picture, with a cursor for arrow keys and pointer, and what is under it in words. */
function Grid({ matrix, currency, theme }: Props) {
  const worst = useMemo(() => worstAt(matrix), [matrix])
  const [cursor, setCursor] = useState<CellAt>(worst ?? middleOf(matrix))
  const colors = useChartColors(theme)
  const optionAt = useCallback(
    (widthPx: number) => heatMapOption(matrix, colors, { worst, cursor, widthPx }),
    [matrix, colors, worst, cursor],
  )
  const moveTo = (at: CellAt) => setCursor((now) => (now.row === at.row && now.column === at.column ? now : at))
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(matrix, cursor, event.key)
    if (next === null) return
    event.preventDefault()
    moveTo(next)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the picture is a canvas; the table view is the table. */}
      <div
        className="heat-map"
        role="grid"
        tabIndex={0}
        aria-label="Scenario profit and loss: arrow keys move between cells"
        aria-rowcount={matrix.volMovesFrac.length}
        aria-colcount={matrix.spotMovesFrac.length}
        aria-activedescendant="heat-map-cell"
        onKeyDown={onKeyDown}
      >
        <CanvasChart
          className="chart"
          optionAt={optionAt}
          onPoint={(at) => at && moveTo(withinMatrix(matrix, { row: at.y, column: at.x }))}
        />
        <CursorCell matrix={matrix} cursor={cursor} />
      </div>
      <p className="readout" data-testid="heat-map-readout">
        {readout(matrix, cursor, currency)}
      </p>
    </>
  )
}

/** The one cell of the grid that assistive tech is told of: the cursor's. The table view has them all. */
function CursorCell({ matrix, cursor }: { readonly matrix: StressMatrix; readonly cursor: CellAt }) {
  const text = spokenCell(matrix, cursor)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the picture is a canvas; a table row has no place around it.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points here.
    <div role="row" className="visually-hidden" aria-rowindex={cursor.row + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
      <div role="gridcell" id="heat-map-cell" key={text} aria-colindex={cursor.column + 1}>
        {text}
      </div>
    </div>
  )
}
