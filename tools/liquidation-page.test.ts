import { expect, test } from 'vitest'
import { liquidationPage } from './liquidation-page.ts'

test('the tables of docs/liquidation.md are those of the profiles (tools/liquidation-page.ts writes them)', () => {
  const { written, current } = liquidationPage()
  expect(written).toBe(current)
})
