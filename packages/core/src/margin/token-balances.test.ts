import { expect, test } from 'vitest'
import { Decimal } from '../num/decimal.ts'
import { tokenBalances } from './token-balances.ts'

const balance = (asset: string, amount: number, price: number) => ({ asset, held: Decimal.zero, amount, price })
const names: Readonly<Record<string, string>> = { USD: 'USDC', USDC: 'USDC', SOL: 'SOL', BTC: 'WBTC' }

test('names of one token are one balance, worth what they are worth', () => {
  const rows = [balance('USD', -3000, 1), balance('SOL', 2, 100), balance('USDC', 1000, 0.5), balance('DOGE', 1, 0.1)]
  expect(tokenBalances(rows, (asset) => names[asset])).toEqual([
    { token: 'USDC', asset: 'USDC', amount: -5000, price: 0.5 },
    { token: 'SOL', asset: 'SOL', amount: 2, price: 100 },
  ])
})

test('the price is that of the name in the book', () => {
  expect(tokenBalances([balance('BTC', 1, 50_000)], (asset) => names[asset])).toEqual([
    { token: 'WBTC', asset: 'BTC', amount: 1, price: 50_000 },
  ])
})

test('a token worth nothing is counted as it stands', () => {
  expect(tokenBalances([balance('USD', 1, 0), balance('USDC', 2, 0)], (asset) => names[asset])).toMatchObject([
    { amount: 3, price: 0 },
  ])
})
