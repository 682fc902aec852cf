import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { MarginResult, PoolResult } from '../account/margin-result.ts'
import { venues } from '../desk/resolve.ts'
import { treeError } from '../margin/charge.ts'
import { type AccountDocuments, arbitraryAccount, text } from '../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../testkit/builders.ts'
import { assessmentOf, marginOf, withMarginsOf } from '../testkit/documents.ts'
import { movedMarket } from '../testkit/moved-market.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

/** Every model there is: a venue joins by its line in `venues/index.ts`. */
const models = venues().flatMap(({ models }) => models.map((definition) => ({ model: definition.name, definition })))

/** Mode of the books that a model is tried with: one of its own, with positions of every kind. */
function accountsFor(mode: MarginResult['mode']): fc.Arbitrary<AccountDocuments> {
  return arbitraryAccount({ modes: [mode], positionsMax: 5 })
}

const runs = { numRuns: 25 }

describe.each(models)('$model', ({ model, definition }) => {
  const accounts = accountsFor(definition.mode)

  test('says where its numbers come from', () => {
    expect(definition.sets.length).toBeGreaterThan(0)
    expect(new Set(definition.sets.map(({ set }) => set)).size).toBe(definition.sets.length)
    for (const { provenance, source, exceptions } of definition.sets) {
      expect(['published', 'third-party', 'inferred', 'assumed']).toContain(provenance)
      expect(source.length).toBeGreaterThan(10)
      for (const exception of exceptions) expect(exception.path.length * exception.source.length).toBeGreaterThan(0)
    }
  })

  test('reads each of its sets back from JSON as it was', () => {
    for (const { parameters } of definition.sets)
      expect(unwrap(definition.parse(JSON.parse(JSON.stringify(parameters))))).toEqual(parameters)
  })

  test('refuses parameters that are not its own, and does not throw', () => {
    for (const other of [null, 'fast', 7, [], { unheardOf: 1 }]) expect(definition.parse(other).ok).toBe(false)
  })

  test('names itself and its set in what it makes', () => {
    for (const set of definition.sets) {
      const made = definition.make(set)
      expect([made.name, made.mode, made.parameters.set]).toEqual([definition.name, definition.mode, set.set])
    }
  })

  test('asks nothing of an empty book, and nothing liquidates it', () => {
    const result = marginOf(
      { market: marketDocument([]), book: bookDocument([], { mode: definition.mode }) },
      { model },
    )
    expect([result.initialMargin, result.maintenanceMargin, result.equity, result.marginRatio]).toEqual([0, 0, 0, null])
    expect([result.standing, result.liquidation, result.positions]).toEqual(['calm', [], []])
  })

  test('asks at least as much to open as to hold, in trees that add up', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const result = marginOf(documents, { model })
        for (const pool of [result, ...result.pools]) expectSound(pool)
      }),
      runs,
    )
  })

  test('splits and sums positions without a change', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const [whole, parts] = [documents, { ...documents, book: splitBook(documents.book) }].map((each) =>
          marginOf(each, { model }),
        )
        for (const key of ['equity', 'adjustedEquity', 'initialMargin', 'maintenanceMargin'] as const) {
          const [a, b] = [whole?.[key] ?? Number.NaN, parts?.[key] ?? Number.NaN]
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * grossOf(whole))
        }
      }),
      runs,
    )
  })

  test('never has less free collateral for a stablecoin more', () => {
    fc.assert(
      fc.property(
        accounts,
        fc.constantFrom('USDT', 'USDC', 'USD'),
        fc.integer({ min: 1, max: 1_000_000 }),
        ({ market, book }, asset, more) => {
          const balances = book['balances'] as Record<string, string>
          const richer = { ...book, balances: { ...balances, [asset]: text(Number(balances[asset] ?? 0) + more) } }
          const [before, after] = [book, richer].map(
            (each) => assessmentOf({ market, book: each }, { model }).totals.freeCollateral ?? Number.NaN,
          )
          expect(after).toBeGreaterThanOrEqual((before ?? Number.NaN) - 1e-9 * (more + Math.abs(before ?? 0)))
        },
      ),
      runs,
    )
  })

  test.each([1e-6, 1e6])('keeps its figures finite with every price × %d', (factor) => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        expectFinite(marginOf({ market: movedMarket(market, () => factor), book }, { model }))
      }),
      runs,
    )
  })

  test.each([
    ['volatility at its highest', { markVol: 24 }],
    ['one second to expiry', { expiry: '2026-01-01T08:00:01.000Z' }],
    ['no volatility', { markVol: 0 }],
    ['expired', { expiry: '2025-12-31T08:00:00.000Z' }],
  ])('keeps its figures finite with an option at %s', (_what, fields) => {
    const symbols = [
      'BTC/USD:BTC-260327-50000-C',
      'BTC/USDC:USDC-260327-50000-P',
      'BTC/USDC:USDC-260327-1-C',
      'BTC/USD:BTC-260327-900000-P',
    ]
    const positions = symbols.map((symbol, i): PositionRow => [symbol, i % 2 === 0 ? '-2' : '3', '0.05'])
    const instruments = symbols.map((symbol) => listing(symbol, fields))
    const market = marketDocument(instruments)
    expectFinite(
      marginOf(
        { market, book: bookDocument(positions, { mode: definition.mode, balances: { USD: '50000', BTC: '1' } }) },
        { model },
      ),
    )
  })

  test('is liquidated where it says, by its own assessment', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const result = marginOf(documents, { model })
        const pinned = withMarginsOf(documents, result)
        for (const { scope, pool, below, above } of result.liquidation)
          for (const side of [below, above]) {
            if (side.state !== 'found') continue
            const standingAt = (share: number): string | undefined => {
              const factorOf = (coin: string): number =>
                scope === 'all' || scope === coin ? 1 + share * side.moveFrac : 1
              const { pools } = assessmentOf({ ...pinned, market: movedMarket(pinned.market, factorOf) }, { model })
              return pools.find((each) => each.pool.name === pool)?.standing
            }
            expect([standingAt(1 - 1e-5) === 'liquidating', standingAt(1 + 1e-5)]).toEqual([false, 'liquidating'])
          }
      }),
      runs,
    )
  })

  test('gives the same bytes twice', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        expect(JSON.stringify(marginOf(documents, { model }))).toBe(JSON.stringify(marginOf(documents, { model })))
      }),
      runs,
    )
  })
})

