import { expect, test } from 'vitest'
import { isolatedMarginOf } from './isolated-margin.ts'

const row = {
  symbol: 'SOL/USDT:USDT',
  contracts: 220,
  contractSize: 1,
  side: 'long',
  entryPrice: 94.2,
  markPrice: 90.75,
  unrealizedPnl: -759,
  collateral: 3385.8,
  initialMargin: 3993,
  info: {},
}
const coin = { symbol: 'BTC/USD:BTC', contracts: 100, contractSize: 100, entryPrice: 40000, markPrice: 50000 }
const computed = 'collateral less the profit from entryPrice to markPrice'

test.each([
  [
    'the wallet of the position, as Binance says it',
    { info: { isolatedWallet: '4144.80' } },
    '4144.8',
    'info.isolatedWallet',
  ],
  ['as Bybit says it', { info: { positionBalance: '4144.81' } }, '4144.81', 'info.positionBalance'],
  ['as OKX says it', { info: { mgnMode: 'isolated', margin: '4144.82' } }, '4144.82', 'info.margin'],
  ['not a margin of another meaning', { info: { margin: '1' } }, '4144.8', 'collateral less unrealizedPnl'],
  ['not a wallet of a cross account', { info: { isolatedWallet: '0' } }, '4144.8', 'collateral less unrealizedPnl'],
  ['not a wallet that is no number', { info: { isolatedWallet: '' } }, '4144.8', 'collateral less unrealizedPnl'],
  ['collateral less profit, exactly', { collateral: 0.3, unrealizedPnl: 0.1 }, '0.2', 'collateral less unrealizedPnl'],
  ['profit by its definition', { unrealizedPnl: null }, '4144.8', computed],
  ['of a short', { unrealizedPnl: null, side: 'short' }, '2626.8', computed],
  // 10 000 USD × (1 ÷ 40 000 − 1 ÷ 50 000) = 0.05 BTC.
  ['of an inverse contract', { ...coin, unrealizedPnl: null, collateral: 0.3 }, '0.25', computed],
  ['initial margin where a price is missing', { unrealizedPnl: null, markPrice: null }, '3993', 'initialMargin'],
  ['and where the payout is not known', { unrealizedPnl: null, symbol: 'BTC/USD:ETH' }, '3993', 'initialMargin'],
  ['and where there is no collateral', { collateral: null }, '3993', 'initialMargin'],
])('margin set aside is %s', (_, fields, amount, source) => {
  const margin = isolatedMarginOf({ ...row, ...fields })
  expect([margin?.amount.toString(), margin?.source]).toEqual([amount, source])
})

test('a row that tells nothing has none', () => {
  expect(isolatedMarginOf({ ...row, collateral: null, initialMargin: null })).toBeUndefined()
})
