import { expect, test } from 'vitest'
import { grid, scenario } from './scenario.ts'

const spec = {
  movesFrac: [-0.16, 0, 0.16],
  vols: ['up', 'same'] as const,
  tails: [{ moveFrac: -0.5, lossWeight: 0.25 }],
  tailVol: 'down' as const,
}

test('a grid has every move under every volatility, then the tails', () => {
  expect(grid(spec).map(({ name }) => name)).toEqual([
    'spot -16% vol up',
    'spot -16% vol same',
    'spot 0% vol up',
    'spot 0% vol same',
    'spot +16% vol up',
    'spot +16% vol same',
    'spot -50% vol down at 25%',
  ])
})

test('the outermost moves are edges: beyond them a loss may still grow. Tails are not', () => {
  expect(grid(spec).map(({ isEdge }) => isEdge)).toEqual([true, true, false, false, true, true, false])
  expect(grid({ ...spec, movesFrac: [0], tails: [] }).some(({ isEdge }) => isEdge)).toBe(false)
})

test.each([
  [0.125, 1, 'spot +12.5% vol up'],
  [-0.005, 1, 'spot -0.5% vol up'],
  [0.66, 0.333, 'spot +66% vol up at 33.3%'],
])('a move of %d at weight %d is called %s', (moveFrac, weight, name) => {
  expect(scenario(moveFrac, 'up', weight, false).name).toBe(name)
})
