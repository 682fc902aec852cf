import { expect, test } from 'vitest'
import { bindAccount } from '../../account/bind.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { book, market, type PositionRow } from '../../testkit/builders.ts'
import { houseEngine } from './engine.ts'
import { houseGates } from './gate.ts'
import { type HouseParameters, houseDefault } from './params.ts'
import { housePools } from './pools.ts'

const btc = 'BTC/USDT:USDT'
/** Its profit is in the other coin. */
const crossed = 'ETH/BTC:BTC'
const assets = { USDT: { price: '1', stable: true }, BTC: { price: '50000' } }
const listed = market(
  [
    btc,
    {
      symbol: crossed,
      kind: 'perpetual',
      underlying: 'ETH',
      quote: 'BTC',
      settle: 'BTC',
      payout: 'linear',
      contractSize: '1',
      mark: '0.05',
    },
  ],
  { assets },
)

function accountOf(rows: readonly PositionRow[], balances: Readonly<Record<string, string>>): PricedAccount {
  return bindAccount(book(rows, { balances }), listed, 'portfolio')
}

/** What is free, and the largest buy of BTC that a gate is sure of. */
function limits(
  account: PricedAccount,
  parameters: HouseParameters,
): { readonly largest: number; readonly freeAt: (contracts: number) => number } {
  const engine = houseEngine(parameters)
  const gate = houseGates(engine)(account)
  const priced = accountOf([[btc, '1', '50000']], {}).positions[0]?.priced
  if (priced === undefined) throw new Error('BTC must be priced')
  let [largest, breaching] = [0, 1e6]
  for (let i = 0; i < 60; i++) {
    const middle = (largest + breaching) / 2
    if (gate?.fits(priced, middle, priced.mark)) largest = middle
    else breaching = middle
  }
  const freeAt = (contracts: number): number => {
    const order = { symbol: btc, priced, contracts, price: priced.mark, reduceOnly: false, side: undefined }
    const orders = [{ ...order, isIsolated: false, leverage: undefined }]
    const [pool] = housePools({ ...account, orders }, engine)
    return pool === undefined ? Number.NaN : pool.adjustedEquity - pool.initial.amount
  }
  return { largest, freeAt }
}

const cases: readonly (readonly [string, PricedAccount, HouseParameters])[] = [
  ['profit in another coin', accountOf([[crossed, '100', '0.04']], { USDT: '100000' }), houseDefault.parameters],
  [
    'no correlation floor',
    accountOf([], { USDT: '100000', BTC: '1' }),
    { ...houseDefault.parameters, correlationFloorFrac: 0 },
  ],
  [
    'a book that concentration charges',
    accountOf([[btc, '3000', '50000']], { USDT: '90000000' }),
    houseDefault.parameters,
  ],
  ['coins alone', accountOf([], { BTC: '10' }), houseDefault.parameters],
]

test.each(cases)('of %s a gate finds where margin ends', (_name, account, parameters) => {
  const { largest, freeAt } = limits(account, parameters)
  expect(largest).toBeGreaterThan(0)
  expect(freeAt(largest)).toBeGreaterThan(0)
  expect(freeAt(largest * 1.001)).toBeLessThan(0)
})
