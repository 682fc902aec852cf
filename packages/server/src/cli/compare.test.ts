import type { Comparison } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { exitCodeOfComparison } from './compare.ts'

const codeOf = (...rows: readonly { readonly code?: string; readonly standing?: string }[]): number =>
  exitCodeOfComparison({
    rows: rows.map(({ code, standing = 'unknown' }) => ({
      holds: code !== 'venue.cannot-hold',
      standing,
      reasons: code === undefined ? [] : [{ code, path: '', message: '' }],
    })),
  } as unknown as Comparison)

test('what a venue does not publish or cannot hold is fine, a price that lacks is not, and a mistake of ours is worst', () => {
  const fine = { standing: 'calm' }
  expect(codeOf(fine, { code: 'params.missing' }, { code: 'venue.cannot-hold' })).toBe(0)
  expect(codeOf(fine, { code: 'market.missing-mark' })).toBe(4)
  expect(codeOf({ code: 'market.missing-mark' }, { code: 'engine.bug' }, fine)).toBe(5)
})
