import { expect, test } from 'vitest'
import { type OptionTerms, optionRow } from './option-row.ts'
import { pm2Sets } from './params-portfolio.ts'
import type { PortfolioShocks } from './portfolio-parameters.ts'
import { scenarioPlan } from './scenario-plan.ts'

const eth = pm2Sets[0]?.parameters.managers['ETH']?.shocks as PortfolioShocks
const scenarios = [
  { spotFactor: 0, vol: 'same', lossWeight: 1 },
  { spotFactor: 2, vol: 'up', lossWeight: 1 },
] as const
const plan = scenarioPlan({ ...eth, scenarios })

const call: OptionTerms = { right: 'call', strike: 100, vol: 0.5, years: 0.5, forwardFixed: 0, forwardVariable: 110 }

test('where nothing is left of the spot a put is worth its strike, a call nothing', () => {
  expect(optionRow(call, plan)[0]).toBe(0)
  expect(optionRow({ ...call, right: 'put' }, plan)[0]).toBeCloseTo(100, 9)
})

test('a strike of nothing is the forward, and a forward of nothing leaves the strike', () => {
  expect([...optionRow({ ...call, strike: 0 }, plan)].slice(1, 3)).toEqual([220, 110])
  expect([...optionRow({ ...call, right: 'put', forwardVariable: 0 }, plan)]).toEqual([100, 100, 100, 100, 100])
})

test('what is fixed of a forward does not move', () => {
  const settled = { ...call, forwardFixed: 110, forwardVariable: 0, vol: 0 }
  expect([...optionRow(settled, plan)].map((value) => Math.round(value * 1e9) / 1e9)).toEqual(
    // The floor of the higher volatility holds also for one of nothing.
    [10, optionRow({ ...settled, vol: 0.4 }, plan)[2], 10, 10, 10].map((value) => Math.round((value ?? 0) * 1e9) / 1e9),
  )
})

test('a volatility beyond all reason is cut where the venue cuts it', () => {
  const [wild, wilder] = [100, 2511].map((vol) => optionRow({ ...call, vol }, plan))
  expect(wilder).toEqual(wild)
  expect(wild?.[plan.markCell]).toBeCloseTo(110, 9)
})

test('scenarios are named by move, volatility and weight', () => {
  expect(scenarioPlan(eth).names.filter((_, i) => [0, 9, 22, 23, 32].includes(i))).toEqual([
    'spot +18% vol up',
    'spot +4.5% vol down',
    'spot -18% vol up',
    'spot -66% vol up at 21%',
    'spot 0% vol absolute skew',
  ])
})
