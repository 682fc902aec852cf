import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../testkit/builders.ts'
import { bracketsOf } from './brackets.ts'
import { bybit20260724 } from './params.ts'
import { btcUsdtRiskLimits } from './params-risk-limits.ts'
import { parseBybitParameters, parseBybitSettings } from './schema.ts'

const { parameters } = bybit20260724
const row = { valueMax: 10, leverageMax: 10, maintenanceRateFrac: 0.01 }

describe('parameters', () => {
  test.each([
    ['limits that do not rise', { riskLimits: { X: [row, row] } }],
    ['rates that fall', { riskLimits: { X: [row, { ...row, valueMax: 20, maintenanceRateFrac: 0.005 }] } }],
    [
      'a tier after the last',
      {
        collateral: {
          X: [
            { quantityMax: null, valueRatioFrac: 1 },
            { quantityMax: 5, valueRatioFrac: 1 },
          ],
        },
      },
    ],
    [
      'less to open than to hold',
      { borrowing: { X: [{ quantityMax: null, initialFrac: 0.01, maintenanceFrac: 0.02 }] } },
    ],
    ['a move of −100 %', { coins: { BTC: { ...parameters.coins['BTC'], priceMovesFrac: [-1, 0, 1] } } }],
    ['an upward fall of volatility', { coins: { BTC: { ...parameters.coins['BTC'], volDownFrac: 0.2 } } }],
  ])('%s are refused', (_what, wrong) => {
    expect(problemsOf(parseBybitParameters({ ...parameters, ...wrong })).length).toBe(1)
  })
})

test('settings are known switches', () => {
  expect(parseBybitSettings({ spotHedging: true, collateralOff: ['ETH'] }).ok).toBe(true)
  expect(problemsOf(parseBybitSettings({ spothedging: true }))).toEqual(['document.unknown-field /spothedging'])
})

test('the deductions of the 20 rows of BTCUSDT are those printed beside them', () => {
  // bybit.com/zh-TW/announcement-info/margin-parameters, undated copy.
  const printed = [
    0, 1200, 3020, 4300, 5820, 8460, 15_460, 20_500, 46_000, 66_000, 80_000, 160_000, 300_000, 452_000, 502_000,
    777_000, 837_000, 967_000, 1_107_000, 1_482_000,
  ]
  const brackets = bracketsOf(btcUsdtRiskLimits)
  expect(brackets.map(({ maintenanceDeduction }) => Math.round(maintenanceDeduction * 1e6) / 1e6)).toEqual(printed)
})
