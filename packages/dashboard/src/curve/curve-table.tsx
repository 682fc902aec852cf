import type { ProfitCurve } from '../data/core-types.ts'
import { price, signed, signedPercent } from '../format/format.ts'
import { signOf } from '../table/shocks-card.tsx'
import { TableFrame } from '../table/table-frame.tsx'

export function CurveTable({ curve: { movesFrac, indexPrices, lines } }: { readonly curve: ProfitCurve }) {
  const hasIndex = indexPrices.length > 0
  return (
    <TableFrame label="Profit at each price" className="matrix">
      <thead>
        <tr>
          <th scope="col" className="number">
            Move
          </th>
          {hasIndex && (
            <th scope="col" className="number">
              Index
            </th>
          )}
          {lines.map(({ name }) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {movesFrac.map((move, i) => (
          <tr key={move}>
            <th scope="row" className="number">
              {signedPercent(move, 1)}
            </th>
            {hasIndex && <td className="number">{price(indexPrices[i] ?? null)}</td>}
            {lines.map(({ name, pnl }) => (
              <td key={name} className="number" data-sign={signOf(pnl[i] ?? null)}>
                {signed(pnl[i] ?? null, 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  )
}
