import type { LiquidationResult, LiquidationSide, MarginResult } from '../data/core-types.ts'
import { price, signedPercent, unknown } from '../format/format.ts'
import { Card } from '../frame/card.tsx'
import { scopeText } from '../strip/liquidation-moves.ts'
import { TableFrame } from './table-frame.tsx'

/** Where each coin alone, and all together, would liquidate. */
export function LiquidationCard({ margin: { liquidation, pools } }: { readonly margin: MarginResult }) {
  const hasPools = pools.length > 1
  return (
    <Card
      title="Liquidation points"
      note="Solved on the whole account with every other price held; the nearest crossing on each side, with the index there and, for an isolated position, its mark."
    >
      {liquidation.length === 0 ? (
        <p className="empty">Nothing in this book can be liquidated by a price.</p>
      ) : (
        <TableFrame label="Liquidation points" className="tall">
          <thead>
            <tr>
              <th scope="col">What moves</th>
              {hasPools && <th scope="col">Pool</th>}
              <th scope="col" className="number">
                Down
              </th>
              <th scope="col" className="number">
                Up
              </th>
            </tr>
          </thead>
          <tbody>
            {liquidation.map((row) => (
              <Row key={`${row.scope} ${row.pool}`} row={row} hasPools={hasPools} />
            ))}
          </tbody>
        </TableFrame>
      )}
    </Card>
  )
}

function Row({
  row: { scope, pool, below, above },
  hasPools,
}: {
  readonly row: LiquidationResult
  readonly hasPools: boolean
}) {
  return (
    <tr>
      <th scope="row">{scopeText(scope)}</th>
      {hasPools && <td>{pool}</td>}
      <Side side={below} />
      <Side side={above} />
    </tr>
  )
}

function Side({ side }: { readonly side: LiquidationSide }) {
  if (side.state === 'already') return <td className="number">already there</td>
  if (side.state !== 'found') {
    return (
      <td className="number">
        {side.state === 'none' ? 'none' : unknown}
        <span className="sub wrap">{side.reason}</span>
      </td>
    )
  }
  return (
    <td className="number">
      <b>{signedPercent(side.moveFrac, 1)}</b>
      <span className="sub">
        {side.indexPrice !== null && `index ${price(side.indexPrice)}`}
        {side.mark !== null && `, mark ${price(side.mark)}`}
        {side.straddles && ', where the requirement jumps'}
      </span>
    </td>
  )
}
