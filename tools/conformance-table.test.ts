import { expect, test } from 'vitest'
import { readmeWithTable } from './conformance-table.ts'

test('the conformance table of the README is that of the reference numbers (npm run readme writes it)', () => {
  const { written, current } = readmeWithTable()
  expect(written).toBe(current)
})
