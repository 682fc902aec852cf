import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { measuredMarginals } from '../account/attribution.ts'
import type { MarginResult, PoolResult } from '../account/margin-result.ts'
import { venues } from '../desk/resolve.ts'
import { treeError } from '../margin/charge.ts'
import type { PositionMarginals } from '../margin/marginals.ts'
import type { ModelDefinition } from '../margin/model.ts'
import { notionalOf, type PricedBalance, type PricedPosition } from '../margin/priced-account.ts'
import { type AccountDocuments, arbitraryAccount, text } from '../testkit/arbitrary-account.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow, unwrap } from '../testkit/builders.ts'
import { assessmentOf, marginOf, withMarginsOf } from '../testkit/documents.ts'
import { holdable } from '../testkit/holdable.ts'
import { movedMarket } from '../testkit/moved-market.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

/** What a venue's rules promise besides what every venue's do. */
interface Promises {
  /** To open asks at least as much as to hold. */
  readonly initialCoversMaintenance: boolean
  /** A larger book of the same positions never asks less. */
  readonly monotoneInSize: boolean
}

/** A venue joins by its line here and in `venues/registry.ts`. */
const promises: Readonly<Record<string, Promises>> = {
  binance: { initialCoversMaintenance: true, monotoneInSize: true },
  bybit: { initialCoversMaintenance: true, monotoneInSize: true },
  deribit: { initialCoversMaintenance: true, monotoneInSize: true },
  derive: { initialCoversMaintenance: true, monotoneInSize: true },
  drift: { initialCoversMaintenance: true, monotoneInSize: true },
  dydx: { initialCoversMaintenance: true, monotoneInSize: true },
  generic: { initialCoversMaintenance: true, monotoneInSize: true },
  house: { initialCoversMaintenance: true, monotoneInSize: true },
  hyperliquid: { initialCoversMaintenance: true, monotoneInSize: true },
  mango: { initialCoversMaintenance: true, monotoneInSize: true },
  okx: { initialCoversMaintenance: false, monotoneInSize: true },
  paradex: { initialCoversMaintenance: true, monotoneInSize: true },
  span: { initialCoversMaintenance: true, monotoneInSize: true },
}

const models = venues().flatMap((venue) =>
  venue.models.map((definition) => ({ model: definition.name, definition, promise: promises[venue.name] })),
)

/** Books of the model's mode, with positions of every kind that its venue can hold. */
function accountsFor({ name, mode }: ModelDefinition): fc.Arbitrary<AccountDocuments> {
  return arbitraryAccount({ modes: [mode], positionsMax: 5 }).map((documents) => holdable(documents, name))
}

test('every venue says what it promises', () => {
  expect(Object.keys(promises).toSorted()).toEqual(venues().map(({ name }) => name))
})

const runs = { numRuns: 25 }

describe.each(models)('$model', ({ model, definition, promise }) => {
  const accounts = accountsFor(definition)

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

  test('works in trees that add up, and asks at least as much to open as to hold where it says so', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const result = marginOf(documents, { model })
        for (const pool of [result, ...result.pools]) expectSound(pool)
        if (promise?.initialCoversMaintenance === true) for (const pool of result.pools) expectCovered(pool)
      }),
      runs,
    )
  })

  test('keeps each isolated position in a pool of its own', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        for (const { pool } of assessmentOf(documents, { model }).pools) {
          const isolated = pool.positions.filter(({ isIsolated }) => isIsolated)
          expect([0, pool.positions.length]).toContain(isolated.length)
          expect(new Set(isolated.map(({ symbol }) => symbol)).size).toBeLessThanOrEqual(1)
        }
      }),
      runs,
    )
  })

  test('asks no less for twice the book, where it says so', () => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        if (promise?.monotoneInSize !== true) return
        const positions = (book['positions'] as readonly Fields[]).map(({ isolatedMargin: _own, ...row }) => row)
        const doubled = positions.map((row) => ({ ...row, contracts: text(2 * Number(row['contracts'])) }))
        // Coins are risk of their own, which does not double with the positions.
        const cash = { ...book, balances: { USD: '1000000' } }
        const [once, twice] = [positions, doubled].map(
          (rows) =>
            assessmentOf({ market, book: { ...cash, positions: rows } }, { model }).totals.maintenanceMargin ?? 0,
        )
        expect(twice).toBeGreaterThanOrEqual((once ?? Number.NaN) * (1 - 1e-9))
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
          if (whole?.[key] === null && parts?.[key] === null) continue
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
          const [before, after] = [book, richer].map((each) => {
            const { freeCollateral } = assessmentOf(holdable({ market, book: each }, model), { model }).totals
            return freeCollateral
          })
          if (before === null || before === undefined) return
          expect(after).toBeGreaterThanOrEqual(before - 1e-9 * (more + Math.abs(before)))
        },
      ),
      runs,
    )
  })

  test.each([1e-6, 1e6])('keeps its figures finite with every price × %d', (factor) => {
    fc.assert(
      fc.property(accounts, ({ market, book }) => {
        expectFinite(marginOf(holdable({ market: movedMarket(market, () => factor), book }, model), { model }))
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
    const book = bookDocument(positions, { mode: definition.mode, balances: { USD: '50000', BTC: '1' } })
    expectFinite(marginOf(holdable({ market, book }, model), { model }))
  })

  test('knows, where it has a shorter way, what each position asks for alone and adds', () => {
    fc.assert(
      fc.property(accounts, (documents) => {
        const { account, model: made, pools } = assessmentOf(documents, { model })
        for (const { pool } of pools) {
          const known = made.marginals?.(account, pool) ?? new Map<PricedPosition, PositionMarginals>()
          const measure = (positions: readonly PricedPosition[], balances: readonly PricedBalance[]): number =>
            made.pools({ ...account, positions, balances, orders: [] }).find(({ name }) => name === pool.name)
              ?.maintenance.amount ?? 0
          for (const [i, position] of pool.positions.entries()) {
            const told = known.get(position)
            if (told === undefined) continue
            const { alone, adds } = measuredMarginals(measure, account, pool, i)
            const size = 1 + pool.maintenance.amount + pool.positions.reduce((sum, row) => sum + notionalOf(row), 0)
            expect(Math.max(Math.abs(told.alone - alone), Math.abs(told.adds - adds))).toBeLessThan(1e-8 * size)
          }
        }
      }),
      runs,
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

/** Where both are known. */
function expectCovered({ initialMargin, maintenanceMargin }: PoolResult): void {
  if (initialMargin !== null && maintenanceMargin !== null)
    expect(initialMargin).toBeGreaterThanOrEqual(maintenanceMargin * (1 - 1e-12))
}

type Trees = Pick<PoolResult, 'initial' | 'maintenance' | 'initialMargin' | 'maintenanceMargin'>

/** A requirement is a tree and its amount, or, where a parameter lacks, neither. */
function expectSound({ initial, maintenance, initialMargin, maintenanceMargin }: Trees): void {
  expect([initial?.amount ?? null, maintenance?.amount ?? null]).toEqual([initialMargin, maintenanceMargin])
  for (const tree of [initial, maintenance]) {
    if (tree === null) continue
    expect(treeError(tree)).toBeLessThan(1e-12)
    expect(tree.amount).toBeGreaterThanOrEqual(0)
  }
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
    expect(typeof result[key] === 'number' || lacksParameter(result)).toBe(true)
}

function lacksParameter({ problems }: MarginResult): boolean {
  return problems.some(({ code }) => code === 'params.missing')
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