function expectSound({
  initial,
  maintenance,
  initialMargin,
  maintenanceMargin,
}: Pick<PoolResult, 'initial' | 'maintenance' | 'initialMargin' | 'maintenanceMargin'>): void {
  if (initial === null || maintenance === null) throw new Error('a priced book must have trees')
  expect(treeError(initial)).toBeLessThan(1e-12)
  expect(treeError(maintenance)).toBeLessThan(1e-12)
  expect([initial.amount, maintenance.amount]).toEqual([initialMargin, maintenanceMargin])
  expect(initial.amount).toBeGreaterThanOrEqual(maintenance.amount * (1 - 1e-12))
  expect(maintenance.amount).toBeGreaterThanOrEqual(0)
}

/** JSON turns what is not finite into null: nothing may be lost on the way. */
function expectFinite(result: MarginResult): void {
  const lost: string[] = []
  JSON.stringify(result, (key, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) lost.push(`${key}: ${value}`)
    return value
  })
  expect(lost).toEqual([])
  for (const pool of result.pools) expectSound(pool)
  for (const key of ['equity', 'adjustedEquity', 'initialMargin', 'maintenanceMargin', 'freeCollateral'] as const)
    expect(result[key]).toEqual(expect.any(Number))
}

/** A third of each position in a row of its own. */
function splitBook(book: Fields): Fields {
  const positions = (book['positions'] as readonly Fields[]).flatMap((row) => {
    const contracts = Number(row['contracts'])
    const third = Number((contracts / 3).toFixed(4))
    return [
      { ...row, contracts: text(third) },
      { ...row, contracts: text(Number((contracts - third).toFixed(6))) },
    ]
  })
  return { ...book, positions }
}

function grossOf(result: MarginResult | undefined): number {
  let gross = 1
  for (const { notional, unrealizedPnl } of result?.positions ?? [])
    gross += Math.abs(notional ?? 0) + Math.abs(unrealizedPnl ?? 0)
  for (const { value } of result?.collateral ?? []) gross += Math.abs(value)
  return gross
}
