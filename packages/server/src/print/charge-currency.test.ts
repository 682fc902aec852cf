import type { Charge } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { chargeCurrencies } from './charge-currency.ts'
import { chargeTreeText, wholeTree } from './charge-tree.ts'
import { terminalOf } from './terminal.ts'

const leaf = (name: string, amount: number): Charge => ({ name, amount, rule: 'leaf', parts: [] })
const sum = (name: string, amount: number, ...parts: Charge[]): Charge => ({ name, amount, rule: 'sum', parts })
const scale = (name: string, by: number, part: Charge): Charge => ({
  name,
  amount: by * part.amount,
  rule: 'scale',
  by,
  parts: [part],
})

const inUnit = (unit: string, charge: Charge): Charge => ({ ...charge, unit })

const inverse = scale('ETH/USD:ETH long', 0.0005, inUnit('USD', leaf('notional', 475)))
const inUsdt = scale('BTC/USDT:USDT short', 1.01, inUnit('USDT', leaf('notional', 300)))

/** Each node's name and currency, in the tree's order. */
function told(root: Charge): readonly string[] {
  return [...chargeCurrencies(root, 'USD')].map(([{ name }, code]) => `${name}: ${code}`)
}

describe('currency of a charge', () => {
  test('is the pool’s below a pool, and the quote’s below a position', () => {
    const root = sum('maintenance', 475, scale('a, from ETH', 2000, inUnit('ETH', sum('maintenance', 0.2375, inverse))))
    expect(told(root)).toEqual([
      'maintenance: USD',
      'a, from ETH: USD',
      'maintenance: ETH',
      'ETH/USD:ETH long: ETH',
      'notional: USD',
    ])
  })

  test('is the report’s in a single pool of that currency, but for other quotes', () => {
    expect(told(sum('maintenance', 303, inUsdt))).toEqual([
      'maintenance: USD',
      'BTC/USDT:USDT short: USD',
      'notional: USDT',
    ])
  })

  test('stands behind amounts that are in another, figures under each other', () => {
    const root = sum(
      'maintenance',
      778,
      scale('a, from ETH', 2000, inUnit('ETH', sum('maintenance', 0.2375, inverse))),
      scale('b, from USD', 1, inUnit('USD', sum('m', 303, inUsdt))),
    )
    const terminal = terminalOf({ columns: 60 }, {}, { platform: 'linux', color: false })
    const text = chargeTreeText(root, chargeCurrencies(root, 'USD'), wholeTree, terminal)
    expect(text.split('\n').map((line) => line.slice(-14).replace(/^.*? {2,}/, ''))).toEqual([
      '778.00',
      '475.00',
      '0.2375 ETH',
      '0.2375 ETH',
      '475.00',
      '303.00',
      '303.00',
      '303.00',
      '300.00 USDT',
    ])
  })
})
