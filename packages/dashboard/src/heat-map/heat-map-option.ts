import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColors } from '../chart/chart-colors.ts'
import { compact } from '../chart/compact.ts'
import { mixed, readable } from '../chart/contrast.ts'
import type { StressMatrix } from '../data/core-types.ts'
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

/** Room that a label like `−110k` needs, with what stands left of the grid. */
const labelWidthPx = 42

/**
 * Losses toward orange, gains toward blue, zero in the colour of the panel, on one scale for both so that they can be
 * compared. A cross marks cells past liquidation; the rings are the worst cell and the cursor.
 */
export function heatMapOption(
  matrix: StressMatrix,
  colors: ChartColors,
  { worst, cursor, widthPx }: HeatMapView,
): EChartsCoreOption {
  const { cells, spotMovesFrac, volMovesFrac } = matrix
  const known = cells.flatMap((row, y) =>
    row.flatMap(({ pnl, standing }, x) => (pnl === null ? [] : [{ x, y, pnl, standing }])),
  )
  const most = Math.max(1, ...known.map(({ pnl }) => Math.abs(pnl)))
  const hasRoom = widthPx / spotMovesFrac.length >= labelWidthPx
  const axis = {
    type: 'category',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colors.quiet, fontSize: 12, hideOverlap: true },
    nameTextStyle: { color: colors.quiet, fontSize: 12 },
  }
  const ring = ({ row, column }: CellAt, color: string, borderType: 'solid' | 'dashed') => ({
    value: [column, row, 0],
    itemStyle: { color: 'transparent', borderColor: color, borderWidth: 2, borderType },
  })
  return {
    animation: false,
    grid: { left: 60, right: 8, top: 24, bottom: 44 },
    xAxis: {
      ...axis,
      data: spotMovesFrac.map((move) => signedPercent(move, 0)),
      name: 'price',
      nameLocation: 'middle',
      nameGap: 26,
    },
    yAxis: {
      ...axis,
      data: volMovesFrac.map((move) => signedPercent(move, 0)),
      name: 'volatility',
      nameTextStyle: { ...axis.nameTextStyle, align: 'right', padding: [0, -8, 0, 0] },
    },
    visualMap: {
      show: false,
      seriesIndex: 0,
      dimension: 2,
      min: -most,
      max: most,
      inRange: { color: [colors.loss, colors.middle, colors.gain] },
    },
    series: [
      {
        type: 'heatmap',
        data: known.map(({ x, y, pnl, standing }) => ({
          value: [x, y, pnl],
          label: cellLabel(pnl, standing === 'liquidating', { hasRoom, color: labelColor(pnl / most, colors) }),
        })),
        itemStyle: { borderWidth: 0.5, borderColor: colors.panel },
        emphasis: { disabled: true },
        silent: true,
      },
      {
        type: 'heatmap',
        data: [ring(cursor, colors.accent, 'dashed'), ...(worst === null ? [] : [ring(worst, colors.text, 'solid')])],
        emphasis: { disabled: true },
        silent: true,
        z: 3,
      },
    ],
  }
}

function cellLabel(
  pnl: number,
  isLiquidated: boolean,
  { hasRoom, color }: { readonly hasRoom: boolean; readonly color: string },
) {
  const mark = isLiquidated ? '×' : ''
  const formatter = hasRoom ? [compact(pnl).replace('\u202f', ''), mark].filter(Boolean).join('\n') : mark
  return { show: formatter !== '', formatter, color, fontSize: 11, lineHeight: 12 }
}

/** Dark or light, whichever reads better on the cell. */
function labelColor(share: number, { middle, gain, loss, text, page }: ChartColors): string {
  return readable(mixed(middle, share < 0 ? loss : gain, Math.abs(share)), text, page)
}
