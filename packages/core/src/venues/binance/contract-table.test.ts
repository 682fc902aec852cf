import { expect, test } from 'vitest'
import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import type { BracketTable } from './bracket.ts'
import { contractTables } from './contract-table.ts'
import { futuresSets } from './params.ts'

const tables = futuresSets[0]?.parameters ?? { usdmBrackets: {}, coinmBrackets: {} }

/** A contract by its unified symbol, and the venue's own name where it has one. */
function contract(symbol: string, id?: string): Derivative {
  const [pair = '', settled = ''] = symbol.split(':')
  const [base = '', quote = ''] = pair.split('/')
  const [settle = '', date] = settled.split('-')
  const payout = settle === base ? 'inverse' : 'linear'
  const names = { symbol, underlying: base, quote, settle, payout, contractSize: Decimal.of('1') }
  const named = id === undefined ? names : { ...names, id }
  return (
    date === undefined ? { ...named, kind: 'perpetual' } : { ...named, kind: 'future', expiryAt: 0 }
  ) as Derivative
}

function keyOf(symbol: string, id?: string): string | null {
  const { key, brackets } = contractTables(tables)(contract(symbol, id))
  return brackets === null ? null : key
}

test.each([
  ['BTC/USDT:USDT', 'BTCUSDT'],
  ['BTC/USDC:USDC', 'BTCUSDC'],
  ['1000PEPE/USDT:USDT', '1000PEPEUSDT'],
  ['BTC/USDT:USDT-241227', 'BTCUSDT_241227'],
  // Delivery contracts that the table does not have are as their pair.
  ['BTC/USDT:USDT-260925', 'BTCUSDT'],
  ['ETH/BTC:BTC', 'ETHBTC'],
  ['BTC/USD:BTC', 'BTCUSD'],
  ['BTC/USD:BTC-241227', 'BTCUSD'],
  // Other venues' contracts: in a stablecoin of no such contract, in dollars, by the single coin.
  ['ADA/USDC:USDC', 'ADAUSDT'],
  ['BTC/USD:USDC', 'BTCUSDC'],
  ['PEPE/USDT:USDT', '1000PEPEUSDT'],
  ['NOPE/USDT:USDT', null],
  ['BTC/EUR:EUR', null],
])('%s is margined as %s', (symbol, key) => {
  expect(keyOf(symbol)).toBe(key)
})

test('a name of its own counts where it begins with the coin', () => {
  expect(keyOf('BTC/USDT:USDT', 'BTCUSDC')).toBe('BTCUSDC')
  expect(keyOf('BTC/USDT:USDT', 'ETHUSDT')).toBe('BTCUSDT')
  expect(keyOf('BTC/USDT:USDT', 'BTC-PERPETUAL')).toBe('BTCUSDT')
})

// BNBUSD_210924 had half the bounds of BNBUSD_PERP.
test('COIN-M delivery contracts may have brackets of their own', () => {
  const own: BracketTable = [[null, 0.02, 0, 25]]
  const tableOf = contractTables({ ...tables, coinmBrackets: { ...tables.coinmBrackets, BTCUSD_241227: own } })
  expect(tableOf(contract('BTC/USD:BTC-241227'))).toMatchObject({ key: 'BTCUSD_241227', brackets: own })
  expect(tableOf(contract('BTC/USD:BTC-250328')).key).toBe('BTCUSD')
  expect(tableOf(contract('SOL/USD:SOL-241227'))).toMatchObject({ key: 'SOLUSD', brackets: null })
})
