import { expect, test } from 'vitest'
import { randomOf } from './random.ts'

test('one seed gives one stream, another seed another', () => {
  const draw = (seed: string): readonly number[] => {
    const random = randomOf(seed)
    return Array.from({ length: 8 }, random.next)
  }
  expect(draw('1')).toEqual(draw('1'))
  expect(draw('1')).not.toEqual(draw('2'))
})

test('numbers fill their range evenly', () => {
  const random = randomOf('even')
  const counts = new Array<number>(10).fill(0)
  for (let i = 0; i < 20_000; i += 1) {
    const bin = random.below(10)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  // Six standard deviations of a bin of 2 000: √(20 000 × 0.1 × 0.9) ≈ 42.
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(255)
})

test('names come as often as their weights', () => {
  const random = randomOf('weights')
  const drawn = Array.from({ length: 4000 }, () => random.weighted({ never: 0, seldom: 1, often: 3 }))
  expect(drawn.includes('never')).toBe(false)
  expect(Math.abs(drawn.filter((name) => name === 'often').length - 3000)).toBeLessThan(165)
})

test('a fork is a stream of its own, whatever was drawn before it', () => {
  const used = randomOf('root')
  used.next()
  expect(used.fork('child').next()).toBe(randomOf('root').fork('child').next())
})
