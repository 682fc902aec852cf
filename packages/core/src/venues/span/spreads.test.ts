import { describe, expect, test } from 'vitest'
import { addDelta, availableIn, type MonthDeltas } from './month-deltas.ts'
import type { SpanCommodity } from './params.ts'
import { deliveryCharges, interCommodityCredits, interMonthCharges } from './spreads.ts'

function deltasOf(months: Readonly<Record<string, number>>): MonthDeltas {
  const deltas: MonthDeltas = new Map()
  for (const [month, delta] of Object.entries(months)) addDelta(deltas, month, delta)
  return deltas
}

const near = { tier: 'near', side: 'A', deltas: 1 } as const
const far = { tier: 'far', side: 'B', deltas: 1 } as const
const commodity: SpanCommodity = {
  tiers: { near: ['m1', 'm2'], far: ['m3'] },
  interMonth: [
    { legs: [near, { ...near, side: 'B' }], ratePerSpread: 10 },
    { legs: [near, far], ratePerSpread: 25 },
  ],
  delivery: [],
  shortOptionRate: 0,
}
const amounts = (charges: readonly { readonly name: string; readonly amount: number }[]) =>
  charges.map(({ name, amount }) => [name, amount])

describe('spreads between months', () => {
  test('form within a tier first, then between tiers, and use up what they take', () => {
    const deltas = deltasOf({ m1: 5, m2: -2, m3: -2 })
    expect(amounts(interMonthCharges(commodity, deltas))).toEqual([
      ['inter-month near against near', 20],
      ['inter-month near against far', 50],
    ])
    expect(availableIn(deltas, ['m1', 'm2', 'm3'], 1)).toBe(1)
    expect(deltas.get('m1')).toEqual({ left: 1, used: 4 })
  })

  test('form either way round', () => {
    expect(amounts(interMonthCharges(commodity, deltasOf({ m1: -4, m3: 3 })))).toEqual([
      ['inter-month near against far', 75],
    ])
  })

  test('need both sides', () => {
    expect(interMonthCharges(commodity, deltasOf({ m1: 4, m3: 3 }))).toEqual([])
    expect(interMonthCharges(commodity, deltasOf({}))).toEqual([])
  })

  test('take as many deltas of a leg as it says', () => {
    const butterfly = { legs: [{ ...near, deltas: 2 }, far], ratePerSpread: 30 }
    const deltas = deltasOf({ m1: 3, m2: 2, m3: -9 })
    expect(amounts(interMonthCharges({ ...commodity, interMonth: [butterfly] }, deltas))).toEqual([
      ['inter-month near against far', 75],
    ])
    expect(deltas.get('m3')?.left).toBe(-6.5)
  })
})

test('a month in delivery costs by delta, in spreads and outside', () => {
  const deltas = deltasOf({ m1: 5, m3: -2 })
  interMonthCharges(commodity, deltas)
  expect(amounts(deliveryCharges([{ month: 'm1', inSpread: 100, outright: 150 }], deltas))).toEqual([
    ['delivery month m1', 2 * 100 + 3 * 150],
  ])
  expect(deliveryCharges([{ month: 'm9', inSpread: 100, outright: 150 }], deltas)).toEqual([])
})

describe('spreads between commodities', () => {
  const leg = (name: string, side: 'A' | 'B', deltas = 1) => ({ commodity: name, side, deltas, creditFrac: 0.5 })
  const risks = (netDeltas: Readonly<Record<string, number>>) =>
    new Map(Object.entries(netDeltas).map(([name, netDelta]) => [name, { netDelta, priceRiskPerDelta: 100 }]))

  test('credit the price risk of the deltas each leg gives', () => {
    const known = risks({ wheat: 6, corn: -4 })
    const credits = interCommodityCredits([{ legs: [leg('wheat', 'A', 2), leg('corn', 'B')] }], known)
    expect(credits.map(({ commodity: name, amount }) => [name, amount])).toEqual([
      ['wheat', 300],
      ['corn', 150],
    ])
    expect([known.get('wheat')?.netDelta, known.get('corn')?.netDelta]).toEqual([0, -1])
  })

  test('go by priority: what the first takes the second has not', () => {
    const known = risks({ wheat: -3, corn: 2, oats: 5 })
    const spreads = [{ legs: [leg('wheat', 'A'), leg('corn', 'B')] }, { legs: [leg('wheat', 'A'), leg('oats', 'B')] }]
    expect(interCommodityCredits(spreads, known).map(({ amount }) => amount)).toEqual([100, 100, 50, 50])
  })

  test('need opposite sides and every leg', () => {
    const spread = [{ legs: [leg('wheat', 'A'), leg('corn', 'B')] }]
    expect(interCommodityCredits(spread, risks({ wheat: 3, corn: 2 }))).toEqual([])
    expect(interCommodityCredits(spread, risks({ wheat: 3 }))).toEqual([])
  })
})
