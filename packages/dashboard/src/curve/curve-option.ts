import type { EChartsCoreOption } from 'echarts/core'
import type { ChartColors } from '../chart/chart-colors.ts'
import { compact } from '../chart/compact.ts'
import type { ProfitCurve } from '../data/core-types.ts'
import { signedPercent } from '../format/format.ts'

/** What is marked along the price axis. */
export interface CurveMarks {
  readonly liquidationsFrac: readonly number[]
  readonly breakEvensFrac: readonly number[]
  readonly cursorFrac: number
}

/** Told apart by dash as well as by colour. */
const dashes = ['solid', [6, 4], [2, 3]] as const

export function curveOption(
  { movesFrac, lines }: ProfitCurve,
  colors: ChartColors,
  marks: CurveMarks,
): EChartsCoreOption {
  const [from, to] = [movesFrac[0] ?? 0, movesFrac.at(-1) ?? 0]
  const inSight = (move: number) => move >= from && move <= to
  const upright = (move: number, color: string, type: string | readonly number[], text: string, position: string) => ({
    xAxis: move,
    lineStyle: { color, type, width: 1.25 },
    label: { show: text !== '', formatter: text, color, fontSize: 12, position },
  })
  return {
    animation: false,
    grid: { left: 60, right: 16, top: 28, bottom: 44 },
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      name: 'price',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colors.quiet, fontSize: 12 },
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: colors.quiet,
        fontSize: 12,
        hideOverlap: true,
        formatter: (move: number) => signedPercent(move, 0),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: colors.quiet, fontSize: 12, formatter: compact },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      ...lines.map(({ pnl }, i) => ({
        type: 'line',
        data: movesFrac.map((move, k) => [move, pnl[k] ?? 0]),
        showSymbol: false,
        silent: true,
        lineStyle: {
          color: colors.lines[i % colors.lines.length],
          width: i === 0 ? 2.25 : 1.75,
          type: dashes[i % dashes.length],
        },
        ...(i === 0 && {
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            data: [
              { yAxis: 0, lineStyle: { color: colors.quiet, type: 'solid', width: 1 }, label: { show: false } },
              upright(0, colors.line, 'solid', '', 'end'),
              upright(marks.cursorFrac, colors.accent, [2, 2], '', 'end'),
              ...marks.liquidationsFrac
                .filter(inSight)
                .map((move) => upright(move, colors.danger, [5, 3], `liq. ${signedPercent(move, 1)}`, 'end')),
            ],
          },
        }),
      })),
      {
        type: 'scatter',
        data: marks.breakEvensFrac.filter(inSight).map((move) => [move, 0]),
        symbol: 'diamond',
        symbolSize: 10,
        silent: true,
        itemStyle: { color: colors.panel, borderColor: colors.text, borderWidth: 1.75 },
        z: 4,
      },
    ],
  }
}
