import type { MarginResult } from '../data/core-types.ts'
import { figure, signedAmount } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { TableFrame } from './table-frame.tsx'

/** Which way the book leans. */
export function ExposureCard({ margin: { exposure, currency } }: { readonly margin: MarginResult }) {
  return (
    <Card
      title="Net exposure"
      aside={currency}
      note="Beta-weighted is the delta as if it were in the market as a whole. Coin balances are included."
    >
      <TableFrame label="Net exposure">
        <thead>
          <tr>
            <th scope="col">Underlying</th>
            <th scope="col" className="number">
              Delta, coins
            </th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col" className="number">
              Beta-weighted
            </th>
            <th scope="col">Leans</th>
          </tr>
        </thead>
        <tbody>
          {exposure.map(({ underlying, delta, deltaValue, betaWeighted, direction }) => (
            <tr key={underlying} className={underlying === 'market' ? 'total' : ''}>
              <th scope="row">{underlying === 'market' ? 'The whole book' : underlying}</th>
              <td className="number">{figure(delta)}</td>
              <td className="number">{signedAmount(deltaValue)}</td>
              <td className="number">{signedAmount(betaWeighted)}</td>
              <td>{direction}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Card>
  )
}
