import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, market } from '../testkit/builders.ts'
import { silosOf } from './silos.ts'

const [linear, inverse] = ['BTC/USDT:USDT', 'BTC/USD:BTC']

function silos(fields: Parameters<typeof book>[1], rows: Parameters<typeof book>[0] = []) {
  return silosOf(bindAccount(book(rows, fields), market([linear, inverse]), 'cross'))
}

test('an empty account is one silo of the market’s currency', () => {
  expect(silos({})).toMatchObject([{ currency: 'USD', currencyPrice: 1, balance: null, positions: [] }])
})

test('balances and positions fall apart by what they are in', () => {
  const found = silos({ balances: { ETH: '2', USDT: '100' } }, [
    [linear, '1', '50000'],
    [inverse, '100', '50000'],
  ])
  expect(found.map(({ currency, positions }) => [currency, positions.length])).toEqual([
    ['ETH', 0],
    ['USDT', 1],
    ['BTC', 1],
  ])
  expect(found[2]).toMatchObject({ currencyPrice: 50_000, balance: null })
})

test('an order on nothing held makes a silo without a position', () => {
  const orders = [{ symbol: linear, contracts: '1', price: '49000', reduceOnly: false }]
  const [found] = silos({ orders })
  expect([found?.currency, found?.positions.length, found?.ordered.length]).toEqual(['USDT', 0, 1])
})

test('an isolated position is in no silo', () => {
  const found = silos({}, [[linear, '1', '50000', { marginMode: 'isolated' }]])
  expect(found).toMatchObject([{ currency: 'USD', positions: [] }])
})
