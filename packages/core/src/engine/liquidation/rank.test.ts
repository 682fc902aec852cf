import { expect, test } from 'vitest'
import type { DeleveragingRank } from '../../margin/venue-profile.ts'
import { command, engineAt, rules, run, usualPrices } from '../../testkit/engine.ts'
import { bought, btc, eth, flatEngine, moved, opened } from '../../testkit/liquidated.ts'
import { apply } from '../apply.ts'
import type { EngineRules } from '../rules.ts'

/** The generic model's rules with another ranking. */
function ranking(rank: DeleveragingRank): EngineRules {
  const deleveraging = { rank, provenance: 'assumed', source: 'a test' } as const
  return {
    ...rules,
    liquidationOf: (model) => ({ model, trigger: 1, steps: [], deleveraging, price: 'solved' }),
  }
}

const shorts = [
  { account: 'early', entry: '50000', wallet: '5000' },
  { account: 'rich', entry: '80000', wallet: '60000' },
  { account: 'geared', entry: '41000', wallet: '1000' },
  { account: 'late', entry: '40100', wallet: '900' },
] as const

/** Who is deleveraged when 1 BTC of each short is needed, in order, at a mark of 40 000. */
function deleveraged(rank: DeleveragingRank): readonly string[] {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '39900' })
  bought(state, 'alice', btc, '4', '50000')
  for (const { account, entry, wallet } of shorts) {
    opened(state, account, 'cross', { USDT: wallet })
    bought(state, account, btc, '-1', entry)
  }
  moved(state, { BTC: 0.8 })
  const outcome = apply(state, command({ type: 'liquidate', account: 'alice' }), ranking(rank))
  return outcome.events.flatMap((event) =>
    event.type === 'filled' && event.account !== 'alice' ? [event.account] : [],
  )
}

// Leverage, notional over equity: 40 000 over 15 000, 100 000, 2 000 and 1 000. Maintenance margin is 200 each.
test.each([
  // 0.2 × 2.667, 0.5 × 0.4, 0.0244 × 20, 0.0025 × 40.
  ['profit-times-leverage', ['early', 'geared', 'rich', 'late']],
  // 10 000/5 000 × 200/15 000, 40 000/60 000 × 200/100 000, 1 000/1 000 × 200/2 000, 100/900 × 200/1 000.
  ['profit-times-use', ['geared', 'early', 'late', 'rich']],
  // 1.25 × 2.667, 2 × 0.4, 1.025 × 20, 1.0025 × 40.
  ['move-times-leverage', ['late', 'geared', 'early', 'rich']],
  ['in-order', ['early', 'rich', 'geared', 'late']],
  ['none', []],
] as const)('ranks profitable shorts by %s', (rank, order) => {
  expect(deleveraged(rank)).toEqual(order)
})

test('nobody is made to realise a loss', () => {
  const state = flatEngine()
  opened(state, 'alice', 'cross', { USDT: '39000' })
  bought(state, 'alice', btc, '4', '50000')
  for (const { account, entry, wallet } of shorts) {
    opened(state, account, 'cross', { USDT: wallet })
    bought(state, account, btc, '-1', entry)
  }
  moved(state, { BTC: 0.8 })
  // The bankruptcy price is 40 250: the short from 40 100 would lose by it.
  const { events } = apply(state, command({ type: 'liquidate', account: 'alice' }), ranking('in-order'))
  const filled = events.flatMap((event) => (event.type === 'filled' ? [`${event.account} ${event.price}`] : []))
  expect(filled).toEqual([
    'alice 40250',
    'early 40250',
    'alice 40250',
    'rich 40250',
    'alice 40250',
    'geared 40250',
    'alice 40000',
  ])
})

test('who cannot be priced, or is held by nobody, is not touched; who has no equity is first', () => {
  const quarter = 'BTC/USDT:USDT-260327'
  const state = flatEngine([btc, eth, quarter])
  opened(state, 'alice', 'cross', { USDT: '39000' })
  bought(state, 'alice', btc, '4', '50000')
  opened(state, 'unpriced', 'cross', { USDT: '5000', DOGE: '1' })
  opened(state, 'sound', 'cross', { USDT: '5000' })
  opened(state, 'broke', 'cross', { USDT: '5000' })
  for (const account of ['unpriced', 'sound', 'broke']) bought(state, account, btc, '-1', '50000')
  bought(state, 'broke', eth, '20', '2500')
  run(state, { type: 'open', account: 'misplaced', mode: 'cross', model: 'dydx/cross' })
  for (const symbol of [btc, quarter]) bought(state, 'misplaced', symbol, '-1', '50000')
  moved(state, { BTC: 0.8, ETH: 0.2 })
  const { events } = apply(state, command({ type: 'liquidate', account: 'alice' }), ranking('profit-times-leverage'))
  const others = events.flatMap((event) =>
    event.type === 'filled' && event.account !== 'alice' ? [event.account] : [],
  )
  expect(others).toEqual(['broke', 'sound'])
})

test.each(['move-times-leverage', 'profit-times-use'] as const)('ranks inverse positions by %s', (rank) => {
  const inverse = 'BTC/USD:BTC'
  const state = flatEngine([inverse])
  opened(state, 'alice', 'cross', { BTC: '0.99' })
  bought(state, 'alice', inverse, '-200000', '50000')
  for (const [account, deposit] of [
    ['rich', '10'],
    ['geared', '0.1'],
    ['spare', '100'],
  ] as const) {
    opened(state, account, 'cross', { BTC: deposit })
    bought(state, account, inverse, '100000', '50000')
  }
  run(state, usualPrices([inverse], engineAt, { BTC: 1.34 }))
  const { events } = apply(state, command({ type: 'liquidate', account: 'alice' }), ranking(rank))
  const others = events.flatMap((event) =>
    event.type === 'filled' && event.account !== 'alice' ? [event.account] : [],
  )
  expect(others).toEqual(['geared', 'rich'])
})

test('whose funds are gone comes first by leverage, and has no share of its funds in use', () => {
  const ranked = (rank: DeleveragingRank): readonly string[] => {
    const state = flatEngine()
    opened(state, 'alice', 'cross', { USDT: '19900' })
    bought(state, 'alice', btc, '2', '50000')
    for (const account of ['sound', 'sunk']) {
      opened(state, account, 'cross', { USDT: '15000' })
      bought(state, account, btc, '-1', '50000')
    }
    // Its ether loses 50 000, twice what it has with the profit of its short.
    bought(state, 'sunk', eth, '100', '2500')
    moved(state, { BTC: 0.8, ETH: 0.8 })
    const { events } = apply(state, command({ type: 'liquidate', account: 'alice' }), ranking(rank))
    return events.flatMap((event) => (event.type === 'filled' && event.account !== 'alice' ? [event.account] : []))
  }
  expect(ranked('profit-times-leverage')).toEqual(['sunk', 'sound'])
  expect(ranked('profit-times-use')).toEqual(['sound', 'sunk'])
})
