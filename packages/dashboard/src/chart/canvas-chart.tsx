import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { initChart } from './echarts.ts'

/** Place of the pointer in chart values, or null beside the grid. */
type PointerAt = { readonly x: number; readonly y: number } | null

interface Props {
  /** What to draw in a picture of that width. */
  readonly optionAt: (widthPx: number) => EChartsCoreOption
  readonly className: string
  readonly onPoint?: (at: PointerAt) => void
}

/** A drawing only: what it shows is also said in words and in a table beside it. */
export function CanvasChart({ optionAt, className, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const latest = useRef({ optionAt, onPoint })
  useEffect(() => {
    latest.current = { optionAt, onPoint }
  })
  useEffect(() => {
    if (host.current === null) return
    const made = initChart(host.current)
    chart.current = made
    const pointer = made.getZr()
    const point = ({ offsetX, offsetY }: { readonly offsetX: number; readonly offsetY: number }) =>
      latest.current.onPoint?.(valueAt(made, offsetX, offsetY))
    pointer.on('mousemove', point)
    pointer.on('click', point)
    const observer = new ResizeObserver(([entry]) => {
      // The first call comes with the size the chart was made for.
      const { width, height } = entry?.contentRect ?? { width: 0, height: 0 }
      if (Math.round(width) === made.getWidth() && Math.round(height) === made.getHeight()) return
      made.resize()
      draw(made, latest.current.optionAt)
    })
    observer.observe(host.current)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    if (chart.current !== null) draw(chart.current, optionAt)
  }, [optionAt])
  return <div ref={host} className={className} aria-hidden="true" />
}

function draw(chart: EChartsType, optionAt: Props['optionAt']): void {
  chart.setOption(optionAt(chart.getWidth()), { notMerge: true })
}

function valueAt(chart: EChartsType, offsetX: number, offsetY: number): PointerAt {
  if (!chart.containPixel('grid', [offsetX, offsetY])) return null
  const [x, y] = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY])
  return x === undefined || y === undefined ? null : { x, y }
}
