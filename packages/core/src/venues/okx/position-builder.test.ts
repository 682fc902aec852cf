import { describe, expect, test } from 'vitest'
import { portfolioSets } from './params-portfolio.ts'
import { positionBuilder } from './position-builder.ts'

// The example of https://www.okx.com/docs-v5/en/#trading-account-rest-api-position-builder-new, answered 2025-01-15. Prices
// it does not print are worked back from it: USDT/USD from upl ÷ floatPnl, each index from the largest scenario, the coins'
// dollar indexes from notionalUsd.
const current = portfolioSets[0]
if (current === undefined) throw new Error('the portfolio model must have a set')

const answer = positionBuilder(
  {
    positions: [
      {
        coin: 'BTC',
        quote: 'USDT',
        pos: -10,
        ctVal: 0.01,
        avgPx: 100_000,
        markPx: 97_093.7,
        indexPx: 97_078.9,
        years: 0,
        notionalUsd: 9703.22,
      },
      {
        coin: 'LTC',
        quote: 'USDT',
        pos: 10,
        ctVal: 1,
        avgPx: 8000,
        markPx: 102,
        indexPx: 101.9951,
        years: 0,
        notionalUsd: 1018.9,
      },
    ],
    assets: { USDT: 100 },
    coinPrices: {},
    quotePrices: { USDT: 0.99954, USDC: 1, USD: 1 },
  },
  current.parameters,
)

function close(found: number | null | undefined, printed: number): void {
  expect(Math.abs((found ?? Number.NaN) - printed)).toBeLessThan(2e-12 * Math.max(1, Math.abs(printed)))
}

describe('the venue’s own position builder example', () => {
  test.each([
    ['eq', -78553.21888979999],
    ['totalMmr', 2946.5480841048],
    ['totalImr', 9643.45070718144],
    ['borrowMmr', 1571.064377796],
    ['derivMmr', 1375.4837063088003],
    ['marginRatio', -25.95365779811705],
    ['upl', -78653.1728898],
    ['acctLever', -0.1364949794742562],
  ] as const)('has %s of the account', (figure, printed) => close(answer[figure], printed))

  test('has the asset that is owed', () => {
    expect(answer.assets.map(({ ccy, spotInUse }) => [ccy, spotInUse])).toEqual([['USDT', 0]])
    close(answer.assets[0]?.availEq, -78589.37)
    close(answer.assets[0]?.borrowImr, 7855.32188898)
  })

  const units = {
    BTC: {
      mmr: 1183.8207318516002,
      imr: 1538.9669514070802,
      upl: 290.49631020000027,
      mr1: 1164.4109244719994,
      mr2: 0,
      mr3: 0,
      mr4: 19.4098073796,
      mr5: 0,
      mr6: 1164.4109244720003,
      mr7: 43.67206660410001,
      mr8: 1571.064377796,
      mr9: 0,
      delta: -9704.903689800001,
    },
    LTC: {
      mmr: 191.6629744572,
      imr: 249.16186679436,
      upl: -78943.6692,
      mr1: 183.50672805719995,
      mr2: 0,
      mr3: 0,
      mr4: 8.1562464,
      mr5: 0,
      mr6: 183.5067280572,
      mr7: 7.1367156,
      mr8: 1571.064377796,
      mr9: 0,
      delta: 1019.5308,
    },
  } as const

  test.each(Object.entries(units))('has every stress test of the %s unit', (name, printed) => {
    const unit = answer.riskUnitData.find(({ riskUnit }) => riskUnit === name)
    for (const [figure, amount] of Object.entries(printed)) close(unit?.[figure as keyof typeof printed], amount)
  })

  const scenarios = {
    BTC: { '0': 0, '0.04': -388.1369748240002, '0.08': -776.2739496480004, '0.12': -1164.4109244719994 },
    LTC: { '0': 0, '0.06': 61.168909352399936, '0.12': 122.33781870480001, '0.18': 183.50672805719995 },
  }

  test.each(Object.entries(scenarios))('has all 21 scenarios of the %s unit', (name, printed) => {
    const grid = answer.riskUnitData.find(({ riskUnit }) => riskUnit === name)?.mr1Scenarios
    for (const column of [grid?.volShockDown, grid?.volSame, grid?.volShockUp]) {
      expect(Object.keys(column ?? {})).toHaveLength(7)
      for (const [move, pnl] of Object.entries(printed)) {
        close(column?.[move], pnl)
        if (move !== '0') close(column?.[`-${move}`], -pnl)
      }
    }
  })

  test('names the worst scenarios as the venue does', () => {
    const [btc, ltc] = answer.riskUnitData
    expect([btc?.mr1FinalResult.spotShock, btc?.mr1FinalResult.volShock, btc?.mr6FinalResult.spotShock]).toEqual([
      0.12,
      'up',
      0.24,
    ])
    expect([ltc?.mr1FinalResult.spotShock, ltc?.mr1FinalResult.volShock, ltc?.mr6FinalResult.spotShock]).toEqual([
      -0.18,
      'up',
      -0.36,
    ])
    close(btc?.mr6FinalResult.pnl, -2328.8218489440005)
    close(ltc?.mr6FinalResult.pnl, -367.0134561144)
    expect(answer.missing).toEqual([])
  })
})

test('a dated future has its yearly basis; coins beyond the listed discounts are said', () => {
  const row = {
    coin: 'BTC',
    quote: 'USD',
    pos: 1,
    ctVal: 1,
    avgPx: 100,
    markPx: 100,
    indexPx: 100,
    years: 0.5,
  } as const
  const { riskUnitData, missing } = positionBuilder(
    { positions: [row], assets: { BTC: 26 }, coinPrices: {}, quotePrices: { USDT: 1, USDC: 1, USD: 1 } },
    current.parameters,
  )
  const perYearFrac = current.parameters.rules.basisMoves[0]?.perYearFrac ?? Number.NaN
  expect(perYearFrac).toBeGreaterThan(0.01)
  expect(riskUnitData[0]?.mr4).toBeCloseTo(100 * perYearFrac * 0.5, 12)
  expect(missing).toEqual(['discounts'])
})
