import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Assessment } from '../../account/assess.ts'
import type { Charge } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import {
  type AccountDocuments,
  arbitraryAccount,
  arbitraryMarket,
  between,
  text,
} from '../../testkit/arbitrary-account.ts'
import { bookDocument, type Fields } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import { houseEngine, riskOf } from './engine.ts'
import { houseDefault } from './params.ts'
import { houseRisk } from './risk.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const runs = { numRuns: 40 }

const engine = houseEngine(houseDefault.parameters)

function poolOf(documents: AccountDocuments): Pool {
  return accountPoolOf(assessmentOf(documents, { model: 'house/portfolio' }))
}

function accountPoolOf({ pools: [first] }: Assessment): Pool {
  if (first === undefined) throw new Error('no account pool')
  return first.pool
}

/** Amount of a top-level charge of the requirement. */
function partOf({ parts }: Charge, name: string): number {
  return parts.find((part) => part.name === name)?.amount ?? 0
}

const positionsOf = ({ book }: AccountDocuments): readonly Fields[] => book['positions'] as readonly Fields[]
const balancesOf = ({ book }: AccountDocuments): Readonly<Record<string, string>> =>
  book['balances'] as Record<string, string>

const linearOnly = { modes: ['portfolio'], options: false } as const

describe('the house requirement', () => {
  test('is the number of the formula and the amount of its tree', () => {
    fc.assert(
      fc.property(arbitraryAccount({ modes: ['portfolio'] }), (documents) => {
        const assessment = assessmentOf(documents)
        const pool = accountPoolOf(assessment)
        const { maintenance } = riskOf(assessment.account, pool.positions, pool.collateral, engine)
        expect(Math.abs(pool.maintenance.amount - maintenance)).toBeLessThanOrEqual(1e-9 * (1 + maintenance))
        expect(pool.initial.amount).toBeGreaterThanOrEqual(pool.maintenance.amount)
        expect(pool.maintenance.amount).toBeGreaterThanOrEqual(0)
      }),
      runs,
    )
  })

  test('of two accounts merged is never more than of both, concentration and de-peg aside', () => {
    const both = fc.tuple(
      arbitraryMarket(),
      fc.array(arbitraryAccount({ modes: ['portfolio'] }), { minLength: 2, maxLength: 2 }),
    )
    fc.assert(
      fc.property(both, ([, [first, second]]) => {
        if (first === undefined || second === undefined) return
        const shared = {
          ...first.market,
          instruments: mergedRows(first, second, 'instruments', 'symbol'),
          forwards: mergedForwards(first, second),
        }
        const apart = [first, second].map(({ book }) => poolOf({ market: shared, book: withoutCoins(book) }))
        const positions = [...positionsOf(first), ...positionsOf(second)].map(({ positionSide: _net, ...row }) => row)
        const merged = poolOf({ market: shared, book: withoutCoins({ ...first.book, positions }) })
        const sum = apart.reduce((total, pool) => total + subadditive(pool), 0)
        expect(subadditive(merged)).toBeLessThanOrEqual(sum * (1 + 1e-9) + 1e-6)
      }),
      runs,
    )
  })

  test('doubles with the book, concentration and haircut tiers aside', () => {
    fc.assert(
      fc.property(arbitraryAccount(linearOnly), (documents) => {
        const doubled = {
          ...documents,
          book: {
            ...documents.book,
            positions: positionsOf(documents).map(doubleOf),
            balances: mapValues(balancesOf(documents), twice),
          },
        }
        const [once, double] = [poolOf(documents), poolOf(doubled)]
        const gap = subadditive(double) - 2 * subadditive(once)
        expect(Math.abs(gap)).toBeLessThanOrEqual(1e-6 * (1 + subadditive(double)) + tierEffect(double, once))
      }),
      runs,
    )
  })

  test('never exceeds the sum of the stand-alone requirements of its positions, de-peg aside', () => {
    fc.assert(
      fc.property(arbitraryAccount({ modes: ['portfolio'], positionsMin: 2 }), (documents) => {
        const book = withoutCoins(documents.book)
        const alone = positionsOf(documents).map((row) =>
          subadditive(poolOf({ ...documents, book: { ...book, positions: [row] } })),
        )
        const together = subadditive(poolOf({ ...documents, book }))
        expect(together).toBeLessThanOrEqual(alone.reduce((a, b) => a + b, 0) * (1 + 1e-9) + 1e-6)
      }),
      runs,
    )
  })

  test('is never below the floor under the stand-alone scans', () => {
    fc.assert(
      fc.property(arbitraryAccount({ modes: ['portfolio'] }), (documents) => {
        const assessment = assessmentOf(documents)
        const pool = accountPoolOf(assessment)
        const { units } = riskOf(assessment.account, pool.positions, pool.collateral, engine)
        const scans = units.reduce((sum, { aloneLoss }) => sum + aloneLoss, 0)
        expect(pool.maintenance.amount).toBeGreaterThanOrEqual(
          houseDefault.parameters.correlationFloorFrac * scans * (1 - 1e-12),
        )
      }),
      runs,
    )
  })
})

