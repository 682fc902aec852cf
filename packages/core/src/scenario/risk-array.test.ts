import { expect, test } from 'vitest'
import { priceInstrument } from '../pricing/price-instrument.ts'
import { shift } from '../pricing/shift.ts'
import { market, unwrap } from '../testkit/builders.ts'
import { riskArray, riskPlan, worstCell } from './risk-array.ts'
import { grid, scenario } from './scenario.ts'
import { stretchedShock, type VolRule, type VolShock } from './vol-shock.ts'

const volShock: VolShock = {
  upFrac: 0.5,
  downFrac: 0.3,
  pivotDays: 30,
  shortPower: 0.3,
  longPower: 0.5,
  daysMin: 1,
  upVolMin: 0,
}
const volRule = stretchedShock(volShock)
const perpetual = unwrap(priceInstrument(market(['BTC/USDT:USDT']), 'BTC/USDT:USDT')).priced

test('a linear perpetual gains its notional times the move', () => {
  const scenarios = grid({ movesFrac: [-0.1, 0, 0.1], vols: ['up', 'down'], tails: [], tailVol: 'same' })
  const plan = riskPlan([{ scenarios, volRule }])
  const row = [...riskArray(perpetual, plan)].map((profit) => Math.round(profit * 1e6) / 1e6)
  expect(row).toEqual([-5000, -5000, 0, 0, 5000, 5000])
  expect(worstCell(riskArray(perpetual, plan))).toBe(0)
})

test('a tail counts at its weight', () => {
  const plan = riskPlan([{ scenarios: [scenario(-0.5, 'up', 0.2, false), scenario(-0.5, 'up', 1, false)], volRule }])
  expect([...riskArray(perpetual, plan)]).toEqual([-5000, -25_000])
})

test('a plan that is asked for ever new times to expiry forgets old ones, and says the same of them again', () => {
  let asked = 0
  const counted: VolRule = (direction, tteYears) => {
    asked += 1
    return volRule(direction, tteYears)
  }
  const plan = riskPlan([{ scenarios: [scenario(0, 'up', 1, false)], volRule: counted }])
  const first = plan.volMovesAt(1)
  for (let i = 1; i <= 2000; i++) plan.volMovesAt(1 + i / 1000)
  expect(asked).toBe(2001)
  expect(plan.volMovesAt(3)).toBe(plan.volMovesAt(3))
  expect(asked).toBe(2001)
  expect(plan.volMovesAt(1)).toEqual(first)
  expect(asked).toBe(2002)
})

test('sets stand side by side, each with its own shock', () => {
  const scenarios = [scenario(0, 'up', 1, false), scenario(0.1, 'up', 1, false), scenario(0, 'same', 1, false)]
  const plan = riskPlan([
    { scenarios, volRule },
    { scenarios, volRule: stretchedShock({ ...volShock, upFrac: 1, upVolMin: 2 }) },
  ])
  expect(plan.length).toBe(6)
  expect([...plan.cells.volIndex]).toEqual([0, 0, 1, 2, 2, 1])
  const moves = plan.volMovesAt(30 / 365)
  expect(moves.map(({ floor }) => floor)).toEqual([0, 0, 2])
  expect(moves.map(({ factor }) => factor)).toEqual([1.5, 1, 2])
  expect(plan.volMovesAt(30 / 365)).toBe(moves)
})

test('a volatility may move by points', () => {
  const symbol = 'BTC/USDC:USDC-260327-50000-C'
  const option = unwrap(priceInstrument(market([symbol]), symbol)).priced
  const volRule: VolRule = (direction) => ({ factor: 1, points: direction === 'up' ? 0.1 : 0, floor: 0 })
  const [after] = riskArray(option, riskPlan([{ scenarios: [scenario(0, 'up', 1, false)], volRule }]))
  const raised = shift(option, { indexFactor: 1, settleFactor: 1, quoteFactor: 1, volAfter: ({ vol }) => vol + 0.1 })
  expect(after).toBeCloseTo((raised.mark - option.mark) * option.size * option.settlePrice, 6)
})

test('a row may be written into a given one', () => {
  const plan = riskPlan([{ scenarios: [scenario(0.1, 'same', 1, false)], volRule }])
  const row = new Float64Array(1)
  expect(riskArray(perpetual, plan, row)).toBe(row)
})

test('no scenario takes all of the index', () => {
  expect(() => riskPlan([{ scenarios: [scenario(-1, 'up', 1, false)], volRule }])).toThrow(
    'a scenario must move the index by more than −100 %, leaves 0',
  )
})

test.each([
  [[3, -1, 2, -1], 0, 4, 1],
  [[-9, 5, 4, 4], 1, 4, 2],
  [[1], 0, 1, 0],
])('the worst of %j from %d to %d is the first smallest, at %d', (pnl, from, to, worst) => {
  expect(worstCell(Float64Array.from(pnl), from, to)).toBe(worst)
})
