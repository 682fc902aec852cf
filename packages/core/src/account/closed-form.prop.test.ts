import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { margin } from '../desk/margin.ts'
import { type LeverageTier, tierDeductions } from '../margin/leverage-tiers.ts'
import { between, text } from '../testkit/arbitrary-account.ts'
import { book, type Fields, listing, market, unwrap } from '../testkit/builders.ts'
import { bankruptcyPrice, inverseLiquidationPrice, isolatedLiquidationPrice } from './closed-form.ts'
import type { MarginResult } from './margin-result.ts'

// Many accounts are margined, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const linear = 'BTC/USDT:USDT'
const inverse = 'BTC/USD:BTC'

/** A continuous table of up to five tiers, the last one bounded or not. */
const tierTable: fc.Arbitrary<readonly LeverageTier[]> = fc
  .record({
    bounds: fc.array(between(3.5, 6.5), { minLength: 1, maxLength: 5 }),
    rate: between(0.003, 0.02),
    isBounded: fc.boolean(),
  })
  .map(({ bounds, rate, isBounded }) => {
    const tops = [...new Set(bounds.map((bound) => Math.round(10 ** bound)))].sort((a, b) => a - b)
    const rows = tops.map((top, i) => ({
      notionalMax: i === tops.length - 1 && !isBounded ? null : top,
      maintenanceRateFrac: rate * (i + 1),
    }))
    const deductions = tierDeductions(rows)
    return rows.map((row, i) => ({
      ...row,
      maintenanceDeduction: deductions[i] ?? 0,
      leverageMax: 0.5 / row.maintenanceRateFrac,
    }))
  })

const position = fc.record({
  tiers: tierTable,
  sign: fc.constantFrom(1, -1),
  notional: between(3, 6.3).map((exponent) => 10 ** exponent),
  entry: between(0.95, 1.05),
  marginFrac: between(0.08, 0.6),
})

interface Isolated {
  readonly result: MarginResult
  readonly size: number
  readonly entryPrice: number
  readonly margin: number
}

function isolated(
  symbol: string,
  { tiers, sign, notional, entry, marginFrac }: typeof position extends fc.Arbitrary<infer T> ? T : never,
): Isolated {
  const isLinear = symbol === linear
  const entryPrice = 50_000 * entry
  const size = Number((sign * (isLinear ? notional / 50_000 : notional)).toFixed(4))
  const amount = Number(((marginFrac * notional) / (isLinear ? 1 : 50_000)).toFixed(6))
  const row = [symbol, text(size), text(entryPrice), { isolatedMargin: text(amount) }] as const
  const parameters = {
    format: 'plimsoll-params/1',
    model: 'generic/isolated',
    set: 'tiers',
    parameters: { leverageTiers: { '*': tiers } },
  }
  const held = book([row], { mode: 'isolated', balances: { USDT: '10000000', BTC: '1000' } })
  return {
    result: unwrap(margin({ book: held, market: market([symbol]), parameters })),
    size,
    entryPrice,
    margin: amount,
  }
}

/** Mark at the point that the account’s own search found; null for none. */
function solved({ liquidation }: MarginResult, sign: number, symbol: string): number | null | 'already' {
  const row = liquidation.find(({ pool }) => pool.startsWith(symbol))
  const side = sign > 0 ? row?.below : row?.above
  if (side?.state === 'already') return 'already'
  return side?.state === 'found' ? side.mark : null
}

/** The search ends at −98 % and +900 %. */
const [lowest, highest] = [50_000 * 0.02, 50_000 * 10]

function expectSame(found: number | null | 'already', closed: number | null): void {
  if (found === 'already') return
  if (found === null) expect(closed === null || closed < lowest || closed > highest).toBe(true)
  else expect(Math.abs(found / (closed ?? Number.NaN) - 1)).toBeLessThan(1e-9)
}

describe('an isolated position', () => {
  test('linear, is liquidated where its closed form over the tiers says', () => {
    fc.assert(
      fc.property(position, (drawn) => {
        const { result, size, entryPrice, margin } = isolated(linear, drawn)
        expectSame(
          solved(result, size, linear),
          isolatedLiquidationPrice({ size, entryPrice, margin, tiers: drawn.tiers }),
        )
      }),
    )
  })

  test('inverse, is liquidated where the closed form of its tier says', () => {
    fc.assert(
      fc.property(position, (drawn) => {
        const { result, size, entryPrice, margin } = isolated(inverse, drawn)
        const tier =
          drawn.tiers.find(({ notionalMax }) => notionalMax === null || Math.abs(size) <= notionalMax) ??
          drawn.tiers.at(-1)
        if (tier === undefined) return
        // The deduction is in quote currency, so an inverse tier solves as a rate on the whole.
        const rate = tier.maintenanceRateFrac - tier.maintenanceDeduction / Math.abs(size)
        const leg = { size, entryPrice, maintenanceRateFrac: rate, maintenanceDeduction: 0 }
        expectSame(
          solved(result, size, inverse),
          inverseLiquidationPrice([leg], { balance: margin, otherMaintenance: 0, otherProfit: 0 }),
        )
      }),
    )
  })

  test.each([linear, inverse])('%s has lost its own margin at its bankruptcy price', (symbol) => {
    fc.assert(
      fc.property(position, (drawn) => {
        const { result, size, entryPrice, margin: set } = isolated(symbol, drawn)
        const [row] = result.positions
        expect(row?.bankruptcyPrice ?? null).toBeOneOf([null, expect.any(Number)])
        const closed = bankruptcyPrice(symbol === linear ? 'linear' : 'inverse', size, entryPrice, set)
        if (row?.bankruptcyPrice == null) {
          expect(closed).toBeNull()
          return
        }
        expect(Math.abs(row.bankruptcyPrice / (closed ?? Number.NaN) - 1)).toBeLessThan(1e-12)
        expect(Math.abs(equityAt(symbol, drawn, row.bankruptcyPrice))).toBeLessThan(1e-7 * Math.max(1, set))
      }),
    )
  })
})

/** Equity of the isolated pool with the mark at a price. */
function equityAt(symbol: string, drawn: Parameters<typeof isolated>[1], mark: number): number {
  const { size, entryPrice, margin: set } = isolated(symbol, drawn)
  const held = book([[symbol, text(size), text(entryPrice), { isolatedMargin: text(set) }]], { mode: 'isolated' })
  const listed: Fields = listing(symbol, { mark: text(mark) })
  const { pools } = unwrap(margin({ book: held, market: market([listed]) }))
  return pools[1]?.equity ?? Number.NaN
}
