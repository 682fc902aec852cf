import { expect, test } from 'vitest'
import { margin } from '../../desk/margin.ts'
import type { Pool } from '../../margin/model.ts'
import { bookDocument, type Fields, listing, marketDocument, type PositionRow } from '../../testkit/builders.ts'
import { assessmentOf, requestFor } from '../../testkit/documents.ts'
import { deribit } from './index.ts'

const [btc, xrp, euro] = ['BTC/USD:BTC', 'XRP/USDC:USDC', 'BTC/EURC:EURC']
const model = 'deribit/standard'

function requestOf(rows: readonly PositionRow[], more: Fields, changes: Fields = {}) {
  const assets = { USDC: { price: '1', stable: true }, USDT: { price: '1', stable: true }, EURC: { price: '1' } }
  const underlyings = { BTC: { index: '50000' }, XRP: { index: '2' } }
  const listings = [listing(btc), listing(xrp, { mark: '2' }), listing(euro)]
  const documents = {
    market: marketDocument(listings, { assets, underlyings }),
    book: bookDocument(rows, { mode: 'cross', ...more }),
  }
  const current = deribit.models.find(({ name }) => name === model)?.sets[0]?.parameters as Fields
  const parameters = { format: 'plimsoll-params/1', model, set: 'mine', parameters: { ...current, ...changes } }
  return { documents, asked: { model, parameters } }
}

function poolOf(...args: Parameters<typeof requestOf>): Pool {
  const { documents, asked } = requestOf(...args)
  const [first] = assessmentOf(documents, asked).pools
  if (first === undefined) throw new Error('there must be a pool')
  return first.pool
}

test('an order alone asks to open and nothing to stay', () => {
  const orders = [{ symbol: btc, contracts: '50000', price: '50000' }]
  const { initial, maintenance, unknown } = poolOf([], { balances: { BTC: '1' }, orders })
  expect(initial.amount).toBeGreaterThan(0)
  expect([maintenance.amount, unknown]).toEqual([0, []])
})

// 10,000 of a currency whose haircut is 5 %.
test.each([
  ['initial', 0],
  ['both', 500],
])('a haircut in the %s requirement', (haircutOn, expected) => {
  const changes = { haircutOn, collateral: { USDC: { haircutFrac: 0.05 } } }
  const { initial, maintenance } = poolOf([], { balances: { USDC: '10000' } }, changes)
  expect([initial.amount, maintenance.amount]).toEqual([500, expected])
})

test.each([
  [[] as readonly PositionRow[], [{ symbol: btc, contracts: '50000', price: '50000' }]],
  [[[btc, '50000', '50000']] as readonly PositionRow[], []],
])('a contract without a rate makes the pool unknown, held or ordered', (rows, orders) => {
  const { unknown = [] } = poolOf(rows, { balances: { USDC: '10' }, orders }, { futures: {} })
  expect(unknown.map(({ code, path }) => `${code} ${path}`)).toEqual(['params.missing /parameters/futures/BTC'])
})

test('a contract in a currency that the pool does not take is refused', () => {
  const { documents, asked } = requestOf([[euro, '1', '50000']], {}, {})
  const result = margin(requestFor(documents, asked))
  const problems = result.ok ? result.value.problems : result.problems
  expect(problems.map(({ message }) => message).join()).toContain(`${euro} does in EURC`)
})
