import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayMs, formatInstant, parseInstant, yearMs } from './instant.ts'

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2024-01-08T11:19:41.000Z', 1_704_712_781_000],
  ['2024-01-08T11:19:41.5Z', 1_704_712_781_500],
  ['2024-01-08T11:19:41.05Z', 1_704_712_781_050],
  ['2024-02-29T00:00:00.001Z', 1_709_164_800_001],
])('%s is %d ms after the epoch', (text, at) => {
  expect(parseInstant(text)).toBe(at)
})

test.each([
  '',
  '2024-01-08',
  '2024-01-08T11:19:41',
  '2024-01-08T11:19Z',
  '2024-01-08 11:19:41Z',
  '2024-01-08T11:19:41+00:00',
  '2024-01-08T11:19:41.0000Z',
  '2023-02-29T00:00:00Z',
  '2024-04-31T00:00:00Z',
  '2024-13-01T00:00:00Z',
  '2024-00-01T00:00:00Z',
  '2024-01-08T24:00:00Z',
  '2024-01-08T11:60:00Z',
  '2024-12-31T23:59:60Z',
  '0050-01-01T00:00:00Z',
  '1704712781000',
])('%j is not an instant', (text) => {
  expect(parseInstant(text)).toBeNull()
})

test('an instant survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
      expect(parseInstant(formatInstant(at))).toBe(at)
    }),
  )
})

test('a year of option time has 365 days', () => {
  expect(yearMs).toBe(365 * dayMs)
})
