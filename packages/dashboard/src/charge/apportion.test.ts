import { expect, test } from 'vitest'
import { apportion } from './apportion.ts'

test('rounded parts add up to the rounded total', () => {
  expect(apportion(3, [1.4, 1.4, 0.2], 0)).toEqual([2, 1, 0])
  expect(apportion(100, [33.4, 33.3, 33.3], 0)).toEqual([34, 33, 33])
})

test('credits keep their sign', () => {
  expect(apportion(5, [7.5, -2.5], 0)).toEqual([8, -3])
})

test('cents are apportioned as whole units are', () => {
  const shown = apportion(1, [1 / 3, 1 / 3, 1 / 3], 2)
  expect(shown.map((part) => part.toFixed(2))).toEqual(['0.34', '0.33', '0.33'])
})

test('parts that do not add up are rounded one by one, not forced', () => {
  expect(apportion(10, [1.4, 1.4], 0)).toEqual([1, 1])
})
