import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { bracketedRoot } from './root.ts'

const search = { low: 0, high: 2, toleranceX: 1e-12, iterationsMax: 60 }

test('a smooth function takes a third of bisection', () => {
  const root = bracketedRoot({ ...search, f: (x) => x * x * x - 2 })
  expect(root).toMatchObject({ state: 'found', x: expect.closeTo(2 ** (1 / 3), 11) })
  expect(root.state === 'found' && root.iterations).toBeLessThan(14)
})

test('a root at an end is that end', () => {
  expect(bracketedRoot({ ...search, f: (x) => x })).toEqual({ state: 'found', x: 0, iterations: 0 })
  expect(bracketedRoot({ ...search, f: (x) => x - 2 })).toEqual({ state: 'found', x: 2, iterations: 0 })
})

test('known values at the ends are not asked for again', () => {
  const asked: number[] = []
  const f = (x: number) => {
    asked.push(x)
    return x - 1
  }
  bracketedRoot({ ...search, f, fLow: -1, fHigh: 1 })
  expect(asked).not.toContain(0)
  expect(asked).not.toContain(2)
})

test('one sign at both ends is no bracket', () => {
  expect(bracketedRoot({ ...search, f: () => 1 })).toEqual({ state: 'not-bracketed' })
  expect(bracketedRoot({ ...search, f: () => -1 })).toEqual({ state: 'not-bracketed' })
})

test('a jump is shrunk to', () => {
  const root = bracketedRoot({ ...search, f: (x) => (x < 0.7 ? -5 : 900) })
  expect(root).toMatchObject({ state: 'found', x: expect.closeTo(0.7, 11) })
})

test('an infinite side is halved away', () => {
  const f = (x: number) => (x < 1.3 ? Number.NEGATIVE_INFINITY : x)
  expect(bracketedRoot({ ...search, f })).toMatchObject({ state: 'found', x: expect.closeTo(1.3, 11) })
})

test('a tolerance of 0 ends at neighbouring doubles', () => {
  const root = bracketedRoot({ ...search, f: (x) => x * x - 2, toleranceX: 0, iterationsMax: 200 })
  expect(root).toMatchObject({ state: 'found', x: expect.closeTo(Math.SQRT2, 15) })
})

test('too few iterations leave a bracket that still holds the root', () => {
  const root = bracketedRoot({ ...search, f: (x) => x ** 9 - 0.001, iterationsMax: 3 })
  expect(root.state).toBe('stopped')
  if (root.state !== 'stopped') return
  expect(root.low).toBeLessThan(0.001 ** (1 / 9))
  expect(root.high).toBeGreaterThan(0.001 ** (1 / 9))
})

test('no function needs more than one evaluation beyond bisection', () => {
  const shape = fc.record({
    at: fc.double({ min: 0.001, max: 1.999, noNaN: true }),
    power: fc.constantFrom(1, 3, 9, 31),
    jump: fc.constantFrom(0, 1e-9, 1, 1e9),
    scale: fc.constantFrom(1e-9, 1, -1, 1e9),
  })
  fc.assert(
    fc.property(shape, ({ at, power, jump, scale }) => {
      const f = (x: number) => scale * ((x - at) ** power + (x < at ? -jump : jump))
      const root = bracketedRoot({ ...search, f })
      // 2 ÷ 1e-12 is 2^40.9, so that 41 halvings are enough, and one more is allowed.
      expect(root.state).toBe('found')
      if (root.state !== 'found') return
      expect(root.iterations).toBeLessThanOrEqual(43)
      expect(Math.abs(root.x - at) < 1e-11 || Math.abs(f(root.x)) < 1e-9 * Math.abs(scale)).toBe(true)
    }),
  )
})

test('NaN, an endless or reversed bracket, and a negative tolerance are errors', () => {
  expect(() => bracketedRoot({ ...search, f: () => Number.NaN })).toThrow('must be a number at 0')
  expect(() => bracketedRoot({ ...search, f: (x) => x, low: 3 })).toThrow(InvariantError)
  expect(() => bracketedRoot({ ...search, f: (x) => x, high: Number.POSITIVE_INFINITY })).toThrow(InvariantError)
  expect(() => bracketedRoot({ ...search, f: (x) => x, toleranceX: -1 })).toThrow(InvariantError)
})
