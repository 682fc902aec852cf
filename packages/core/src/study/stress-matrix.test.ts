import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Assessment } from '../account/assess.ts'
import { stress } from '../desk/stress.ts'
import { arbitraryAccount } from '../testkit/arbitrary-account.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../testkit/builders.ts'
import { assessmentOf, marginOf, requestFor, withMarginsOf } from '../testkit/documents.ts'
import { movedMarket } from '../testkit/moved-market.ts'
import type { StressMatrix } from './stress-matrix.ts'
import type { StressCell } from './stressed.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const axes = { spotMovesFrac: [-0.2, 0, 0.1], volMovesFrac: [0.5, 0] }

/** The document with every volatility moved by the same share. */
function withVols(document: Fields, volMoveFrac: number): Fields {
  const instruments = document['instruments'] as readonly Fields[]
  return {
    ...document,
    instruments: instruments.map((row) =>
      row['markVol'] === undefined ? row : { ...row, markVol: (row['markVol'] as number) * (1 + volMoveFrac) },
    ),
  }
}

test('a cell is the margin of the market moved, volatilities included', () => {
  fc.assert(
    fc.property(arbitraryAccount({ positionsMin: 1, positionsMax: 4 }), (documents) => {
      const before = marginOf(documents)
      const pinned = withMarginsOf(documents, before)
      for (const matrix of unwrap(stress(requestFor(documents), axes)).matrices)
        for (const { cell, spotMoveFrac, volMoveFrac } of cellsOf(matrix)) {
          const factorOf = (coin: string): number => (['all', coin].includes(matrix.scope) ? 1 + spotMoveFrac : 1)
          const moved = { ...pinned, market: withVols(movedMarket(pinned.market, factorOf), volMoveFrac) }
          expectSame(cell, assessmentOf(moved), before.equity ?? Number.NaN)
        }
    }),
    { numRuns: 30 },
  )
})

interface PlacedCell {
  readonly cell: StressCell
  readonly spotMoveFrac: number
  readonly volMoveFrac: number
}

function cellsOf({ cells, spotMovesFrac, volMovesFrac }: StressMatrix): readonly PlacedCell[] {
  return cells.flatMap((row, i) =>
    row.map((cell, j) => ({
      cell,
      spotMoveFrac: spotMovesFrac[j] ?? Number.NaN,
      volMoveFrac: volMovesFrac[i] ?? Number.NaN,
    })),
  )
}

function expectSame(
  { pnl, equity, maintenanceMargin, standing }: StressCell,
  after: Assessment,
  equityBefore: number,
): void {
  const [equityAfter, needAfter] = [after.totals.equity ?? Number.NaN, after.totals.maintenanceMargin ?? Number.NaN]
  const size = 1 + Math.abs(equityAfter) + Math.abs(equityBefore) + needAfter
  const gaps = [
    (equity ?? Number.NaN) - equityAfter,
    (pnl ?? Number.NaN) - (equityAfter - equityBefore),
    (maintenanceMargin ?? Number.NaN) - needAfter,
  ]
  expect(Math.max(...gaps.map(Math.abs)) / size).toBeLessThan(1e-9)
  expect(standing).toBe(after.standing)
}

const btc = 'BTC/USDT:USDT'

function matrixOf(positions: readonly PositionRow[], options: Parameters<typeof stress>[1] = {}): StressMatrix {
  const [matrix] = unwrap(
    stress({ book: book(positions, { balances: { USD: '1000' } }), market: market([btc]) }, options),
  ).matrices
  if (matrix === undefined) throw new Error('no matrix')
  return matrix
}

describe('the worst cell', () => {
  test('of a long is the lowest price, and it is at the edge', () => {
    const { worst, worstAtEdge } = matrixOf([[btc, '1', '50000']], axes)
    expect([worst, worstAtEdge]).toEqual([{ spotMoveFrac: -0.2, volMoveFrac: 0.5, pnl: -10_000 }, true])
  })

  test('of a book that cannot lose is not at the edge', () => {
    expect(matrixOf([[btc, '1', '50000']], { spotMovesFrac: [0, 0.1], volMovesFrac: [0] }).worstAtEdge).toBe(false)
  })

  test('of an unknown book is none, and there are no curves', () => {
    const result = unwrap(
      stress({ book: book([[btc, '1', '50000']]), market: market([listing(btc, { mark: undefined })]) }),
    )
    expect(result.matrices.map(({ worst, worstAtEdge }) => [worst, worstAtEdge])).toEqual([[null, false]])
    expect(result.matrices[0]?.cells[0]?.[0]).toEqual({
      pnl: null,
      equity: null,
      maintenanceMargin: null,
      maintenanceUse: null,
      standing: 'unknown',
    })
    expect([result.curves, result.reverse.state]).toEqual([[], 'unknown'])
  })
})

describe('what may be asked', () => {
  const request = { book: book([[btc, '1', '50000']]), market: market([btc]) }

  test('is every underlying and all of them, when nothing is', () => {
    expect(unwrap(stress(request)).matrices.map(({ scope }) => scope)).toEqual(['all', 'BTC'])
  })

  test.each([
    [{ scopes: ['ETH'] }, 'document.value /scopes'],
    [{ spotMovesFrac: [-1] }, 'number.range /moves'],
    [{ volMovesFrac: [Number.NaN] }, 'number.range /moves'],
  ])('is refused as %j', (options, problem) => {
    expect(problemsOf(stress(request, options))).toEqual([problem])
  })

  test('is refused for a model there is not', () => {
    expect(problemsOf(stress({ ...request, model: 'none/such' }))).toEqual(['model.unknown /model'])
  })
})
