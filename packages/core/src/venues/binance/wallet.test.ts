import { expect, test } from 'vitest'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { assessmentOf } from '../../testkit/documents.ts'

const [linear, coin] = ['BTC/USDT:USDT', 'BTC/USD:BTC']

function poolsOf(rows: readonly PositionRow[], balances: Fields, more: Fields = {}): Readonly<Record<string, number>> {
  const assets = { USDT: { price: '1', stable: true }, BTC: { price: '50000' } }
  const market = marketDocument(
    [linear, coin].map((symbol) => listing(symbol)),
    { assets },
  )
  const book = bookDocument(rows, { mode: 'cross', balances, ...more })
  const { pools } = assessmentOf({ market, book }, { model: 'binance/cross' })
  return Object.fromEntries(pools.map(({ pool }) => [pool.name, pool.equity]))
}

test('no money is in no wallet', () => {
  expect(poolsOf([], { USD: '0', USDT: '5' })).toEqual({ 'USD-M USDT': 5 })
})

test('money is a stablecoin at its price, and joins what is held of it', () => {
  expect(poolsOf([], { USD: '7' })).toEqual({ 'USD-M USDT': 7 })
  expect(poolsOf([], { USD: '7', USDT: '5' })).toEqual({ 'USD-M USDT': 12 })
})

test('what a setting keeps in COIN-M includes what is set aside for isolated positions', () => {
  const isolated: PositionRow = [coin, '50000', '50000', { marginMode: 'isolated', isolatedMargin: '0.25' }]
  const pools = poolsOf([isolated], { BTC: '2' }, { settings: { coinmWallet: { BTC: '1' } } })
  expect(pools['COIN-M BTC']).toBe(0.75)
})

test('an isolated position with an order on it leaves the wallet what is not set aside', () => {
  const isolated: PositionRow = [linear, '1', '50000', { marginMode: 'isolated', isolatedMargin: '10000' }]
  const orders = [{ symbol: linear, contracts: '1', price: '50000', marginMode: 'isolated' }]
  expect(poolsOf([isolated], { USDT: '20000' }, { orders })['USD-M USDT']).toBe(10_000)
})
