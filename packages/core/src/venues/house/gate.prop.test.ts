import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { PricedAccount, PricedPosition } from '../../margin/priced-account.ts'
import { type AccountDocuments, arbitraryAccount } from '../../testkit/arbitrary-account.ts'
import { assessmentOf } from '../../testkit/documents.ts'
import { houseEngine } from './engine.ts'
import { houseGates } from './gate.ts'
import { houseDefault } from './params.ts'
import { housePools } from './pools.ts'

vi.setConfig({ testTimeout: 60_000 })

const engine = houseEngine(houseDefault.parameters)
const gateFor = houseGates(engine)

/** An account whose positions are all in the pool, one of each symbol. */
function accountOf(documents: AccountDocuments): PricedAccount {
  const { account } = assessmentOf(documents, { model: 'house/portfolio' })
  const pooled = account.positions.map((position) => ({ ...position, isIsolated: false, side: undefined }))
  const positions = [...new Map(pooled.map((position) => [position.symbol, position])).values()]
  return { ...account, orders: [], positions }
}

const arbitrary = arbitraryAccount({ modes: ['portfolio'], positionsMin: 2 })

/** Rows of an account apart from the rest, as a change of it. */
function rowsOf(account: PricedAccount, positions: readonly PricedPosition[]): PricedAccount {
  return { ...account, positions, balances: [] }
}

/** The largest quantity of a sign that `fits`, to 1e-9 of it. */
function largest(sign: 1 | -1, fits: (contracts: number) => boolean): number {
  let [fitting, breaching] = [0, 1e9]
  for (let i = 0; i < 80; i++) {
    const middle = (fitting + breaching) / 2
    if (fits(sign * middle)) fitting = middle
    else breaching = middle
  }
  return sign * fitting
}

/** What an account may sell and buy of each contract it holds at its mark. */
function limitsOf(account: PricedAccount, gate: ReturnType<typeof gateFor>): readonly number[] {
  return account.positions.flatMap(({ priced }) =>
    ([1, -1] as const).map((sign) => largest(sign, (q) => gate?.fits(priced, q, priced.mark) ?? false)),
  )
}

test('a gate carried from change to change allows what one made anew does', () => {
  fc.assert(
    fc.property(arbitrary, (documents) => {
      const account = accountOf(documents)
      const fresh = gateFor(account)
      const half = account.positions.filter((_, i) => i % 2 === 0)
      const rest = account.positions.filter((_, i) => i % 2 === 1)
      const start = gateFor({ ...account, positions: half })
      const carried = start
        ?.changed(rowsOf(account, half), rowsOf(account, rest))
        ?.changed(rowsOf(account, []), rowsOf(account, half))
      const [one, other] = [limitsOf(account, fresh), limitsOf(account, carried ?? null)]
      for (const [i, limit] of one.entries())
        expect(Math.abs((other[i] ?? 0) - limit)).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(limit)))
    }),
    { numRuns: 40 },
  )
})

test('of an account without open orders a gate finds where margin ends', () => {
  const cash = arbitraryAccount({ modes: ['portfolio'], positionsMin: 1, options: false })
  let [seen, exact] = [0, 0]
  fc.assert(
    fc.property(cash, (documents) => {
      const account = accountOf(documents)
      const gate = gateFor(account)
      const [position] = account.positions
      if (position === undefined || !account.stableAssets.has(position.priced.instrument.settle)) return
      const limit = largest(1, (q) => gate?.fits(position.priced, q, position.priced.mark) ?? false)
      if (limit === 0) return
      const free = (contracts: number): number => {
        const order = { ...position, contracts, price: position.priced.mark, reduceOnly: false }
        const [pool] = housePools({ ...account, orders: [order] }, engine)
        return pool === undefined ? Number.NaN : pool.adjustedEquity - pool.initial.amount
      }
      seen += 1
      expect(free(limit)).toBeGreaterThanOrEqual(0)
      if (free(limit * 1.0001 + 1e-6) < 0) exact += 1
    }),
    { numRuns: 60 },
  )
  expect(exact / seen).toBeGreaterThan(0.9)
})

test('there is no gate for an account with an isolated position or without a price', () => {
  fc.assert(
    fc.property(arbitrary, (documents) => {
      const account = accountOf(documents)
      const [first, ...others] = account.positions
      if (first === undefined) return
      const isolated = { ...account, positions: [{ ...first, isIsolated: true }, ...others] }
      expect(gateFor(isolated)).toBeNull()
      expect(gateFor(account)?.changed(rowsOf(account, [first]), rowsOf(isolated, isolated.positions))).toBeNull()
      const problem = { code: 'book.missing-price', path: '', message: '' } as const
      for (const field of ['problems', 'orderProblems'] as const)
        expect(gateFor({ ...account, [field]: [problem] })).toBeNull()
    }),
    { numRuns: 5 },
  )
})
