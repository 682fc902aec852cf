import { expect, test } from 'vitest'
import { bindAccount } from '../account/bind.ts'
import { book, market } from '../testkit/builders.ts'
import { assumedTables } from './assumed-tables.ts'
import { fundsOf } from './funds.ts'
import { haircutsByTable } from './table-rules.ts'

test('haircuts fall on balances alone: what is owed, profit and options are at full value', () => {
  const [perpetual, call] = ['BTC/USDT:USDT', 'ETH/USD:ETH-260327-2400-C']
  const snapshot = market([perpetual, call], { assets: { USDT: { price: '0.98', stable: true } } })
  const held = book(
    [
      [perpetual, '2', '49000', { accruedFunding: '-10' }],
      [call, '-3', '0.1', { accruedFunding: '0.5' }],
    ],
    { balances: { USDT: '1000', BTC: '1', ETH: '-2', SOL: '0' } },
  )
  const account = bindAccount(held, snapshot, 'cross')
  const funds = fundsOf(account, account.positions, haircutsByTable(assumedTables.haircuts))
  const mark = account.positions[1]?.priced.mark ?? 0
  expect(funds.balancesValue).toBeCloseTo(980 + 50_000 - 5000, 9)
  expect(funds.countedValue).toBeCloseTo(980 + 47_500 - 5000, 9)
  expect(funds.profitValue).toBeCloseTo((2000 - 10) * 0.98 + 0.5 * 2500, 9)
  expect(funds.optionsValue).toBeCloseTo(-3 * mark * 2500, 9)
  expect(
    funds.collateral.map(({ asset, counted, haircutFrac }) => [asset, counted, Number(haircutFrac.toFixed(9))]),
  ).toEqual([
    ['USDT', 1000, 0],
    ['BTC', 0.95, 0.05],
    ['ETH', -2, 0],
    ['SOL', 0, 0],
  ])
})
