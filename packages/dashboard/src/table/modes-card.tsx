import type { Comparison, ComparisonRow, MarginMode } from '../data/core-types.ts'
import { fixed, percent, signedPercent, unknown } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { StandingBadge } from '../standing/standing-badge.tsx'
import { scopeText } from '../strip/liquidation-moves.ts'
import { TableFrame } from './table-frame.tsx'

interface Props {
  readonly compare: Comparison
  readonly mode: MarginMode
  readonly onMode: (mode: MarginMode) => void
}

/** What this book would need, and how far liquidation would be, under each mode. */
export function ModesCard({ compare, mode, onMode }: Props) {
  return (
    <Card
      title="The same book in three modes"
      aside={compare.currency}
      note="Saves is against cross initial margin. Idle is margin set aside in isolated pools beyond what they need to open."
    >
      <TableFrame label="The same book in three modes" className="dense">
        <thead>
          <tr>
            <th scope="col">Mode</th>
            <th scope="col" className="number">
              Initial
            </th>
            <th scope="col" className="number">
              Maintenance
            </th>
            <th scope="col" className="number">
              Used
            </th>
            <th scope="col" className="number">
              Nearest move
            </th>
            <th scope="col" className="number">
              Saves
            </th>
          </tr>
        </thead>
        <tbody>
          {compare.rows.map((row) => (
            <Row key={`${row.venue} ${row.mode} ${row.model}`} row={row} isShown={row.mode === mode} onMode={onMode} />
          ))}
        </tbody>
      </TableFrame>
    </Card>
  )
}

function Row({
  row,
  isShown,
  onMode,
}: {
  readonly row: ComparisonRow
  readonly isShown: boolean
  readonly onMode: Props['onMode']
}) {
  const {
    mode,
    model,
    initialMargin,
    maintenanceMargin,
    maintenanceUse,
    standing,
    benefitFrac,
    idle,
    isCheapest,
    isFirstToLiquidate,
  } = row
  return (
    <tr data-current={isShown || undefined}>
      <th scope="row">
        <button type="button" className="link" aria-current={isShown || undefined} onClick={() => onMode(mode)}>
          {mode}
        </button>
        <span className="sub">{model}</span>
        {isCheapest && <span className="tag tag-first tag-good">cheapest</span>}
        {isFirstToLiquidate && <span className="tag tag-first tag-bad">first to liquidate</span>}
      </th>
      <td className="number">{fixed(initialMargin, 0)}</td>
      <td className="number">{fixed(maintenanceMargin, 0)}</td>
      <td className="number">
        {percent(maintenanceUse, 1)}
        <span className="sub">
          <StandingBadge standing={standing} />
        </span>
      </td>
      <td className="number">{nearestText(row)}</td>
      <td className="number saves">
        {savingText(benefitFrac)}
        {idle !== null && idle > 0 && <span className="sub">{fixed(idle, 0)} idle</span>}
      </td>
    </tr>
  )
}

/** A saving below zero is a cost, and is called one. */
export function savingText(benefitFrac: number | null): string {
  if (benefitFrac === null || benefitFrac > -0.0005) return percent(benefitFrac, 1)
  return `costs ${percent(-benefitFrac, benefitFrac <= -0.1 ? 0 : 1)} more`
}

function nearestText({ nearest, standing }: ComparisonRow) {
  if (standing === 'liquidating') return 'already there'
  if (nearest === null) return standing === 'unknown' ? unknown : 'none found'
  return (
    <>
      {signedPercent(nearest.moveFrac, 1)}
      <span className="sub">{nearest.pool === 'account' ? scopeText(nearest.scope) : nearest.pool}</span>
    </>
  )
}
