import { expect, test } from 'vitest'
import type { MarginResult, StressResult } from './core-types.ts'
import { isFlatCurve, isFlatMatrix, settled } from './settled.ts'

const margin = { equity: 1e5, positions: [] } as unknown as MarginResult

function stressOf(pnl: number): StressResult {
  const cell = { pnl, equity: 1e5, maintenanceMargin: 0, maintenanceUse: 0, standing: 'calm' }
  const worst = { spotMoveFrac: -0.3, volMoveFrac: 0, pnl }
  const matrix = { scope: 'all', spotMovesFrac: [-0.3], volMovesFrac: [0], cells: [[cell]], worst, worstAtEdge: true }
  const curve = { scope: 'all', movesFrac: [-0.3], lines: [{ name: 'today', at: '', pnl: [pnl] }] }
  return { matrices: [matrix], curves: [curve], named: [{ name: 'crash', pnl }] } as unknown as StressResult
}

test('a profit that is rounding of what the account holds is zero wherever it is shown', () => {
  const { matrices, curves, named } = settled(stressOf(-2.9e-11), margin)
  const [matrix] = matrices
  expect(matrix !== undefined && isFlatMatrix(matrix)).toBe(true)
  expect(matrix?.worst?.pnl).toBe(0)
  expect(matrix?.worstAtEdge).toBe(false)
  expect(curves.every(isFlatCurve)).toBe(true)
  expect(named[0]?.pnl).toBe(0)
})

test('a small profit that is more than rounding stays', () => {
  expect(settled(stressOf(-0.01), margin)).toEqual(stressOf(-0.01))
})

test('what is not known is not flat', () => {
  expect(isFlatMatrix({ cells: [] })).toBe(false)
  expect(isFlatCurve({ lines: [] })).toBe(false)
})
