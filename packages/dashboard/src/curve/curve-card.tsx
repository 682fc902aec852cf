import { useMemo, useState } from 'react'
import { PictureGap } from '../chart/picture-gap.tsx'
import { ScopeChoice } from '../chart/scope-choice.tsx'
import { TableToggle } from '../chart/table-toggle.tsx'
import { useLoaded } from '../chart/use-loaded.ts'
import type { LiquidationResult, ProfitCurve, StressResult } from '../data/core-types.ts'
import { isFlatCurve } from '../data/settled.ts'
import { day, signedPercent } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { liquidationNow, nearestCrossings } from '../strip/liquidation-moves.ts'
import type { Theme } from '../theme/theme.ts'
import { CurveTable } from './curve-table.tsx'

// Asked for at once, not when the figures are there: it is read and run while the server answers.
const picture = import('./profit-chart.tsx')

interface Props {
  readonly stress: StressResult
  readonly liquidation: readonly LiquidationResult[]
  readonly theme: Theme
}

/** Profit along the price, today and later, with where it breaks even and where it liquidates. */
export function CurveCard({ stress: { curves, currency, problems }, liquidation, theme }: Props) {
  const [scope, setScope] = useState<string>()
  const [isTable, setTable] = useState(false)
  const loaded = useLoaded(picture)
  const curve = curves.find((candidate) => candidate.scope === scope) ?? curves[0]
  const chosen = curve?.scope
  const now = useMemo(() => liquidationNow(liquidation), [liquidation])
  const liquidationsFrac = useMemo(
    () => (chosen === undefined ? [] : nearestCrossings(liquidation, chosen)),
    [liquidation, chosen],
  )
  if (curve === undefined) {
    return (
      <Card title="Profit and loss along the price">
        <p className="empty">— {problems[0]?.message ?? 'There is nothing in this book that a price moves.'}</p>
      </Card>
    )
  }
  return (
    <Card
      title="Profit and loss along the price"
      aside={
        <>
          <ScopeChoice
            label="What moves in the profit curve"
            scopes={curves.map((candidate) => candidate.scope)}
            scope={curve.scope}
            onScope={setScope}
          />
          <TableToggle isTable={isTable} onToggle={() => setTable(!isTable)} of="profit curve" />
        </>
      }
      note={curveNote(curve, now ?? `nearest liquidation: ${moveList(liquidationsFrac)}`)}
    >
      <div className="chart-box">
        {isTable ? (
          <CurveTable curve={curve} />
        ) : loaded === undefined || loaded === 'failed' ? (
          <PictureGap isFailed={loaded === 'failed'} />
        ) : (
          <loaded.ProfitChart
            key={curve.scope}
            curve={curve}
            liquidationsFrac={liquidationsFrac}
            liquidationNow={now}
            currency={currency}
            theme={theme}
          />
        )}
      </div>
    </Card>
  )
}

function curveNote(curve: ProfitCurve, liquidationText: string): string {
  if (isFlatCurve(curve)) return `This book does not move with prices · ${liquidationText}`
  const { lines, breakEvensFrac } = curve
  const last = lines.at(-1)
  const breakEvens = `Break-even${lines.length > 1 ? ' at last expiry' : ''} (◇): ${moveList(breakEvensFrac)}`
  const end = last === undefined || lines.length === 1 ? [] : [`last line ${day(last.at)}`]
  return [breakEvens, liquidationText, ...end].join(' · ')
}

function moveList(movesFrac: readonly number[]): string {
  return movesFrac.length === 0 ? 'none' : movesFrac.map((move) => signedPercent(move, 1)).join(', ')
}