describe('a hedged book', () => {
  test('of both legs of one contract in hedge mode needs nothing', () => {
    fc.assert(
      fc.property(
        arbitraryMarket(),
        between(0.001, 50),
        between(0.8, 1.2),
        fc.constantFrom('BTC/USDT:USDT', 'ETH/USDC:USDC', 'SOL/USDT:USDT-260925'),
        (market, size, entry, symbol) => {
          const mark = markOf(market, symbol)
          const legs = [
            [symbol, text(size), text(mark), { positionSide: 'long' }],
            [symbol, text(-size), text(mark * entry), { positionSide: 'short' }],
          ] as const
          const { maintenance } = poolOf({
            market,
            book: bookDocument(legs, { mode: 'portfolio', balances: { USD: '1000' } }),
          })
          expect(maintenance.amount).toBeLessThan(1e-9 * size * mark)
        },
      ),
      runs,
    )
  })

  test('of the same option bought and sold needs nothing', () => {
    const symbol = 'BTC/USD:BTC-260327-60000-C'
    fc.assert(
      fc.property(arbitraryMarket(), between(0.1, 100), (market, size) => {
        const legs = [
          [symbol, text(size), '0.05', { positionSide: 'long' }],
          [symbol, text(-size), '0.04', { positionSide: 'short' }],
        ] as const
        const { maintenance } = poolOf({
          market,
          book: bookDocument(legs, { mode: 'portfolio', balances: { USD: '1000' } }),
        })
        expect(maintenance.amount).toBeLessThan(1e-9 * size * 50_000)
      }),
      runs,
    )
  })

  test('of a perpetual against a future of the same notional needs its basis charge and no more', () => {
    fc.assert(
      fc.property(arbitraryMarket(), between(1_000, 1_000_000), fc.constantFrom(1, -1), (market, notional, sign) => {
        const [perpetual, future] = ['ETH/USDT:USDT', 'ETH/USDT:USDT-260925']
        const legs = [perpetual, future].map((symbol, i) => {
          const mark = markOf(market, symbol)
          return [symbol, text((i === 0 ? sign : -sign) * (notional / mark)), text(mark)] as const
        })
        const { maintenance } = poolOf({
          market,
          book: bookDocument(legs, { mode: 'portfolio', balances: { USD: '100000' } }),
        })
        const basis = partOf(maintenance, 'basis between expiries')
        expect(maintenance.amount - basis).toBeLessThan(1e-9 * notional)
        expect(basis).toBeLessThan(0.03 * notional)
        expect(basis).toBeGreaterThan(0)
      }),
      runs,
    )
  })

  test('of coins against an inverse perpetual of their value needs its basis charge and no more', () => {
    const coins = 10
    fc.assert(
      fc.property(arbitraryMarket(), (market) => {
        const mark = markOf(market, 'BTC/USD:BTC')
        // Haircut: 5 % of the first 500 coins does not count, so 9.5 coins are hedged.
        const short = ['BTC/USD:BTC', text(-0.95 * coins * mark), text(mark)] as const
        const { maintenance } = poolOf({
          market,
          book: bookDocument([short], { mode: 'portfolio', balances: { BTC: text(coins) } }),
        })
        expect(maintenance.amount - partOf(maintenance, 'basis between expiries')).toBeLessThan(1e-8 * coins * mark)
      }),
      runs,
    )
  })
})

test('a house of no units needs nothing', () => {
  expect(houseRisk([], new Float64Array(engine.market.length), houseDefault.parameters).maintenance).toBe(0)
})

function subadditive({ maintenance }: Pool): number {
  return maintenance.amount - partOf(maintenance, 'concentration') - partOf(maintenance, 'stablecoin de-peg')
}

/** What more haircut on a second helping of the same coins may do to the requirement. */
function tierEffect(double: Pool, once: Pool): number {
  let effect = 0
  for (const [i, { counted, price }] of double.collateral.entries())
    effect += Math.abs((counted ?? Number.NaN) - 2 * (once.collateral[i]?.counted ?? 0)) * price
  return effect
}

function withoutCoins(book: Fields): Fields {
  return { ...book, balances: { USD: '100000' } }
}

function mergedRows(first: AccountDocuments, second: AccountDocuments, list: string, key: string): readonly Fields[] {
  const rows = [...(first.market[list] as readonly Fields[]), ...(second.market[list] as readonly Fields[])]
  return [...new Map(rows.map((row) => [row[key], row])).values()]
}

function mergedForwards(first: AccountDocuments, second: AccountDocuments): readonly Fields[] {
  const rows = [...(first.market['forwards'] as readonly Fields[]), ...(second.market['forwards'] as readonly Fields[])]
  return [...new Map(rows.map((row) => [`${String(row['underlying'])} ${String(row['expiry'])}`, row])).values()]
}

function doubleOf(row: Fields): Fields {
  return { ...row, contracts: twice(row['contracts'] as string) }
}

function twice(amount: string): string {
  return text(2 * Number(amount))
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function markOf(market: Fields, symbol: string): number {
  return Number((market['instruments'] as readonly Fields[]).find((row) => row['symbol'] === symbol)?.['mark'])
}
