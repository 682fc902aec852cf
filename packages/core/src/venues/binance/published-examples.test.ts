import { expect, test } from 'vitest'
import type { Fields } from '../../margin/conformance.ts'
import { publishedExamples } from './published-examples.ts'

function figureOf(model: string, inputs: Fields): unknown {
  return publishedExamples[`binance: ${model}`]?.(inputs)
}

const eth = { qty: 3683.979, EP: 1456.84, mark: 1335.18, MMR: 0.1, cum: 135_365 }

test('the ETH leg beside the FAQ’s BTC leg has the profit that its result needs', () => {
  expect(figureOf('USDM unrealised PnL', eth)).toBeCloseTo(-448_192.885, 3)
})

test.each([
  ['side', { ...eth, side: -1 }],
  ['word', { ...eth, side: 'SHORT' }],
  ['order', { ...eth, side: 'sell' }],
  ['sign', { ...eth, qty: -3683.979 }],
  ['sign, where the word tells nothing', { ...eth, qty: -3683.979, side: 'both' }],
])('a short is told by its %s', (_how, inputs) => {
  expect(figureOf('USDM unrealised PnL', inputs)).toBeCloseTo(448_192.885, 3)
})

test.each(['long', 'BUY'])('a bought quantity is a long, whatever its sign: %s', (side) => {
  expect(figureOf('USDM unrealised PnL', { ...eth, qty: -3683.979, side })).toBeCloseTo(-448_192.885, 3)
})

test('the position may stand by itself', () => {
  expect(figureOf('USDM unrealised PnL', { pos: eth, side: -1 })).toBeCloseTo(448_192.885, 3)
  expect(figureOf('USDM maintenance margin', { pos: eth })).toBeCloseTo(356_512.508, 3)
})

test('a maintenance amount of nothing may be left out, and a notional be made of quantity and mark', () => {
  expect(figureOf('USDM maintenance margin', { notional: 1000, MMR: 0.004 })).toBe(4)
  expect(figureOf('USDM maintenance margin', { qty: -2, mark: 500, MMR: 0.004, cum: 1 })).toBe(3)
})

test('liquidation prices take one leg, or a long and a short', () => {
  const long = { qty: 3, EP: 100, MMR: 0.01, cum: 1 }
  const short = { qty: 1, EP: 110, MMR: 0.005, cum: 0 }
  const hedge = figureOf('USDM cross liquidation price, hedge', { WB: 50, long, short })
  expect(hedge).toBeCloseTo(139 / 1.965, 10)
  const pos = [
    { ...long, side: 1 },
    { ...short, side: -1 },
  ]
  expect(figureOf('USDM cross liquidation price, one-way', { WB: 50, TMM: 0, UPNL: 0, pos })).toBe(hedge)
  expect(
    figureOf('USDM isolated liquidation price', { WB: 30, side: -1, pos: { qty: 2, EP: 100, MMR: 0.01, cum: 0.5 } }),
  ).toBeCloseTo(230.5 / 2.02, 10)
})

const amount = 'COINM maintenance amount, 300 BTC position'

test.each([
  [300, 11.81],
  [200, 6.81],
  [150, 6.81],
  [100, 1.81],
  [60, 1.81],
])('the amount of a position of %d BTC above the fifth bracket is %d', (position_btc, expected) => {
  const brackets = [
    [100, 0.1],
    [200, 0.125],
  ]
  expect(figureOf(amount, { cum5: 1.81, brackets, position_btc })).toBeCloseTo(expected, 9)
})

test('the known amount may be that of another bracket', () => {
  const brackets = [
    [50, 0.05],
    [100, 0.1],
  ]
  // The fourth bracket has 2.5 %: 0.56 + 50·0.025, then + 100·0.05.
  expect(figureOf(amount, { cum4: 0.56, brackets, position_btc: 150 })).toBeCloseTo(6.81, 9)
})

test('a bracket that is no pair is told', () => {
  expect(() => figureOf(amount, { cum5: 1, brackets: ['100'], position_btc: 150 })).toThrow(/bracket must be/)
})

test('a leg may be the example itself', () => {
  const leg = { WB: 30, side: -1, qty: 2, EP: 100, MMR: 0.01, cum: 0.5 }
  expect(figureOf('USDM isolated liquidation price', leg)).toBeCloseTo(230.5 / 2.02, 10)
})

test('without brackets above it the known amount is that of the position, and it must be given', () => {
  expect(figureOf(amount, { cum5: 1.81, brackets: [], position_btc: 150 })).toBe(1.81)
  expect(() => figureOf(amount, { brackets: [], position_btc: 150 })).toThrow('cum5 must be given')
})
