import type { StressMatrix } from '../data/core-types.ts'
import { fixed, signedPercent } from '../format/format.ts'
import { scopeText } from '../strip/liquidation-moves.ts'
import { signOf } from '../table/shocks-card.tsx'
import { TableFrame } from '../table/table-frame.tsx'
import { worstAt } from './matrix-cell.ts'

/** The same grid in numbers: volatility down the side, highest first as in the picture, price along the top. */
export function MatrixTable({ matrix }: { readonly matrix: StressMatrix }) {
  const { cells, spotMovesFrac, volMovesFrac, scope } = matrix
  const worst = worstAt(matrix)
  const rows = volMovesFrac.map((move, row) => ({ move, row })).toReversed()
  return (
    <TableFrame label="Scenario profit and loss" className="matrix">
      <caption className="visually-hidden">
        Profit by move of {scopeText(scope)} (columns) and of volatility (rows). × is past liquidation.
      </caption>
      <thead>
        <tr>
          <th scope="col">vol \ price</th>
          {spotMovesFrac.map((move) => (
            <th key={move} scope="col" className="number">
              {signedPercent(move, 0)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ move, row }) => (
          <tr key={move}>
            <th scope="row" className="number">
              {signedPercent(move, 0)}
            </th>
            {spotMovesFrac.map((spot, column) => {
              const cell = cells[row]?.[column]
              const isWorst = worst?.row === row && worst.column === column
              return (
                <td
                  key={spot}
                  className="number"
                  data-sign={signOf(cell?.pnl ?? null)}
                  data-worst={isWorst || undefined}
                >
                  {cell?.standing === 'liquidating' && '× '}
                  {fixed(cell?.pnl ?? null, 0)}
                  {isWorst && <span className="sub">worst</span>}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  )
}
