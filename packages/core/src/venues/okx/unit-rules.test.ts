import { describe, expect, test } from 'vitest'
import { treeError } from '../../margin/charge.ts'
import { basisCharge } from './basis-charge.ts'
import { ruleOf } from './coin-rule.ts'
import { interpolated } from './interpolate.ts'
import { portfolioSets } from './params-portfolio.ts'
import { adjustedReductionCost } from './reduction-cost.ts'
import { spotInUse } from './spot-in-use.ts'
import { hedgeCharge, hedgeFactor, stableHedges } from './stable-hedge.ts'
import { marginRatio, unitMargin } from './unit-margin.ts'
import { signedMoves, unitPlan } from './unit-plan.ts'

const [current, before] = portfolioSets.map(({ parameters }) => parameters.rules)
if (current === undefined || before === undefined) throw new Error('the portfolio model must have two sets')

describe('MR4', () => {
  // OKX, 2024-05-31: 10 BTC of spot against 10 BTC short of the perpetual needed 1.2 % of the notional, 0.6 % on each.
  test('charges both legs of a hedge, as in the example of 2024', () => {
    const legs = [
      { deltaUsd: 700_000, years: 0 },
      { deltaUsd: -700_000, years: 0 },
    ]
    const rule = ruleOf(before.basisMoves, 'BTC')
    expect(basisCharge(legs, { ...rule, legFrac: rule.legFrac ?? 0 })).toBeCloseTo(0.012 * 700_000, 9)
  })

  test('takes the yearly move where it is the larger', () => {
    const rule = { legFrac: 0.002, perYearFrac: 0.05 }
    expect(basisCharge([{ deltaUsd: -1000, years: 0.5 }], rule)).toBeCloseTo(25, 12)
    expect(basisCharge([{ deltaUsd: -1000, years: 0.01 }], rule)).toBeCloseTo(2, 12)
  })
})

describe('MR7', () => {
  // OKX, 2021-12: 30 000 raw is 10 000 × 1 + 20 000 × 2.
  test.each([
    [30_000, 50_000],
    [10_000, 10_000],
    [70_000, 130_000],
    [0, 0],
    [800_000, 10_000 + 120_000 + 400_000 + 780_000 + 1_360_000 + 2_300_000 + 1_200_000],
  ])('%d raw is %d', (raw, adjusted) => {
    const bands = ruleOf(before.reductionCosts, 'BTC').bands ?? []
    expect(adjustedReductionCost(raw, bands)).toEqual({ amount: adjusted, beyond: 0 })
  })

  test('says what lies above a list that is cut off', () => {
    expect(adjustedReductionCost(30, [[10, 2]])).toEqual({ amount: 60, beyond: 20 })
    expect(adjustedReductionCost(30, [])).toEqual({ amount: 30, beyond: 30 })
  })
})

describe('MR9', () => {
  test('matches pair by pair, and what is matched is used up', () => {
    const hedges = stableHedges({ USDT: -100, USDC: 60, USD: 50 })
    expect(hedges.map(({ pair, size }) => [pair.join('-'), size])).toEqual([
      ['USDT-USD', 50],
      ['USDT-USDC', 50],
      ['USDC-USD', 0],
    ])
    expect(stableHedges({ USDT: 0, USDC: -7, USD: 9 }).map(({ size }) => size)).toEqual([0, 0, 7])
    expect(stableHedges({ USDT: 5, USDC: 6, USD: 7 }).map(({ size }) => size)).toEqual([0, 0, 0])
  })

  // pastorq.com/13690: 10 million is 1 × 0.75 % + 4 × 1.75 % + 5 × 2.5 %.
  test('charges each slice at its own factor', () => {
    const bands = [
      [1e6, [[1, 0.0075]]],
      [5e6, [[1, 0.0175]]],
      [null, [[1, 0.025]]],
    ] as const
    expect(hedgeCharge(10e6, bands, 1).amount).toBeCloseTo(202_500, 6)
    expect(hedgeCharge(10e6, [], 1)).toEqual({ amount: 0, beyond: 10e6 })
  })

  test('has the printed factors of both bands, and straight lines between them', () => {
    const [first, second] = (current.stableHedge ?? []).map(([, factors]) => factors)
    expect([0.7, 0.8, 0.99, 1, 1.001].map((price) => hedgeFactor(first ?? [], price))).toEqual([
      0.4, 0.4, 0.005, 0.005, 0.005,
    ])
    expect([0.99, 0.995, 0.9999].map((price) => hedgeFactor(second ?? [], price))).toEqual([0.015, 0.01, 0.01])
    expect(hedgeFactor(first ?? [], 0.895)).toBeCloseTo(0.2025, 12)
    expect(hedgeFactor(second ?? [], 1 / 0.9925)).toBeCloseTo(0.0125, 12)
  })
})

