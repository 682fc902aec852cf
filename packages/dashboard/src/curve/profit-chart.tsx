import { useCallback, useState } from 'react'
import { CanvasChart } from '../chart/canvas-chart.tsx'
import { useChartColors } from '../chart/chart-colors.ts'
import type { ProfitCurve } from '../data/core-types.ts'
import { money, price, signedPercent, spoken } from '../format/format.ts'
import { scopeText } from '../strip/liquidation-moves.ts'
import type { Theme } from '../theme/theme.ts'
import { curveOption } from './curve-option.ts'

interface Props {
  readonly curve: ProfitCurve
  readonly liquidationsFrac: readonly number[]
  /** Said on the picture, all of which is then past liquidation. */
  readonly liquidationNow: string | null
  readonly currency: string
  readonly theme: Theme
}

/** The lines as a picture; the slider beneath moves through them by key, finger or pointer and reads them out. */
export function ProfitChart({ curve, liquidationsFrac, liquidationNow, currency, theme }: Props) {
  const { movesFrac, lines, breakEvensFrac } = curve
  const [cursor, setCursor] = useState(() => nearestIndex(movesFrac, 0))
  const colors = useChartColors(theme)
  const cursorFrac = movesFrac[cursor] ?? 0
  const optionAt = useCallback(
    () => curveOption(curve, colors, { liquidationsFrac, liquidationNow, breakEvensFrac, cursorFrac }),
    [curve, colors, liquidationsFrac, liquidationNow, breakEvensFrac, cursorFrac],
  )
  return (
    <>
      <CanvasChart
        className="chart"
        optionAt={optionAt}
        onPoint={(at) => at && setCursor(nearestIndex(movesFrac, at.x))}
      />
      <input
        type="range"
        className="curve-slider"
        aria-label="Move of the price"
        min={0}
        max={movesFrac.length - 1}
        value={cursor}
        aria-valuetext={`${spoken(cursorFrac * 100)} percent: ${lines.map(({ name, pnl }) => `${name} ${spoken(pnl[cursor] ?? null)}`).join(', ')}`}
        onChange={(event) => setCursor(event.target.valueAsNumber)}
      />
      <p className="readout">
        {scopeText(curve.scope)} {signedPercent(cursorFrac, 1)}
        {indexText(curve, cursor)}:{' '}
        {lines.map(({ name, pnl }, i) => (
          <span key={name} className="curve-key">
            <LineKey index={i} color={colors.lines[i % colors.lines.length] ?? colors.text} />
            {name} {money(pnl[cursor] ?? null, currency)}
          </span>
        ))}
      </p>
    </>
  )
}

/** The dash and colour of a line, as drawn. */
function LineKey({ index, color }: { readonly index: number; readonly color: string }) {
  const dashes = ['', '6 4', '2 3']
  return (
    <svg className="line-key" viewBox="0 0 24 8" aria-hidden="true">
      <path d="M0 4h24" stroke={color} strokeWidth="2.25" strokeDasharray={dashes[index % dashes.length]} />
    </svg>
  )
}

function indexText({ indexPrices }: ProfitCurve, cursor: number): string {
  const index = indexPrices[cursor]
  return index === undefined ? '' : ` (index ${price(index)})`
}

function nearestIndex(moves: readonly number[], target: number): number {
  return moves.reduce(
    (best, move, i) => (Math.abs(move - target) < Math.abs((moves[best] ?? 0) - target) ? i : best),
    0,
  )
}
