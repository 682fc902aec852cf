import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Pool } from '../margin/model.ts'
import { notionalOf } from '../margin/priced-account.ts'
import { type AccountDocuments, arbitraryAccount } from '../testkit/arbitrary-account.ts'
import { assessmentOf, marginOf, withMarginsOf } from '../testkit/documents.ts'
import { movedMarket } from '../testkit/moved-market.ts'
import { isLiquidatable } from './figures.ts'
import type { LiquidationResult, LiquidationSide } from './margin-result.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

/** Use may miss the trigger by this much. */
const useTolerance = 1e-6

/** Of everything held and owed: what rounding leaves where maintenance and equity both come near zero. */
const roundingTolerance = 1e-11

const scanPoints = 60
const runs = 40

/** The pool of a row after its scope moved to `factor`, from a new market document. */
function poolAt({ market, book }: AccountDocuments, { scope, pool }: LiquidationResult, factor: number): Pool {
  const moved = movedMarket(market, (underlying) => (scope === 'all' || scope === underlying ? factor : 1))
  const found = assessmentOf({ market: moved, book }).pools.find((each) => each.pool.name === pool)
  if (found === undefined) throw new Error(`no pool ${pool}`)
  return found.pool
}

function sidesOf({ below, above }: LiquidationResult): readonly { side: LiquidationSide; end: number }[] {
  return [
    { side: below, end: 0.02 },
    { side: above, end: 10 },
  ]
}

function expectCrossing(
  documents: AccountDocuments,
  row: LiquidationResult,
  side: Extract<LiquidationSide, { state: 'found' }>,
): void {
  const factor = 1 + side.moveFrac
  const at = poolAt(documents, row, factor)
  const inside = poolAt(documents, row, 1 + side.moveFrac * (1 - 1e-6))
  const beyond = poolAt(documents, row, 1 + side.moveFrac * (1 + 1e-6))
  expect(isLiquidatable(inside), `${row.pool} is safe just inside ${row.scope} ${side.moveFrac}`).toBe(false)
  if (side.straddles) {
    expect(isLiquidatable(beyond)).toBe(true)
    return
  }
  const size = Math.max(at.maintenance.amount, Math.abs(at.adjustedEquity))
  const gap = at.maintenance.amount - at.trigger * at.adjustedEquity
  expect(Math.abs(gap)).toBeLessThan(useTolerance * size + roundingTolerance * grossOf(at))
}

/** Pool currency. */
function grossOf({ positions, collateral, currencyPrice }: Pool): number {
  let gross = 0
  for (const { held, price } of collateral) gross += Math.abs(Number(held) * price)
  for (const position of positions)
    gross +=
      notionalOf(position) * position.priced.quotePrice + Math.abs(position.cost ?? 0) * position.priced.settlePrice
  return gross / currencyPrice
}

function expectNone(documents: AccountDocuments, row: LiquidationResult, end: number): void {
  for (let i = 1; i <= scanPoints; i++) {
    const factor = end ** (i / scanPoints)
    expect(isLiquidatable(poolAt(documents, row, factor)), `${row.pool}: ${row.scope} × ${factor} should be safe`).toBe(
      false,
    )
  }
}

test.each(['isolated', 'cross', 'portfolio'] as const)(
  'in %s, a market moved to a liquidation price is at the trigger',
  (mode) => {
    fc.assert(
      fc.property(arbitraryAccount({ modes: [mode] }), (documents) => {
        const result = marginOf(documents)
        const pinned = withMarginsOf(documents, result)
        for (const row of result.liquidation)
          for (const { side } of sidesOf(row)) if (side.state === 'found') expectCrossing(pinned, row, side)
      }),
      { numRuns: runs },
    )
  },
)

test.each(['isolated', 'cross', 'portfolio'] as const)('in %s, where none is found a dense scan finds none', (mode) => {
  fc.assert(
    fc.property(arbitraryAccount({ modes: [mode], positionsMax: 5 }), (documents) => {
      const result = marginOf(documents)
      const pinned = withMarginsOf(documents, result)
      for (const row of result.liquidation)
        for (const { side, end } of sidesOf(row)) if (side.state === 'none') expectNone(pinned, row, end)
    }),
    { numRuns: 12 },
  )
})

test('already is told of a pool that is liquidatable now, and of no other', () => {
  fc.assert(
    fc.property(arbitraryAccount(), (documents) => {
      const result = marginOf(documents)
      const liquidating = new Set(
        result.pools.filter(({ standing }) => standing === 'liquidating').map(({ name }) => name),
      )
      for (const { pool, below, above } of result.liquidation)
        expect([below.state === 'already', above.state === 'already']).toEqual([
          liquidating.has(pool),
          liquidating.has(pool),
        ])
    }),
    { numRuns: runs },
  )
})