describe('spot in use', () => {
  test.each([
    [{ derivatives: -2, spot: 3, cap: null }, 2],
    [{ derivatives: -2, spot: 1.5, cap: null }, 1.5],
    [{ derivatives: -2, spot: 3, cap: 0.5 }, 0.5],
    [{ derivatives: 2, spot: -3, cap: null }, -2],
    [{ derivatives: 2, spot: 3, cap: null }, 0],
    [{ derivatives: 0, spot: 3, cap: null }, 0],
  ])('of %o is %d', (given, inUse) => expect(spotInUse(given)).toBe(inUse))
})

describe('aggregation', () => {
  const none = { mr1: 0, mr2: 0, mr3: 0, mr4: 0, mr5: 0, extremeLoss: 0, mr7: 0, mr9: 0 }

  test.each([
    [{ mr1: 10, extremeLoss: 18, mr4: 1 }, 11],
    [{ mr1: 10, extremeLoss: 30, mr4: 1 }, 16],
    [{ mr2: 40, mr1: 10, mr3: 2, mr5: 3, mr9: 4 }, 49],
    [{ mr1: 10, mr4: 1, mr7: 12 }, 12],
  ])('%o is %d', (charges, margin) => {
    const tree = unitMargin('BTC', { ...none, ...charges }, { extremeLossFrac: 0.5 })
    expect(tree.amount).toBe(margin)
    expect(treeError(tree)).toBe(0)
  })

  test('the ratio has the fee below the line', () => {
    expect(marginRatio(300, 90, 10)).toBe(3)
    expect(marginRatio(300, 0, 0)).toBeNull()
  })
})

describe('scenarios', () => {
  test.each([
    ['BTC', [-0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12], 0.24],
    ['LTC', [-0.18, -0.12, -0.06, 0, 0.06, 0.12, 0.18], 0.36],
    ['AVAX', [-0.25, -0.16, -0.08, 0, 0.08, 0.16, 0.25], 0.5],
  ])('of %s are its class’s', (coin, moves, extreme) => {
    const { plan, extremeFrom } = unitPlan(coin, current)
    const cells = plan.sets.flatMap(({ scenarios }) => scenarios)
    expect(extremeFrom).toBe(21)
    expect(cells.filter(({ vol }, i) => vol === 'same' && i < 21).map(({ moveFrac }) => moveFrac)).toEqual(moves)
    expect(cells.slice(21).map(({ moveFrac }) => moveFrac)).toEqual([-extreme, extreme])
  })

  test('of 2023 have their own classes', () => {
    expect(ruleOf(before.spotShocks, 'DOT').movesFrac).toEqual([0, 0.07, 0.14, 0.2])
    expect(ruleOf(before.spotShocks, 'SOL').movesFrac).toEqual([0, 0.08, 0.16, 0.25])
    expect(ruleOf(before.extremeMoves, 'SOL').moveFrac).toBe(0.4)
  })

  test('moves are signed, and rows by days are joined by straight lines', () => {
    expect(signedMoves([0, 0.1, 0.2])).toEqual([-0.2, -0.1, 0, 0.1, 0.2])
    const rows = [
      [1, 10],
      [3, 20],
    ] as const
    expect([0, 1, 2, 3, 9].map((days) => interpolated(rows, days))).toEqual([10, 10, 15, 20, 20])
    expect(interpolated([], 5)).toBe(0)
  })
})
