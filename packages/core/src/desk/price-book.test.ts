import { expect, test } from 'vitest'
import { bybit, okx, priceBook } from '../index.ts'
import { book, listing, market, type PositionRow, problemsOf, unwrap } from '../testkit/builders.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'

function priced(rows: readonly PositionRow[], model: string, fields = {}) {
  const snapshot = market([btc, listing(eth, { mark: undefined })])
  return priceBook({ book: book(rows, { balances: { USDT: '10000' }, ...fields }), market: snapshot, model })
}

test('a book is priced for the functions of a venue', () => {
  const { account, problems } = unwrap(priced([[btc, '0.1', '50000']], 'bybit/portfolio'))
  const [{ parameters }] = bybit.bybitSets as [(typeof bybit.bybitSets)[number]]
  const { wallet, problems: lacking } = bybit.portfolioInfo(account, bybit.portfolioEngine(parameters))
  // 0.1 BTC at 50 000: a tenth lost, and 0.03 % of the index.
  expect(wallet.accountMM).toBeCloseTo(501.5, 9)
  expect([wallet.equity, problems, lacking]).toEqual([10_000, [], []])
})

test('for another venue’s, in its mode', () => {
  const { account } = unwrap(priced([[btc, '0.1', '50000']], 'okx/portfolio'))
  const [{ parameters }] = okx.portfolioSets as [(typeof okx.portfolioSets)[number]]
  expect(okx.positionBuilderOf(account, parameters).riskUnitData.length).toBe(1)
})

test('what has no price is told, and margins are set aside as the model’s pools take them', () => {
  const rows: readonly PositionRow[] = [
    [btc, '1', '50000', { leverage: 10, marginMode: 'isolated' }],
    [eth, '1', '2500', { leverage: 10, marginMode: 'isolated' }],
  ]
  const { account, model, problems } = unwrap(priced(rows, 'generic/isolated', { mode: 'isolated' }))
  expect(problems.map(({ code }) => code)).toEqual(['market.missing-mark'])
  expect(model.pools(account).map(({ equity }) => equity)).toEqual([4750, 5000])
})

test('a book that the venue cannot hold is none', () => {
  const found = priced([[btc, '1', '50000', { marginMode: 'isolated' }]], 'bybit/cross')
  expect(problemsOf(found)).toEqual([`venue.cannot-hold /positions/BTC~1USDT:USDT`])
})
