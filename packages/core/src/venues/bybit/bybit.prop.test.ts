import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { arbitraryAccount, text } from '../../testkit/arbitrary-account.ts'
import type { Fields } from '../../testkit/builders.ts'
import { assessmentOf, marginOf, withMarginsOf } from '../../testkit/documents.ts'
import { holdable } from '../../testkit/holdable.ts'
import { movedMarket } from '../../testkit/moved-market.ts'
import { type BybitParameters, bybit20260724 } from './params.ts'

vi.setConfig({ testTimeout: 60_000 })

const { parameters } = bybit20260724
const btc = parameters.coins['BTC']
const [options, collateral, borrowing] = [
  parameters.options['BTC'],
  parameters.collateral['BTC'],
  parameters.borrowing['BTC']?.map((row, i, { length }) => (i === length - 1 ? { ...row, quantityMax: null } : row)),
]

function forEach<T>(names: readonly string[], value: T | undefined): Record<string, T> {
  if (value === undefined) throw new Error('the current set must have BTC')
  return Object.fromEntries(names.map((name) => [name, value]))
}

const coins = ['BTC', 'ETH', 'SOL']

/** The current set with everything that the venue does not publish given, as a user would. */
function given(valuedAt: BybitParameters['valuedAt']): Fields {
  const limits = [20_000, 200_000, 2_000_000, 1e12].map((valueMax, i) => ({
    valueMax,
    leverageMax: [100, 50, 20, 5][i],
    maintenanceRateFrac: [0.005, 0.01, 0.025, 0.1][i],
  }))
  const full = {
    ...parameters,
    valuedAt,
    riskLimits: forEach(
      coins.flatMap((coin) => [`${coin} linear`, `${coin} inverse`]),
      limits,
    ),
    options: forEach(coins, options),
    collateral: { ...parameters.collateral, ...forEach(coins, collateral) },
    borrowing: forEach([...coins, 'USD', 'USDT', 'USDC'], borrowing),
    coins: forEach(coins, btc && { ...btc, shortOptionFrac: 0.01, stableSpreadFrac: 0.005, basisFracPerYear: 0.05 }),
  }
  return {
    format: 'plimsoll-params/1',
    model: 'bybit/cross',
    set: 'given',
    provenance: 'assumed',
    source: 'made for a test',
    parameters: full,
  }
}

const cases = (['isolated', 'cross', 'portfolio'] as const).flatMap((mode) =>
  (['mark', 'entry'] as const).map((valuedAt) => ({ mode, valuedAt, model: `bybit/${mode}` })),
)

describe.each(cases)('$model valued at $valuedAt, every parameter given', ({ mode, valuedAt, model }) => {
  const asked = { model, parameters: given(valuedAt) }
  const accounts = arbitraryAccount({ modes: [mode], positionsMax: 6 }).map((documents) => holdable(documents, model))

  test('everything is known, adds up, and opening asks at least as much as holding', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        for (const { pool, isKnown } of assessmentOf(documents, asked).pools) {
          expect([isKnown, treeError(pool.initial) < 1e-12, treeError(pool.maintenance) < 1e-12]).toEqual([
            true,
            true,
            true,
          ])
          expect(pool.maintenance.amount).toBeGreaterThanOrEqual(0)
          if (valuedAt === 'mark')
            expect(pool.initial.amount).toBeGreaterThanOrEqual(pool.maintenance.amount * (1 - 1e-12))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('twice the book asks no less', () => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        const positions = (book['positions'] as readonly Fields[]).map(({ isolatedMargin: _own, ...row }) => row)
        const doubled = positions.map((row) => ({ ...row, contracts: text(2 * Number(row['contracts'])) }))
        const [once, twice] = [positions, doubled].map(
          (rows) =>
            assessmentOf({ market, book: { ...book, balances: { USD: '1000000' }, positions: rows } }, asked).totals
              .maintenanceMargin ?? Number.NaN,
        )
        expect(twice).toBeGreaterThanOrEqual((once ?? 0) * (1 - 1e-9))
      }),
      { numRuns: 60 },
    )
  })

  test('is liquidated where it says', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const result = marginOf(documents, asked)
        const pinned = withMarginsOf(documents, result)
        for (const { scope, pool, below, above } of result.liquidation)
          for (const side of [below, above]) {
            if (side.state !== 'found') continue
            const standingAt = (share: number): string | undefined => {
              const factorOf = (coin: string): number =>
                scope === 'all' || scope === coin ? 1 + share * side.moveFrac : 1
              const { pools } = assessmentOf({ ...pinned, market: movedMarket(pinned.market, factorOf) }, asked)
              return pools.find((each) => each.pool.name === pool)?.standing
            }
            expect([standingAt(1 - 1e-5) === 'liquidating', standingAt(1 + 1e-5)]).toEqual([false, 'liquidating'])
          }
      }),
      { numRuns: 30 },
    )
  })
})

describe('spot hedging', () => {
  const accounts = arbitraryAccount({ modes: ['portfolio'], positionsMin: 1 }).map((documents) =>
    holdable(documents, 'bybit/portfolio'),
  )

  test('never raises the largest loss', () => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        const [off, on] = [false, true].map((spotHedging) => {
          const withSetting = { ...book, model: 'bybit/portfolio', settings: { spotHedging } }
          const { pools } = assessmentOf(
            { market, book: withSetting },
            { model: 'bybit/portfolio', parameters: given('mark') },
          )
          return pools[0]?.pool.riskUnits.map(({ pnl, worst }) => pnl[worst] ?? 0) ?? []
        })
        for (const [i, before] of (off ?? []).entries()) expect(on?.[i]).toBeGreaterThanOrEqual(before)
      }),
      { numRuns: 60 },
    )
  })
})
