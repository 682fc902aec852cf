import { expect, test } from 'vitest'
import { bindAccount } from '../../account/bind.ts'
import { book, listing, market } from '../../testkit/builders.ts'
import { portfolioSets } from './params-portfolio.ts'
import { positionBuilder } from './position-builder.ts'
import { positionBuilderOf } from './priced-builder.ts'

const parameters = portfolioSets[0]?.parameters
if (parameters === undefined) throw new Error('the portfolio model must have a set')

test('an account at market prices is answered as the same one given as plain data', () => {
  const prices = market([
    listing('BTC/USDT:USDT', { contractSize: '0.01', mark: '50100' }),
    listing('ETH/USDC:USDC', { contractSize: '0.1', mark: '2490' }),
  ])
  const held = book(
    [
      ['BTC/USDT:USDT', '-300', '51000'],
      ['ETH/USDC:USDC', '40', '2600'],
    ],
    { mode: 'portfolio', balances: { USDT: '9000', USDC: '-500', BTC: '2' } },
  )
  const plain = { quote: 'USDT', pos: -300, ctVal: 0.01, avgPx: 51_000, markPx: 50_100, indexPx: 50_000 } as const
  const other = { quote: 'USDC', pos: 40, ctVal: 0.1, avgPx: 2600, markPx: 2490, indexPx: 2500 } as const
  const given = positionBuilder(
    {
      positions: [
        { coin: 'BTC', ...plain, years: 0, notionalUsd: 3 * 50_100 },
        { coin: 'ETH', ...other, years: 0, notionalUsd: 4 * 2490 },
      ],
      assets: { USDT: 9000, USDC: -500, BTC: 2 },
      coinPrices: { BTC: 50_000 },
      quotePrices: { USDT: 1, USDC: 1, USD: 1 },
    },
    parameters,
  )
  const found = positionBuilderOf(bindAccount(held, prices, 'portfolio'), parameters)
  const text = (value: unknown): string =>
    JSON.stringify(value, (_key, part) => (typeof part === 'number' ? Math.round(part * 1e8) / 1e8 + 0 : part))
  expect(text(found)).toBe(text(given))
  expect(found.assets.find(({ ccy }) => ccy === 'BTC')?.spotInUse).toBe(2)
})

test('an option loses most where its volatility falls; its profit is known where its entry is', () => {
  const call = 'BTC/USD:BTC-260327-60000-C'
  const volShocks = [[0, 0.3, 0]] as const
  const rules = { ...parameters, rules: { ...parameters.rules, volShocks } }
  const built = (entryPrice: string | undefined) => {
    const held = book([[call, '2', entryPrice]], { mode: 'portfolio', balances: { BTC: '1' } })
    return positionBuilderOf(bindAccount(held, market([listing(call, { mark: '0.08' })]), 'portfolio'), rules)
  }
  const found = built('0.05')
  expect(found.riskUnitData[0]?.mr1FinalResult).toMatchObject({ volShock: 'down', spotShock: -0.12 })
  expect(found.upl).toBeCloseTo(2 * (0.08 - 0.05) * 50_000, 6)
  expect((found.acctLever ?? 0) * found.eq).toBeCloseTo(2 * 50_000, 6)
  expect(built(undefined).upl).toBe(0)
})
