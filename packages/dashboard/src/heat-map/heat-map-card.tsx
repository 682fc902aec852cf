import { useMemo, useState } from 'react'
import { PictureGap } from '../chart/picture-gap.tsx'
import { ScopeChoice } from '../chart/scope-choice.tsx'
import { TableToggle } from '../chart/table-toggle.tsx'
import { useLoaded } from '../chart/use-loaded.ts'
import type { StressMatrix, StressResult } from '../data/core-types.ts'
import { isFlatMatrix } from '../data/settled.ts'
import { signedPercent } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { scopeText } from '../strip/liquidation-moves.ts'
import type { Theme } from '../theme/theme.ts'
import { ascending } from './matrix-cell.ts'
import { MatrixTable } from './matrix-table.tsx'

// Asked for at once, not when the figures are there: it is read and run while the server answers.
const picture = import('./heat-map.tsx')

interface Props {
  readonly stress: StressResult
  readonly theme: Theme
}

/** What would hurt: profit over moves of price and volatility. */
export function HeatMapCard({ stress: { account, model, matrices, currency, problems }, theme }: Props) {
  const [scope, setScope] = useState<string>()
  const [isTable, setTable] = useState(false)
  const loaded = useLoaded(picture)
  const matrix = useMemo(() => matrixOf(matrices, scope), [matrices, scope])
  if (matrix === undefined) {
    return (
      <Card title="Scenario profit and loss">
        <p className="empty">— {problems[0]?.message ?? 'There is nothing to shock in this book.'}</p>
      </Card>
    )
  }
  return (
    <Card
      title="Scenario profit and loss"
      aside={
        <>
          <ScopeChoice
            label="What moves in the scenario map"
            scopes={matrices.map((candidate) => candidate.scope)}
            scope={matrix.scope}
            onScope={setScope}
          />
          <TableToggle isTable={isTable} onToggle={() => setTable(!isTable)} of="scenarios" />
        </>
      }
      note={noteOf(matrix)}
    >
      <div className="chart-box">
        {isTable ? (
          <MatrixTable matrix={matrix} />
        ) : loaded === undefined || loaded === 'failed' ? (
          <PictureGap isFailed={loaded === 'failed'} />
        ) : (
          <loaded.HeatMap
            key={`${account} ${model} ${matrix.scope}`}
            matrix={matrix}
            currency={currency}
            theme={theme}
          />
        )}
      </div>
    </Card>
  )
}

/** The matrix of the chosen scope; of all coins together, else the first, when none is chosen. */
function matrixOf(matrices: readonly StressMatrix[], chosen: string | undefined): StressMatrix | undefined {
  const named = (scope: string | undefined) => matrices.find((matrix) => matrix.scope === scope)
  const matrix = named(chosen) ?? named('all') ?? matrices[0]
  return matrix === undefined ? undefined : ascending(matrix)
}

function noteOf(matrix: StressMatrix): string {
  if (isFlatMatrix(matrix))
    return 'This book does not move with prices or volatility: every cell is zero. × is past liquidation.'
  return `Blue gains, orange loses, ringed is the worst, × is past liquidation. ${edgeWords(matrix)}`
}

/** A worst case at the edge of the grid is not a worst case, and is not called one. */
function edgeWords({ worst, worstAtEdge, scope }: StressMatrix): string {
  if (worst === null || !worstAtEdge) return ''
  return `Still falling at the edge of the grid (${scopeText(scope)} ${signedPercent(worst.spotMoveFrac, 0)}, vol ${signedPercent(worst.volMoveFrac, 0)}): beyond it the loss is larger.`
}
