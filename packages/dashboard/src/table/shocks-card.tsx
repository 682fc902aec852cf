import type { ReverseStress, StressResult } from '../data/core-types.ts'
import { fixed, percent, signed, signedPercent } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { StandingBadge } from '../standing/standing-badge.tsx'
import { scopeText } from '../strip/liquidation-moves.ts'
import { TableFrame } from './table-frame.tsx'

/** What happened before or could: named shocks, and the smallest joint move that liquidates. */
export function ShocksCard({ stress: { named, reverse, currency } }: { readonly stress: StressResult }) {
  return (
    <Card title="Named shocks" aside={currency} isWide note="Sizes are our reading of each event, not a record of it.">
      <p className="reverse">
        <b>Smallest move that liquidates:</b> {reverseText(reverse)}
      </p>
      <TableFrame label="Named shocks" className="shocks">
        <thead>
          <tr>
            <th scope="col">Shock</th>
            <th scope="col" className="number">
              Profit
            </th>
            <th scope="col" className="number">
              Equity after
            </th>
            <th scope="col" className="number">
              Maintenance after
            </th>
            <th scope="col" className="number">
              Used after
            </th>
            <th scope="col">State after</th>
          </tr>
        </thead>
        <tbody>
          {named.map(({ name, words, pnl, equity, maintenanceMargin, maintenanceUse, standing }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <span className="sub wrap">{words}</span>
              </th>
              <td className="number" data-sign={signOf(pnl)}>
                {signed(pnl, 0)}
              </td>
              <td className="number">{fixed(equity, 0)}</td>
              <td className="number">{fixed(maintenanceMargin, 0)}</td>
              <td className="number">{percent(maintenanceUse, 1)}</td>
              <td>
                <StandingBadge standing={standing} />
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Card>
  )
}

function reverseText(reverse: ReverseStress): string {
  if (reverse.state === 'already') return 'none is needed, the account is already there.'
  if (reverse.state !== 'found') return `${reverse.state}: ${reverse.reason}`
  const moves = Object.entries(reverse.moves).map(
    ([scope, moveFrac]) => `${scopeText(scope)} ${signedPercent(moveFrac, 1)}`,
  )
  return `${[...moves, `vol ${signedPercent(reverse.volMoveFrac, 0)}`].join(', ')} together, about ${fixed(reverse.size, 1)} typical days.`
}

/** For the colour; the sign itself is always written. */
export function signOf(value: number | null): 'gain' | 'loss' | undefined {
  return value === null || value === 0 ? undefined : value > 0 ? 'gain' : 'loss'
}
