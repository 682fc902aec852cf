import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { Decimal } from '../../num/decimal.ts'
import { type AccountDocuments, arbitraryAccount, between, text } from '../../testkit/arbitrary-account.ts'
import type { Fields } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'

const accounts = (options: Parameters<typeof arbitraryAccount>[0] = {}) =>
  arbitraryAccount({ modes: ['isolated', 'cross'], ...options })

function poolsOf(documents: AccountDocuments): readonly Pool[] {
  return assessmentOf(documents).pools.map(({ pool }) => pool)
}

const withBook = ({ market, book }: AccountDocuments, fields: Fields): AccountDocuments => ({
  market,
  book: { ...book, ...fields },
})
const positionsOf = ({ book }: AccountDocuments): readonly Fields[] => book['positions'] as readonly Fields[]

/** The figures that a pool is judged by, in the order of its scale. */
const figuresOf = ({ equity, adjustedEquity, initial, maintenance }: Pool) => [
  equity,
  adjustedEquity,
  initial.amount,
  maintenance.amount,
]

function expectSamePools(before: readonly Pool[], after: readonly Pool[]): void {
  expect(after.map(({ name }) => name).toSorted()).toEqual(before.map(({ name }) => name).toSorted())
  for (const pool of before) {
    const other = after.find(({ name }) => name === pool.name)
    for (const [i, figure] of figuresOf(pool).entries())
      expect(Math.abs(figure - (other === undefined ? Number.NaN : (figuresOf(other)[i] ?? 0)))).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(figure)),
      )
  }
}

test('every tree follows from its parts', () => {
  fc.assert(
    fc.property(accounts(), (documents) => {
      for (const { initial, maintenance } of poolsOf(documents)) {
        expect(treeError(initial)).toBeLessThan(1e-12)
        expect(treeError(maintenance)).toBeLessThan(1e-12)
      }
    }),
  )
})

test('initial margin is at least maintenance, and maintenance never negative', () => {
  fc.assert(
    fc.property(accounts(), (documents) => {
      for (const { initial, maintenance } of poolsOf(documents)) {
        expect(maintenance.amount).toBeGreaterThanOrEqual(0)
        expect(initial.amount).toBeGreaterThanOrEqual(maintenance.amount)
      }
    }),
  )
})

test('splitting every position in two changes nothing', () => {
  fc.assert(
    fc.property(accounts({ positionsMin: 1 }), between(0.1, 0.9), (documents, share) => {
      const split = positionsOf(documents).flatMap((row) => {
        const whole = Decimal.of(row['contracts'] as string)
        const part = whole.times(Decimal.of(text(share))).rounded(6, 'down')
        // In hedge mode a part that rounds to the other side would be refused.
        return part.sign() === whole.sign()
          ? [
              { ...row, contracts: part.toString() },
              { ...row, contracts: whole.minus(part).toString() },
            ].filter(({ contracts }) => contracts !== '0')
          : [row]
      })
      expectSamePools(poolsOf(documents), poolsOf(withBook(documents, { positions: split })))
    }),
  )
})

test('the order of positions changes nothing', () => {
  fc.assert(
    fc.property(accounts({ positionsMin: 2 }), (documents) => {
      expectSamePools(
        poolsOf(documents),
        poolsOf(withBook(documents, { positions: positionsOf(documents).toReversed() })),
      )
    }),
  )
})

const balance = fc.tuple(fc.constantFrom('USD', 'USDT', 'USDC', 'BTC', 'ETH', 'SOL'), between(0.001, 100_000))

test('adding any balance never lowers free collateral', () => {
  fc.assert(
    fc.property(accounts(), balance, (documents, [asset, amount]) => {
      const balances = documents.book['balances'] as Readonly<Record<string, string>>
      const more = Decimal.of(balances[asset] ?? '0').plus(Decimal.fromNumber(amount))
      const free = (each: AccountDocuments): number => {
        const [pool] = poolsOf(each)
        return pool === undefined ? Number.NaN : pool.adjustedEquity - pool.initial.amount
      }
      const before = free(documents)
      const after = free(withBook(documents, { balances: { ...balances, [asset]: more.toString() } }))
      expect(after - before).toBeGreaterThanOrEqual(-1e-9 * Math.max(1, Math.abs(before)))
    }),
  )
})

test('an order never lowers initial margin and never touches maintenance or equity', () => {
  fc.assert(
    fc.property(accounts({ positionsMin: 1 }), between(-3, 3), fc.nat(6), (documents, factor, pick) => {
      const rows = positionsOf(documents)
      const row = rows[pick % rows.length] ?? {}
      const contracts = text(Number((Number(row['contracts']) * factor).toFixed(4)))
      const orders = [
        {
          symbol: row['symbol'],
          contracts,
          price: '1',
          ...(row['positionSide'] === undefined ? {} : { positionSide: row['positionSide'] }),
        },
      ]
      const before = poolsOf(documents)
      const after = poolsOf(withBook(documents, { orders }))
      for (const [i, pool] of before.entries()) {
        const other = after[i]
        if (other === undefined) throw new Error('as many pools as before')
        expect(other.initial.amount).toBeGreaterThanOrEqual(pool.initial.amount * (1 - 1e-12))
        expect([other.equity, other.adjustedEquity, other.maintenance.amount]).toEqual([
          pool.equity,
          pool.adjustedEquity,
          pool.maintenance.amount,
        ])
      }
    }),
  )
})

test('isolated margin comes out of the balances: all pools together are worth what they were in one', () => {
  fc.assert(
    fc.property(accounts({ modes: ['isolated'] }), (documents) => {
      const worth = (pools: readonly Pool[]): number =>
        pools.reduce((sum, { equity, currencyPrice }) => sum + equity * currencyPrice, 0)
      const apart = worth(poolsOf(documents))
      const positions = positionsOf(documents).map(({ marginMode, ...row }) => row)
      const pooled = worth(poolsOf(withBook(documents, { mode: 'cross', positions })))
      expect(Math.abs(apart - pooled)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(pooled)) + 1e-6)
    }),
  )
})
