import { describe, expect, test } from 'vitest'
import { rowMaker } from './row-maker.ts'

describe('rows cut from shared blocks', () => {
  test('are zero, of their length, and never overlap', () => {
    const newRow = rowMaker()
    const lengths = Array.from({ length: 300 }, (_, i) => (i * 7) % 81)
    const rows = lengths.map((length, i) => newRow(length).fill(i + 1))
    for (const [i, row] of rows.entries()) expect([...row]).toEqual(new Array(lengths[i]).fill(i + 1))
    expect([...newRow(77)]).toEqual(new Array(77).fill(0))
  })
})
