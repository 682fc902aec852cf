import type { Comparison, ComparisonRow } from '../data/core-types.ts'
import { figure, fixed, percent, signedPercent, unknown } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { StandingBadge } from '../standing/standing-badge.tsx'
import { scopeText } from '../strip/liquidation-moves.ts'
import { savingText } from './modes-card.tsx'
import { TableFrame } from './table-frame.tsx'
import { type ReasonRow, reasonRows } from './venue-reasons.ts'

/** What this book would need at each venue and in each mode there, and where it cannot be held. */
export function VenuesCard({ venues }: { readonly venues: Comparison }) {
  const known = venues.rows.filter(({ holds, initialMargin }) => holds && initialMargin !== null)
  const reasons = reasonRows(venues.rows)
  return (
    <Card
      title="The same book at each venue"
      aside={venues.currency}
      isWide
      note="Saves is against cross at the same venue. Parameters: how far each set is founded, its name, and how many of its parameters are founded otherwise."
    >
      <TableFrame label="The same book at each venue" className="venues">
        <Heads />
        <tbody>
          {known.map((row) => (
            <Row key={row.model} row={row} />
          ))}
        </tbody>
      </TableFrame>
      <Reasons title="Needs parameters that are not known here" rows={reasons.lacking} />
      <Reasons title="Cannot hold this book" rows={reasons.refused} />
      <Reasons title="Not known" rows={reasons.unknown} />
    </Card>
  )
}

function Heads() {
  const right = (head: string) => (
    <th scope="col" className="number">
      {head}
    </th>
  )
  return (
    <thead>
      <tr>
        <th scope="col">Venue and mode</th>
        {right('Initial')}
        {right('Maintenance')}
        {right('Used')}
        {right('Nearest move')}
        {right('Saves')}
        <th scope="col">Venue shows</th>
        <th scope="col">Parameters</th>
      </tr>
    </thead>
  )
}

function Row({ row }: { readonly row: ComparisonRow }) {
  const { model, title, mode, initialMargin, maintenanceMargin, maintenanceUse, standing } = row
  const { benefitFrac, venueFigure, parameters, isCheapest, isFirstToLiquidate } = row
  return (
    <tr>
      <th scope="row">
        {model}
        <span className="sub">{title === model ? mode : title}</span>
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
      <td className="number">
        <NearestMove row={row} />
      </td>
      <td className="number">{mode === 'cross' ? '' : savingText(benefitFrac)}</td>
      <td className="wrap">
        {venueFigure !== null && (
          <>
            {venueFigure.name} <span className="nowrap">{figure(venueFigure.value)}</span>
          </>
        )}
      </td>
      <td>
        <span className="tag tag-first">{parameters.provenance}</span>
        <span className="sub">
          {parameters.set}
          {parameters.exceptions > 0 && `, ${parameters.exceptions} otherwise`}
        </span>
      </td>
    </tr>
  )
}

function NearestMove({ row: { nearest, standing } }: { readonly row: ComparisonRow }) {
  if (standing === 'liquidating') return 'already there'
  if (nearest === null) return standing === 'unknown' ? unknown : 'none found'
  return (
    <>
      {signedPercent(nearest.moveFrac, 1)}
      <span className="sub">{nearest.pool === 'account' ? scopeText(nearest.scope) : nearest.pool}</span>
    </>
  )
}

/** A line a venue, the first reason of several; shut until asked, since they are many. */
function Reasons({ title, rows }: { readonly title: string; readonly rows: readonly ReasonRow[] }) {
  if (rows.length === 0) return null
  return (
    <details className="reasons">
      <summary>
        {title}: {rows.flatMap(({ models }) => models).length}
      </summary>
      <ul>
        {rows.map(({ models, reason, more }) => (
          <li key={models.join()}>
            <b>{models.join(', ')}</b>: {reason}
            {more > 0 && <span className="quiet"> and {more} more</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
