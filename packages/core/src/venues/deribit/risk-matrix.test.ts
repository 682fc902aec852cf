import { describe, expect, test } from 'vitest'
import { unwrap } from '../../testkit/builders.ts'
import type { MatrixParameters, PairParameters } from './parameters.ts'
import { crossPortfolioSets } from './params.ts'
import { addEquity, aggregated, matrixVolRule, riskMatrix, worstBucket, worstLoss } from './risk-matrix.ts'
import { parseCrossPortfolio } from './schema.ts'
import { type SimulateInput, simulate } from './simulate.ts'

function setOf(name: string): MatrixParameters {
  const found = crossPortfolioSets.find(({ set }) => set === name)?.parameters
  if (found?.rule !== 'extended-risk-matrix') throw new Error(`${name} must be a set with a matrix`)
  return found
}

function pairOf(set: string, coin: string): PairParameters {
  const pair = setOf(set).pairs[coin]
  if (pair === undefined) throw new Error(`${set} must have ${coin}`)
  return pair
}

function asked(set: string, currency: string, more: Partial<SimulateInput>): SimulateInput {
  return {
    currency,
    indexPrice: 1,
    positions: {},
    years: {},
    pair: pairOf(set, currency),
    shape: setOf(set),
    spotMargin: 0,
    mmpMargin: 0,
    openOrdersMargin: 0,
    ...more,
  }
}

/** docs.deribit.com, private/pme/simulate, the sample of 2024-06-17. */
const sample = simulate(
  asked('2024-06-17', 'BTC', {
    indexPrice: 65_666.19,
    positions: { 'BTC-PERPETUAL': 0.314538364, 'BTC-28JUN24': -0.001187534 },
    years: { 'BTC-28JUN24': 11 / 365 },
    mmpMargin: 0.06,
    openOrdersMargin: 0.000018212,
  }),
)

/** Largest gap of a vector to the printed one. */
function gap(computed: readonly number[] | undefined, printed: readonly number[]): number {
  expect(computed).toHaveLength(printed.length)
  return Math.max(...printed.map((value, i) => Math.abs(value - (computed?.[i] ?? Number.NaN))))
}

const thrice = (values: readonly number[]): readonly number[] => values.flatMap((value) => [value, value, value])

