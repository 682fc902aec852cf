import type { MarginResult } from '../data/core-types.ts'
import { exact, fixed, percent } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { TableFrame } from './table-frame.tsx'

export function CollateralCard({ margin: { collateral, currency, pools } }: { readonly margin: MarginResult }) {
  const hasPools = pools.length > 1
  return (
    <Card title="Collateral" aside={currency} note="Counts is what is left after the haircut. A debt counts in full.">
      <TableFrame label="Collateral" className="tall">
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col" className="number">
              Held
            </th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col" className="number">
              Haircut
            </th>
            <th scope="col" className="number">
              Counts
            </th>
          </tr>
        </thead>
        <tbody>
          {collateral.map(({ asset, pool, amount, value, haircutFrac, counted }) => (
            <tr key={`${pool} ${asset}`}>
              <th scope="row">
                {asset}
                {hasPools && <span className="sub">{pool}</span>}
                {amount.startsWith('-') && <span className="tag tag-bad">owed</span>}
              </th>
              <td className="number">{exact(amount)}</td>
              <td className="number">{fixed(value, 0)}</td>
              <td className="number">{percent(haircutFrac, 1)}</td>
              <td className="number">{fixed(counted, 0)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Card>
  )
}
