import { describe, expect, test } from 'vitest'
import { keepsLaws } from './keeps-laws.ts'

const seeds = 10
const happened = new Set<string>()

describe('every law holds after every command, whatever goes wrong', () => {
  test.each(Array.from({ length: 15 }, (_, i) => 151 + i * seeds))('from seed %i on', async (first) => {
    for (const name of await keepsLaws(first, seeds)) happened.add(name)
  })
})

const mustHappen = [
  ...['opened', 'listed', 'priced', 'price-held', 'settled', 'resumed', 'configured', 'parameters-defined'],
  ...['order-reserved', 'order-reduced', 'order-released', 'position-changed', 'funding-accrued'],
  ...['leverage-set', 'isolated-set', 'hedge-mode-set', 'disclosure-accepted'],
  ...['rules-changed', 'rules-scheduled', 'schedule-taken', 'rules-refused'],
  ...['liquidation', 'liquidation-step', 'loss-uncovered'],
  ...['trade', 'liquidation', 'delta-hedge', 'deleveraging'].map((why) => `filled ${why}`),
  ...['deposit', 'withdrawal', 'transfer', 'fund-deposit', 'trade', 'premium', 'realised', 'fee', 'funding'].map(
    (cause) => `posted ${cause}`,
  ),
  ...['interest', 'settlement', 'conversion', 'liquidation-fee', 'surplus', 'bankruptcy', 'socialised'].map(
    (cause) => `posted ${cause}`,
  ),
].map((name) => `event ${name}`)

test('nothing that an engine can do stayed undone in those seeds', () => {
  expect(mustHappen.filter((name) => !happened.has(name))).toEqual([])
})

test('and every refusal that can be provoked from outside came about', () => {
  const codes = ['command.clock-back', 'account.unknown', 'account.exists', 'account.unpriced', 'account.liquidating']
  const more = [
    'cash.exceeds-balance',
    'cash.exceeds-free',
    'instrument.unlisted',
    'instrument.expired',
    'order.breaches',
  ]
  const last = [
    'liquidation.above-line',
    'liquidation.stale-prices',
    'mode.refused',
    'order.unknown',
    'order.reduce-only',
  ]
  const missing = [...codes, ...more, ...last].filter((code) => !happened.has(`refused ${code}`))
  expect(missing).toEqual([])
  const runtime = ['runtime.busy', 'runtime.read-only', 'runtime.clock-ahead', 'request.key-reused']
  expect(runtime.filter((code) => !happened.has(code))).toEqual([])
})
