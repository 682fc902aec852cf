import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColors } from '../chart/chart-colors.ts'
import { compact } from '../chart/compact.ts'
import { mixed, readable } from '../chart/contrast.ts'
import type { StressCell, StressMatrix } from '../data/core-types.ts'
import { signedPercent } from '../format/format.ts'

/** A cell of the matrix by its row (volatility) and column (price). */
export interface CellAt {
  readonly row: number
  readonly column: number
}

export interface HeatMapView {
  readonly worst: CellAt | null
  readonly cursor: CellAt
  /** Of the whole picture: narrow cells carry no number. */
  readonly widthPx: number
}

const grid = { left: 56, right: 6, top: 24, bottom: 44 }

/** Room that a label like `−110k` needs. */
const labelWidthPx = 34

/** Every how manieth column can be shown with its number; the outermost columns stay where the step divides them. */
export function columnStep(columns: number, widthPx: number): number {
  return [1, 2, 3].find((step) => hasRoom(Math.ceil(columns / step), widthPx)) ?? 6
}

function hasRoom(columns: number, widthPx: number): boolean {
  return (widthPx - grid.left - grid.right) / columns >= labelWidthPx
}

/**
 * Losses toward orange, gains toward blue, zero in the colour of the panel, on one scale for both so that they can be
 * compared. A cross marks cells past liquidation; the rings are the worst cell and the cursor.
 */
export function heatMapOption(matrix: StressMatrix, colors: ChartColors, view: HeatMapView): EChartsCoreOption {
  const known = knownCells(matrix)
  const most = known.reduce((largest, { pnl }) => Math.max(largest, Math.abs(pnl)), 0) || 1
  const style: LabelStyle = { most, colors, hasRoom: hasRoom(matrix.spotMovesFrac.length, view.widthPx) }
  return {
    animation: false,
    grid,
    ...axes(matrix, colors),
    visualMap: {
      show: false,
      seriesIndex: 0,
      dimension: 2,
      min: -most,
      max: most,
      inRange: { color: [colors.loss, colors.middle, colors.gain] },
    },
    series: [cellSeries(known, style), ringSeries(view, colors)],
  }
}

interface KnownCell {
  readonly at: CellAt
  readonly pnl: number
  readonly standing: StressCell['standing']
}

function knownCells({ cells }: StressMatrix): readonly KnownCell[] {
  return cells.flatMap((line, row) =>
    line.flatMap(({ pnl, standing }, column) => (pnl === null ? [] : [{ at: { row, column }, pnl, standing }])),
  )
}

function axes({ spotMovesFrac, volMovesFrac }: StressMatrix, { quiet }: ChartColors) {
  const text = { color: quiet, fontSize: 12 }
  const axis = {
    type: 'category',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...text, hideOverlap: true },
  }
  const labels = (moves: readonly number[]) => moves.map((move) => signedPercent(move, 0))
  const beneath = { name: 'price', nameLocation: 'middle', nameGap: 26, nameTextStyle: text }
  const above = { name: 'volatility', nameTextStyle: { ...text, align: 'right', padding: [0, -8, 0, 0] } }
  return {
    xAxis: { ...axis, ...beneath, data: labels(spotMovesFrac) },
    yAxis: { ...axis, ...above, data: labels(volMovesFrac) },
  }
}

function cellSeries(known: readonly KnownCell[], style: LabelStyle) {
  return {
    type: 'heatmap',
    data: known.map((cell) => ({ value: [cell.at.column, cell.at.row, cell.pnl], label: cellLabel(cell, style) })),
    itemStyle: { borderWidth: 0.5, borderColor: style.colors.panel },
    emphasis: { disabled: true },
    silent: true,
  }
}

function ringSeries({ cursor, worst }: HeatMapView, { accent, text }: ChartColors) {
  const ring = ({ row, column }: CellAt, color: string, borderType: 'solid' | 'dashed') => ({
    value: [column, row, 0],
    itemStyle: { color: 'transparent', borderColor: color, borderWidth: 2, borderType },
  })
  return {
    type: 'heatmap',
    data: [ring(cursor, accent, 'dashed'), ...(worst === null ? [] : [ring(worst, text, 'solid')])],
    emphasis: { disabled: true },
    silent: true,
    z: 3,
  }
}

interface LabelStyle {
  /** Largest profit or loss, where the colours end. */
  readonly most: number
  readonly colors: ChartColors
  readonly hasRoom: boolean
}

function cellLabel({ pnl, standing }: KnownCell, { most, colors, hasRoom: hasNumber }: LabelStyle) {
  const mark = standing === 'liquidating' ? '×' : ''
  const number = hasNumber ? compact(pnl).replace('\u202f', '') : ''
  const formatter = [number, mark].filter(Boolean).join('\n')
  return {
    show: formatter !== '',
    formatter,
    color: labelColor(pnl / most, colors),
    fontSize: 11,
    lineHeight: 12,
  }
}

/** Dark or light, whichever reads better on the cell. */
function labelColor(share: number, { middle, gain, loss, text, page }: ChartColors): string {
  return readable(mixed(middle, share < 0 ? loss : gain, Math.abs(share)), text, page)
}
