import { describe, expect, test } from 'vitest'
import { coinmTerms, usdmTerms } from './binance-name.ts'
import { bybitTerms } from './bybit-name.ts'
import { type ContractTerms, contractListing, unifiedSymbol } from './contract-listing.ts'
import { deribitTerms } from './deribit-name.ts'
import { okxTerms } from './okx-name.ts'

function symbolOf(terms: ContractTerms | undefined): string | undefined {
  return terms === undefined ? undefined : unifiedSymbol(terms)
}

describe('names of contracts in one way of writing', () => {
  test.each([
    ['BTC-PERPETUAL', 'BTC/USD:BTC'],
    ['ETH-29MAR24', 'ETH/USD:ETH-240329'],
    ['ETH-5JAN24-2400-P', 'ETH/USD:ETH-240105-2400-P'],
    ['SOL_USDC-PERPETUAL', 'SOL/USDC:USDC'],
    ['XRP_USDC-26DEC25-0d55-C', 'XRP/USDC:USDC-251226-0.55-C'],
    ['BTC_USDC', undefined],
    ['BTC-FS-29MAR24_PERP', undefined],
  ])('Deribit %s', (name, symbol) => expect(symbolOf(deribitTerms(name))).toBe(symbol))

  test.each([
    ['BTC-USDT-SWAP', 'BTC/USDT:USDT'],
    ['BTC-USD-SWAP', 'BTC/USD:BTC'],
    ['ETH-USDC-251226', 'ETH/USDC:USDC-251226'],
    ['BTC-USD-251226-100000-C', 'BTC/USD:BTC-251226-100000-C'],
    ['BTC-USDT', undefined],
  ])('OKX %s', (id, symbol) => expect(symbolOf(okxTerms(id))).toBe(symbol))

  test.each([
    ['BTCUSDT', 'linear', 'BTC/USDT:USDT'],
    ['1000PEPEUSDT', 'linear', '1000PEPE/USDT:USDT'],
    ['ETHPERP', 'linear', 'ETH/USDC:USDC'],
    ['BTC-26DEC25', 'linear', 'BTC/USDC:USDC-251226'],
    ['BTCUSDT-26DEC25', 'linear', 'BTC/USDT:USDT-251226'],
    ['BTCUSD', 'inverse', 'BTC/USD:BTC'],
    // The last Fridays of those quarters.
    ['BTCUSDZ25', 'inverse', 'BTC/USD:BTC-251226'],
    ['ETHUSDH26', 'inverse', 'ETH/USD:ETH-260327'],
    ['BTC-26DEC25-100000-C', 'option', 'BTC/USDC:USDC-251226-100000-C'],
    ['BTC-26DEC25-100000-P-USDT', 'option', 'BTC/USDT:USDT-251226-100000-P'],
    ['BTC', 'linear', undefined],
    ['BTCUSDT', 'inverse', undefined],
  ])('Bybit %s, %s', (id, category, symbol) => expect(symbolOf(bybitTerms(id, category))).toBe(symbol))

  test.each([
    ['BTCUSDT', 'BTC/USDT:USDT'],
    ['ETHUSDC', 'ETH/USDC:USDC'],
    ['BTCUSDT_260327', 'BTC/USDT:USDT-260327'],
    ['ETHBTC', 'ETH/BTC:BTC'],
    ['BTCDOMUSDT', 'BTCDOM/USDT:USDT'],
  ])('Binance USD-M %s', (id, symbol) => expect(symbolOf(usdmTerms(id))).toBe(symbol))

  test.each([
    ['BTCUSD_PERP', 'BTC/USD:BTC'],
    ['ETHUSD_260327', 'ETH/USD:ETH-260327'],
    ['BTCUSDT', undefined],
  ])('Binance COIN-M %s', (id, symbol) => expect(symbolOf(coinmTerms(id))).toBe(symbol))
})

test('a listing says kind, payout and expiry', () => {
  const terms = deribitTerms('ETH-29MAR24-2400-C')
  expect(terms && contractListing(terms, { contractSize: '1', mark: '0.1' }).fields).toEqual({
    id: 'ETH-29MAR24-2400-C',
    kind: 'option',
    underlying: 'ETH',
    payout: 'inverse',
    quote: 'USD',
    settle: 'ETH',
    contractSize: '1',
    expiry: '2024-03-29T08:00:00.000Z',
    strike: '2400',
    right: 'call',
    mark: '0.1',
  })
})
