import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColors } from '../chart/chart-colors.ts'
import { compact } from '../chart/compact.ts'
import type { ProfitCurve } from '../data/core-types.ts'
import { isFlatCurve } from '../data/settled.ts'
import { signedPercent } from '../format/format.ts'

/** What is marked along the price axis. */
export interface CurveMarks {
  readonly liquidationsFrac: readonly number[]
  /** What to say when a pool is in liquidation before anything moves; null when none is. */
  readonly liquidationNow: string | null
  readonly breakEvensFrac: readonly number[]
  readonly cursorFrac: number
}

/** Told apart by dash as well as by colour. */
const dashes = ['solid', [6, 4], [2, 3]] as const

/** The lines over the moves; red ground is past liquidation, diamonds are break-evens of the last line. */
export function curveOption(curve: ProfitCurve, colors: ChartColors, marks: CurveMarks): EChartsCoreOption {
  const { movesFrac, lines } = curve
  const range: Range = { from: movesFrac[0] ?? 0, to: movesFrac.at(-1) ?? 0 }
  const isFlat = isFlatCurve(curve)
  return {
    animation: false,
    grid: { left: 60, right: 16, top: 28, bottom: 44 },
    ...axes(range, colors, isFlat),
    series: [
      ...lines.map(({ pnl }, i) => ({
        type: 'line',
        data: movesFrac.map((move, k) => [move, pnl[k] ?? null]),
        showSymbol: false,
        silent: true,
        lineStyle: {
          color: colors.lines[i % colors.lines.length],
          width: i === 0 ? 2.25 : 1.75,
          type: dashes[i % dashes.length],
        },
        ...(i === 0 && marksOf(range, colors, marks)),
      })),
      {
        type: 'scatter',
        data: (isFlat ? [] : marks.breakEvensFrac).filter(within(range)).map((move) => [move, 0]),
        symbol: 'diamond',
        symbolSize: 10,
        silent: true,
        itemStyle: { color: colors.panel, borderColor: colors.text, borderWidth: 1.75 },
        z: 4,
      },
    ],
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

const within =
  ({ from, to }: Range) =>
  (move: number) =>
    move >= from && move <= to

function axes({ from, to }: Range, { quiet, line }: ChartColors, isFlat: boolean) {
  const text = { color: quiet, fontSize: 12 }
  return {
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      interval: (to - from) / 4,
      name: 'price',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: text,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (move: number) => signedPercent(move, 0) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      ...(isFlat && { min: -1, max: 1, interval: 1 }),
      axisLabel: { ...text, formatter: (pnl: number) => (isFlat && pnl !== 0 ? '' : compact(pnl)) },
      splitLine: { lineStyle: { color: line } },
    },
  }
}

/** Zero line, mark, cursor and liquidation moves; they hang on the first line. */
function marksOf(range: Range, colors: ChartColors, { cursorFrac, liquidationsFrac, liquidationNow }: CurveMarks) {
  const crossings = liquidationNow === null ? liquidationsFrac.filter(within(range)) : []
  const upright = (move: number, color: string, type: string | readonly number[], text = '') => ({
    xAxis: move,
    lineStyle: { color, type, width: 1.25 },
    label: {
      show: text !== '',
      formatter: text,
      color,
      fontSize: 12,
      position: 'end',
      align: move > 0 ? 'left' : 'right',
    },
  })
  return {
    markArea: {
      silent: true,
      itemStyle: { color: colors.danger, opacity: 0.08 },
      label: { position: 'insideTopLeft', color: colors.danger, fontSize: 12, fontWeight: 600 },
      data:
        liquidationNow === null
          ? pastLiquidation(range, liquidationsFrac)
          : [[{ xAxis: range.from, name: liquidationNow }, { xAxis: range.to }]],
    },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [
        { yAxis: 0, lineStyle: { color: colors.quiet, type: 'solid', width: 1 }, label: { show: false } },
        upright(0, colors.line, 'solid'),
        upright(cursorFrac, colors.accent, [2, 2]),
        ...crossings.map((move) => upright(move, colors.danger, [5, 3], `liq. ${signedPercent(move, 1)}`)),
      ],
    },
  }
}

/** From the nearest liquidation on each side outward. */
function pastLiquidation({ from, to }: Range, liquidationsFrac: readonly number[]) {
  const below = Math.max(...liquidationsFrac.filter((move) => move <= 0), Number.NEGATIVE_INFINITY)
  const above = Math.min(...liquidationsFrac.filter((move) => move > 0), Number.POSITIVE_INFINITY)
  const area = (left: number, right: number) => (left < right ? [[{ xAxis: left }, { xAxis: right }]] : [])
  return [...area(from, below), ...area(above, to)]
}
