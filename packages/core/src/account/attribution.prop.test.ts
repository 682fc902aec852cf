import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { PositionMarginals } from '../margin/marginals.ts'
import type { Pool } from '../margin/model.ts'
import { type AccountDocuments, arbitraryAccount } from '../testkit/arbitrary-account.ts'
import type { Fields } from '../testkit/builders.ts'
import { assessmentOf, marginOf } from '../testkit/documents.ts'
import { attribute, measuredMarginals } from './attribution.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const runs = { numRuns: 60 }

/** Relative to the largest figure in play: marginals are differences of totals that large. */
const tolerance = 1e-9

/** Slopes divide such a difference by a nudge of 1e-4. */
const slopeTolerance = 1e-5

function rowsOf({ book }: AccountDocuments): readonly Fields[] {
  return book['positions'] as readonly Fields[]
}

/** The documents with these rows of positions, and no balances or those there are. */
function withRows(
  { market, book }: AccountDocuments,
  positions: readonly Fields[],
  balances = book['balances'],
): AccountDocuments {
  return { market, book: { ...book, positions, balances } }
}

function sizeOf({ maintenance, positions, collateral }: Pool): number {
  let size = 1 + maintenance.amount
  for (const { contracts, priced } of positions)
    size += Math.abs(contracts * priced.size * priced.mark * priced.settlePrice)
  for (const { counted, price } of collateral) size += Math.abs((counted ?? Number.NaN) * price)
  return size
}

describe('attribution', () => {
  test('adds up over positions and collateral to the requirement of each pool', () => {
    fc.assert(
      fc.property(arbitraryAccount(), (documents) => {
        const { pools, positions, collateral } = marginOf(documents)
        for (const { name, maintenanceMargin, currency } of pools) {
          const shares = [...positions, ...collateral]
            .filter(({ pool }) => pool === name)
            .map(({ maintenanceShare }) => maintenanceShare ?? 0)
          const price =
            currency === 'USD'
              ? 1
              : Number(collateral.find((row) => row.pool === name && row.asset === currency)?.price)
          const sum = shares.reduce((a, b) => a + b, 0)
          const gross = shares.reduce((a, b) => a + Math.abs(b), 0)
          expect(Math.abs(sum - (maintenanceMargin ?? 0) * price)).toBeLessThanOrEqual(tolerance * (1 + gross))
        }
      }),
      runs,
    )
  })

  test('of a sum of positions gives each what it asks for by itself', () => {
    fc.assert(
      fc.property(arbitraryAccount({ modes: ['cross'] }), (documents) => {
        for (const { maintenanceAlone, addsToMaintenance, maintenanceShare } of marginOf(documents).positions) {
          expect(addsToMaintenance).toBeCloseTo(maintenanceAlone ?? Number.NaN, 5)
          expect(maintenanceShare).toBeCloseTo(maintenanceAlone ?? Number.NaN, 5)
        }
      }),
      runs,
    )
  })

  test('alone and added are what margining books without the others, and without the position, gives', () => {
    const documents = arbitraryAccount({ modes: ['portfolio'], positionsMin: 1 }).filter(
      (each) => distinctRows(each) && rowsOf(each).every(isPooled),
    )
    fc.assert(
      fc.property(documents, (each) => {
        const { positions, maintenanceMargin } = marginOf(each)
        const needOf = (rows: readonly Fields[], balances?: unknown): number =>
          marginOf(withRows(each, rows, balances as never)).maintenanceMargin ?? 0
        const size = sizeOf(assessmentOf(each).pools[0]?.pool as Pool)
        for (const { symbol, positionSide, maintenanceAlone, addsToMaintenance } of positions) {
          const own = rowsOf(each).filter((row) => row['symbol'] === symbol && row['positionSide'] === positionSide)
          const others = rowsOf(each).filter((row) => !own.includes(row))
          expect(Math.abs((maintenanceAlone ?? 0) - needOf(own, {}))).toBeLessThan(tolerance * size)
          expect(Math.abs((addsToMaintenance ?? 0) - ((maintenanceMargin ?? 0) - needOf(others)))).toBeLessThan(
            tolerance * size,
          )
        }
      }),
      runs,
    )
  })
})

test('the house model’s short way to its marginals agrees with margining again', () => {
  fc.assert(
    fc.property(arbitraryAccount({ modes: ['portfolio'] }), (documents) => {
      const { account, model, pools } = assessmentOf(documents)
      for (const { pool } of pools) {
        const short = model.marginals?.(account, pool) ?? null
        if (short === null) continue
        const measure = (positions: Pool['positions'], balances: typeof account.balances): number =>
          model.pools({ ...account, positions, balances, orders: [] }).find(({ name }) => name === pool.name)
            ?.maintenance.amount ?? 0
        for (const [i, position] of pool.positions.entries())
          expectSame(
            short.get(position) as PositionMarginals,
            measuredMarginals(measure, account, pool, i),
            sizeOf(pool),
          )
      }
    }),
    runs,
  )
})

function expectSame(short: PositionMarginals, plain: PositionMarginals, size: number): void {
  expect(Math.abs(short.alone - plain.alone)).toBeLessThan(tolerance * size)
  expect(Math.abs(short.adds - plain.adds)).toBeLessThan(tolerance * size)
  expect(Math.abs(short.slope - plain.slope)).toBeLessThan(slopeTolerance * size)
}

test('attribution of an account of nothing is empty', () => {
  const empty = assessmentOf({
    market: marketOfNothing(),
    book: { format: 'plimsoll-book/1', account: 'a', balances: {}, positions: [] },
  })
  const pool = empty.pools[0]?.pool as Pool
  const { positions, collateralShare } = attribute(empty.account, empty.model, pool)
  expect([positions.size, collateralShare.size]).toEqual([0, 0])
})

function marketOfNothing(): Fields {
  return {
    format: 'plimsoll-market/1',
    at: '2026-01-01T08:00:00.000Z',
    currency: 'USD',
    assets: {},
    underlyings: {},
    instruments: [],
  }
}

function isPooled({ marginMode }: Fields): boolean {
  return marginMode !== 'isolated'
}

/** Rows of one symbol and side are one position; only the others can be told apart by row. */
function distinctRows(documents: AccountDocuments): boolean {
  const keys = rowsOf(documents).map(({ symbol, positionSide }) => `${String(symbol)} ${String(positionSide)}`)
  return new Set(keys).size === keys.length
}
