import { describe, expect, test } from 'vitest'
import type { Charge } from '../data/core-types.ts'
import { chargeRows, openedAtFirst } from './charge-rows.ts'
import type { ChargeUnits } from './charge-units.ts'

const leaf = (name: string, amount: number): Charge => ({ name, amount, rule: 'leaf', parts: [] })
const sum = (name: string, parts: readonly Charge[]): Charge => ({
  name,
  amount: parts.reduce((total, { amount }) => total + amount, 0),
  rule: 'sum',
  parts,
})

const dollars: ChargeUnits = { currency: 'USD', digits: 0, poolCurrencies: new Map() }

describe('the table of what makes a requirement', () => {
  const scan: Charge = {
    name: 'scan',
    amount: 10.6,
    rule: 'max',
    parts: [{ ...leaf('worst', 10.6), binding: true }, leaf('floor', 4)],
  }
  const tree = sum('maintenance', [scan, leaf('basis', 2.4), leaf('credit', -0.6)])

  test('rows as shown add up to their total', () => {
    const [total, ...parts] = chargeRows(tree, dollars, new Set(['0']), new Set())
    expect(total?.shown).toBeCloseTo(12.4)
    expect(parts.reduce((shown, row) => shown + row.shown, 0)).toBe(12)
  })

  test('a part of a max that does not decide it is idle', () => {
    const rows = chargeRows(tree, dollars, new Set(['0', '0.0']), new Set())
    expect(rows.filter(({ isIdle }) => isIdle).map(({ name }) => name)).toEqual(['floor'])
  })

  test('three hundred parts show the largest and one line for the rest, which keeps the sum', () => {
    const many = sum(
      'maintenance',
      Array.from({ length: 300 }, (_, i) => leaf(`position ${i}`, i)),
    )
    const rows = chargeRows(many, dollars, new Set(['0']), new Set())
    expect(rows).toHaveLength(14)
    expect(rows.at(-1)?.name).toBe('288 smaller parts')
    expect(rows.slice(1).reduce((shown, row) => shown + row.shown, 0)).toBe(many.amount)
    expect(chargeRows(many, dollars, new Set(['0']), new Set(['0']))).toHaveLength(301)
  })

  test('at first the tree is open as deep as a moderate table allows', () => {
    expect([...openedAtFirst(tree)]).toEqual(['0', '0.0'])
    const many = sum(
      'maintenance',
      Array.from({ length: 300 }, (_, i) => leaf(`position ${i}`, i)),
    )
    expect([...openedAtFirst(many)]).toEqual(['0'])
  })
})