describe('the sample of 2024-06-17', () => {
  test.each([
    [
      'BTC-PERPETUAL',
      [
        -0.05991206933333334, -0.04289159509090909, -0.027351162086956524, -0.013105765166666668, 0,
        0.012097629384615385, 0.023299138074074074, 0.033700538999999995, 0.043384601931034494,
      ],
    ],
    [
      'BTC-28JUN24',
      [
        0.0002261969523809524, 0.00016193645454545456, 0.00010326382608695652, 4.948058333333334e-5, 0,
        -4.567438461538462e-5, -8.796548148148148e-5, -0.0001272357857142857, -0.00016379779310344832,
      ],
    ],
  ])('has the printed vector of %s in every cell', (instrument, moves) => {
    const vectors = sample.initial_risk_vectors[instrument]
    const [left = Number.NaN, right = Number.NaN] = [moves[0], moves[8]]
    expect(gap(vectors?.standard, thrice(moves))).toBeLessThan(1e-16)
    expect(gap(vectors?.extended, [left, left, right, right, right, right, right, right])).toBeLessThan(1e-16)
  })

  test('has the printed aggregates: profits do not count, the dampener takes what is left of the extended cells', () => {
    const { standard, extended } = sample.aggregated_risk_vectors['btc_btc'] ?? {}
    const losses = [-0.05968587238095239, -0.04272965863636364, -0.02724789826086957, -0.013056284583333334]
    expect(gap(standard, thrice([...losses, 0, 0, 0, 0, 0]))).toBeLessThan(1e-16)
    expect(extended).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('has the printed margins to the last digit', () => {
    const margins = sample.margins['BTC']
    expect(margins).toMatchObject({ initial_margin: 0.122861343, maintenance_margin: 0.050274504784 })
    expect(margins?.initial_margin_details.risk_matrix_margin).toBe(0.06284313098)
    const details = margins?.initial_margin_details.risk_matrix_margin_details
    expect(details?.worst_case).toBeCloseTo(0.05968587238095239, 16)
    expect(details?.worst_case_bucket).toEqual({ bucket: 1, side: 'left', source: 'standard', index: 1 })
    expect(details?.roll_shock).toBeCloseTo(0.00315725898, 16)
    expect([details?.delta_shock, details?.correlation_contingency]).toEqual([0, 0])
  })
})

describe('the capture of 2026-02-15', () => {
  const capture = simulate(
    asked('2026-02-15', 'ETH', { indexPrice: 1963, positions: { 'ETH-PERPETUAL': -0.999487053 } }),
  )

  test('has its margins: a short loses at the upper edge, and the minimum of the roll shock decides', () => {
    const details = capture.margins['ETH']?.initial_margin_details
    expect(details?.risk_matrix_margin_details).toMatchObject({
      worst_case_bucket: { bucket: 9, side: 'right', source: 'standard', index: 25 },
      roll_shock: 0.004997435265,
    })
    expect(details?.risk_matrix_margin).toBeCloseTo(0.157461562265, 12)
    expect(capture.margins['ETH']?.maintenance_margin).toBeCloseTo(0.125969249812, 12)
  })

  test('counts three fifths of a profit', () => {
    const [profit] = capture.pre_aggregated_risk_vectors['eth_eth']?.standard ?? []
    const [counted] = capture.aggregated_risk_vectors['eth_eth']?.standard ?? []
    expect(profit).toBeCloseTo((0.999487053 * 0.18) / 0.82, 15)
    expect(counted).toBeCloseTo((0.6 * 0.999487053 * 0.18) / 0.82, 15)
  })
})

describe('aggregated cells', () => {
  const matrix = riskMatrix(pairOf('2024-06-17', 'BTC'), setOf('2024-06-17'))
  const rule = { pnlOffsetFrac: 0.5, offsetablePnlMax: 40, extendedDampener: 10, unitPrice: 2, isOwnCoin: true }
  const cells = (standard: number, extended: number): Float64Array =>
    new Float64Array(matrix.plan.length).map((_, i) => (i < matrix.standardCount ? standard : extended))

  test('cap what a profit offsets, in the coin of the cell', () => {
    const [first] = aggregated(cells(1000, 0), rule, matrix)
    expect(first).toBeCloseTo(40 / (2 * 0.84), 12)
    expect(aggregated(cells(1000, 0), { ...rule, offsetablePnlMax: null }, matrix)[0]).toBe(500)
  })

  test('move toward zero by a dampener for each range beyond the range', () => {
    const row = aggregated(cells(0, -100), rule, matrix)
    // −66 % is 4.125 ranges of 16 %: 3.125 dampeners of 10 dollars, in coins at 0.84 × 2.
    expect(row[27]).toBeCloseTo(-100 + (3.125 * 10) / 1.68, 10)
    expect(row[26]).toBe(0)
    // Twice as many as it has: nothing is left.
    expect(aggregated(cells(0, -1), rule, matrix)[34]).toBe(0)
  })

  test('name the worst one as the venue does', () => {
    const row = cells(0, 0)
    expect(worstLoss(row)).toBe(0)
    row[13] = -1
    expect(worstBucket(row, matrix)).toEqual({ bucket: 5, side: 'middle', source: 'standard', index: 14 })
    row[26] = -2
    row[29] = -2 - Number.EPSILON * 2
    expect(worstBucket(row, matrix)).toEqual({ bucket: 9, side: 'right', source: 'standard', index: 27 })
    row[26] = 0
    row[29] = -2
    expect([worstBucket(row, matrix), worstLoss(row)]).toEqual([
      { bucket: 3, side: 'right', source: 'extended', index: 3 },
      2,
    ])
  })
})

test.each([
  ['both', -16, 16],
  ['left', -16, 0],
  ['right', 0, 16],
  ['none', 0, 0],
] as const)('equity with side impact %s gains and loses where it says', (impact, left, right) => {
  const matrix = riskMatrix(pairOf('2024-06-17', 'BTC'), setOf('2024-06-17'))
  const row = new Float64Array(matrix.plan.length)
  addEquity(row, 100, impact, matrix)
  expect([row[0], row[13], row[26]].map((cell) => Math.round((cell ?? Number.NaN) * 1e9) / 1e9)).toEqual([
    left,
    0,
    right,
  ])
})

test('volatility shocks stretch with (30 ÷ days)^power, the short power below 30 days, and are floored as read', () => {
  const pair = pairOf('2024-06-17', 'BTC')
  const rule = matrixVolRule(pair, 'shocked')
  expect(rule('up', 30 / 365)).toEqual({ factor: 1.5, points: 0, floor: 0.5 })
  expect(rule('down', 30 / 365)).toEqual({ factor: 0.75, points: 0, floor: 0 })
  // 4^0.3 = 1.5157165665; 0.25^0.13 = 0.8350879194.
  expect(rule('up', 7.5 / 365).factor).toBeCloseTo(1 + 0.5 * 1.5157165665, 9)
  expect(rule('up', 120 / 365).factor).toBeCloseTo(1 + 0.5 * 0.8350879194, 9)
  expect(rule('up', 0.5 / 365).factor).toBe(rule('up', 1 / 365).factor)
  expect(matrixVolRule(pair, 'base')('up', 30 / 365).floor).toBe(0.75)
})

test('a set with an order of volatilities that repeats one is refused', () => {
  const set = setOf('2024-06-17')
  const wrong = { ...set, readings: { ...set.readings, volOrder: ['up', 'up', 'down'] } }
  expect(parseCrossPortfolio(wrong).ok).toBe(false)
  expect(unwrap(parseCrossPortfolio(set))).toEqual(set)
})
