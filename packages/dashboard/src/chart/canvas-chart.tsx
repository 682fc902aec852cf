import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { initChart } from './echarts.ts'

/** Place of the pointer in chart values, or null when it has left. */
export type PointerAt = { readonly x: number; readonly y: number } | null

interface Props {
  readonly option: EChartsCoreOption
  readonly className: string
  readonly onPoint?: (at: PointerAt) => void
  readonly onWidth?: (widthPx: number) => void
}

/** A drawing only: what it shows is also said in words and in a table beside it. */
export function CanvasChart({ option, className, onPoint, onWidth }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const listeners = useRef({ onPoint, onWidth })
  useEffect(() => {
    listeners.current = { onPoint, onWidth }
  })
  useEffect(() => {
    if (host.current === null) return
    const made = initChart(host.current)
    chart.current = made
    const pointer = made.getZr()
    pointer.on('mousemove', ({ offsetX, offsetY }) => listeners.current.onPoint?.(valueAt(made, offsetX, offsetY)))
    pointer.on('click', ({ offsetX, offsetY }) => listeners.current.onPoint?.(valueAt(made, offsetX, offsetY)))
    pointer.on('globalout', () => listeners.current.onPoint?.(null))
    const observer = new ResizeObserver(() => {
      made.resize()
      listeners.current.onWidth?.(made.getWidth())
    })
    observer.observe(host.current)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])
  return <div ref={host} className={className} aria-hidden="true" />
}

function valueAt(chart: EChartsType, offsetX: number, offsetY: number): PointerAt {
  if (!chart.containPixel('grid', [offsetX, offsetY])) return null
  const [x, y] = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY])
  return x === undefined || y === undefined ? null : { x, y }
}
