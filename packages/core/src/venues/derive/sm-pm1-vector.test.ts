import { expect, test } from 'vitest'
import file from '../../../../../goldens/conformance/derive-sm-pm1.json' with { type: 'json' }
import type { Fields } from '../../margin/conformance.ts'
import { black76 } from '../../pricing/black76.ts'
import { smPm1Vector } from './sm-pm1-vector.ts'

const { meta } = file

const empty = {
  OptionExpiries: [],
  OptionStrikes: [],
  OptionIsCall: [],
  OptionAmounts: [],
  OptionVols: [],
  OptionVolConfidences: [],
  FeedExpiries: [],
  Forwards: [],
  ForwardConfidences: [],
}
const eth = {
  ...empty,
  OptionUnderlying: [],
  ETHSpotPrice: '1500.0',
  BTCSpotPrice: '28000.0',
  SpotPerpConfidences: [
    ['1.0', '1.0'],
    ['1.0', '1.0'],
  ],
  PerpPrice: ['1505.0', '27990.0'],
}
const call = {
  OptionUnderlying: ['ETH'],
  OptionExpiries: ['1800'],
  OptionStrikes: ['1500.0'],
  OptionIsCall: ['1'],
  OptionAmounts: ['-1.0'],
  OptionVols: ['0.5'],
  OptionVolConfidences: ['1.0'],
  FeedExpiries: ['1800'],
  Forwards: ['1500.0'],
  ForwardConfidences: ['1.0'],
}

function answer(set: string, input: Fields): Fields {
  return smPm1Vector({ set, input }, meta) as Fields
}

// Two perpetuals at 1505: 6.5 % and 5 % of 3010, less the loss since entry, plus funding of 7.
test.each<readonly [string, Fields, number]>([
  ['from their entry', { LastEntryETH: '1400.0', AccountETHFundingIndex: '7.0' }, 2 * 105 + 7],
  ['from nothing, without an entry', { LastEntryETH: null }, 0],
])('perpetuals of the standard manager bring in their profit %s', (_name, fields, profit) => {
  const figures = answer('standard_manager_full', { ...eth, Perps_ETH: '2.0', ...fields })
  expect(figures['initialMargin']).toBeCloseTo(profit - 0.065 * 3010, 9)
  expect(figures['maintenanceMargin']).toBeCloseTo(profit - 0.05 * 3010, 9)
})

// A call at the forward: its mark, and 15 % of the spot, 7.5 % to stay.
test.each<readonly [string, Fields, number]>([
  ['at its settlement price', { SettlementPriceETH: '1520.0' }, 1520],
  ['at its forward while that is not known', { SettlementPriceETH: null }, 1500],
])('an expiry within the hour is read %s', (_name, fields, forward) => {
  const figures = answer('standard_manager_full', { ...eth, ...call, ...fields })
  const terms = { right: 'call', forward, strike: 1500, vol: 0.5, tteYears: 1800 / (365 * 86_400) } as const
  const mark = black76(terms)
  expect(figures['maintenanceMargin']).toBeCloseTo(-0.075 * 1500 - mark, 9)
  expect(figures['initialMargin']).toBeCloseTo(-0.15 * 1500 - mark, 9)
})

test('coins and perpetuals of the first manager lose with the spot', () => {
  const figures = answer('pmrm_v1_single_underlying', {
    ...empty,
    Cash: '100.0',
    SpotPrice: '1500.0',
    PerpPrice: '1505.0',
    Base: '2.0',
    Perps: '-1.0',
    UnrealisedPerpPNL: '5.0',
    UnrealisedFunding: '-1.0',
  })
  expect(figures['markToMarket']).toBe(100 + 3000 + 5 - 1)
  const moves = [0.15, 0.1, 0.05, 0, -0.05, -0.1, -0.15].flatMap((move) => [move, move, move])
  const pnl = figures['scenarioPnl'] as readonly number[]
  expect(pnl.length).toBe(moves.length)
  for (const [i, move] of moves.entries()) expect(pnl[i]).toBeCloseTo((3000 - 1505) * move, 9)
})

test('without fixed and variable parts the whole forward of the first manager moves', () => {
  const option = { ...call, OptionUnderlying: undefined, SpotPrice: '1500.0', PerpPrice: '1500.0' }
  const split = { ForwardsFixed: ['0.0'], ForwardsVariable: ['1500.0'], Rates: ['0.0'], RateConfidences: ['1.0'] }
  const whole = answer('pmrm_v1_single_underlying', option)
  expect(whole['initialMargin']).toBeLessThan(0)
  expect(whole).toEqual(answer('pmrm_v1_single_underlying', { ...option, ...split }))
})

// The call alone: rows of nothing at no strike add nothing.
test.each(['standard_manager_full', 'pmrm_v1_single_underlying'])(
  'rows that only fill a list up change nothing: %s',
  (set) => {
    const padded = (right: string): Fields => ({
      ...call,
      OptionUnderlying: ['ETH', 'ETH'],
      OptionExpiries: ['1800', '1800'],
      OptionStrikes: ['1500.0', '0.0'],
      OptionIsCall: ['1', right],
      OptionAmounts: ['-1.0', '0.0'],
      OptionVols: ['0.5', '0.0'],
      OptionVolConfidences: ['1.0', '1.0'],
    })
    const prices = { SpotPrice: '1500.0', ...(set === 'standard_manager_full' ? {} : { PerpPrice: '1505.0' }) }
    const alone = answer(set, { ...eth, ...prices, ...call })
    for (const right of ['0', '1']) expect(answer(set, { ...eth, ...prices, ...padded(right) })).toEqual(alone)
  },
)

test('a feed of which no confidence is told is sure', () => {
  const told = { ...eth, ...call, Perps_BTC: '1.0', LastEntryBTC: '28000.0' }
  const untold = { ...told, SpotPerpConfidences: [], ForwardConfidences: [], OptionVolConfidences: undefined }
  expect(answer('standard_manager_full', untold)).toEqual(answer('standard_manager_full', told))
})

test.each<readonly [string, () => unknown, string]>([
  ['an unknown set', () => answer('pmrm_v3', eth), 'is pmrm_v3'],
  [
    'scenarios in other words',
    () => smPm1Vector({ set: 'pmrm_v1', input: empty }, { ...meta, scenarios_pm1: undefined }),
    'scenarios_pm1 must list',
  ],
  [
    'an option without a volatility',
    () => answer('standard_manager_full', { ...eth, ...call, OptionVols: [] }),
    'OptionVols[0] must be given',
  ],
])('%s is told', (_name, asked, message) => {
  expect(asked).toThrow(message)
})
