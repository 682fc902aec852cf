import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { book, type Fields, listing, market, type PositionRow, unwrap } from '../../testkit/builders.ts'
import { bybit20260724 } from './params.ts'

const btc = 'BTC/USDT:USDT'
const put = 'BTC/USDC:USDC-260327-48000-P'
const call = 'BTC/USDC:USDC-260327-60000-C'

function cross(rows: readonly PositionRow[], fields: Fields = {}, parameters?: Fields): MarginResult {
  const orders = (fields['orders'] ?? []) as readonly Fields[]
  const symbols = new Set([...rows.map(([symbol]) => symbol), ...orders.map(({ symbol }) => symbol as string)])
  const listings = [...symbols].map((symbol) =>
    listing(symbol, symbol === put || symbol === call ? { mark: '400' } : {}),
  )
  const account = book(rows, { mode: 'cross', balances: { USDT: '100000' }, ...fields })
  const document = {
    format: 'plimsoll-params/1',
    model: 'bybit/cross',
    set: 'test',
    provenance: 'assumed',
    source: 'a test',
    parameters: { ...bybit20260724.parameters, ...parameters },
  }
  const asked = { book: account, market: market(listings), model: 'bybit/cross' }
  return unwrap(margin(parameters === undefined ? asked : { ...asked, parameters: document }))
}

describe('futures and perpetuals, by hand', () => {
  test('a short of 60 BTC is in the second row: value × 0.56 % − 1200, and the fee to close', () => {
    const { initialMargin, maintenanceMargin } = cross([[btc, '-46', '50000', { leverage: 20 }]])
    const fee = 2_300_000 * 1.05 * 0.00055
    expect(maintenanceMargin).toBeCloseTo(2_300_000 * 0.0056 - 1200 + fee, 6)
    expect(initialMargin).toBeCloseTo(115_000 + fee, 6)
  })

  test('leverage is at most what the row of the position allows', () => {
    const capped = cross([[btc, '46', '50000', { leverage: 100 }]])
    const fee = 2_300_000 * (1 - 1 / 90) * 0.00055
    expect(capped.initialMargin).toBeCloseTo(2_300_000 / 90 + fee, 6)
    expect(cross([[btc, '46', '50000']]).initialMargin).toBe(capped.initialMargin)
  })

  test('the account’s own taker fee replaces the published one', () => {
    const { initialMargin } = cross([[btc, '1', '50000', { leverage: 10 }]], {
      model: 'bybit/cross',
      settings: { takerFeeFrac: 0 },
    })
    expect(initialMargin).toBeCloseTo(5000, 9)
  })

  test('an inverse contract is valued in coins', () => {
    const { maintenanceMargin, initialMargin } = cross([['BTC/USD:BTC', '100000', '50000', { leverage: 10 }]])
    const fee = 100_000 * 1.1 * 0.00055
    expect(maintenanceMargin).toBeCloseTo(500 + fee, 9)
    expect(initialMargin).toBeCloseTo(10_000 + fee, 9)
  })
})

describe('options', () => {
  test('a short put: IM and MM by the printed rule, the premium in the wallet', () => {
    const { initialMargin, maintenanceMargin, adjustedEquity, equity } = cross([[put, '-2', '450']])
    expect(maintenanceMargin).toBeCloseTo(2 * (1500 + 400 + 100), 9)
    expect(initialMargin).toBeCloseTo(2 * (7500 - 2000 + 450), 9)
    expect([adjustedEquity, equity]).toEqual([100_000, 99_200])
  })

  test('a short option without an entry price was sold at its mark', () => {
    expect(cross([[put, '-2']]).initialMargin).toBeCloseTo(2 * (7500 - 2000 + 400), 9)
  })

  test('a long option needs nothing and backs nothing', () => {
    const { initialMargin, adjustedEquity, equity } = cross([[call, '3', '450']])
    expect([initialMargin, adjustedEquity, equity]).toEqual([0, 100_000, 101_200])
  })

  test('an order to sell takes its margin and fee less the premium', () => {
    const { initialMargin } = cross([], { orders: [{ symbol: call, contracts: '-1', price: '400' }] })
    expect(initialMargin).toBeCloseTo(5000 + 400 + Math.min(15, 50) - 400, 9)
  })
})

describe('collateral and debts', () => {
  test('25 BTC count 98 % to 10, 95 % to 20, 90 % beyond', () => {
    const { adjustedEquity } = cross([], { balances: { BTC: '25' } })
    expect(adjustedEquity).toBeCloseTo(50_000 * (9.8 + 9.5 + 4.5), 6)
  })

  test('a debt counts in full and takes borrow margin by the row of the whole of it', () => {
    const owed = (btc: string): MarginResult => cross([], { balances: { USDT: '100000000', BTC: btc } })
    const small = owed('-2')
    expect(small.adjustedEquity).toBeCloseTo(99_900_000, 6)
    expect([small.initialMargin, small.maintenanceMargin]).toEqual([20_000, 4000])
    expect(owed('-390.5').initialMargin).toBeCloseTo(390.5 * 50_000 * 0.25, 6)
    expect(owed('-393').initialMargin).toBeCloseTo(393 * 50_000 * 0.5, 6)
    expect(owed('-393.5').problems.map(({ path }) => path)).toEqual(['/parameters/borrowing/BTC'])
  })

  test('an asset that is switched off counts nothing, and is no reason not to know', () => {
    const fields = { model: 'bybit/cross', balances: { USDT: '100', ETH: '1' } }
    expect(cross([], fields).adjustedEquity).toBeNull()
    const off = cross([], { ...fields, settings: { collateralOff: ['ETH'] } })
    expect([off.maintenanceMargin, off.adjustedEquity, off.equity]).toEqual([0, 100, 2600])
  })
})

test('rates are cut to four digits; an order above the mark lowers their divisor by what it loses', () => {
  const rows: readonly PositionRow[] = [[btc, '1', '50000', { leverage: 10 }]]
  const plain = cross(rows)
  expect(plain.venueFigures['accountIMRate']).toBe(Math.floor(1e4 * ((plain.initialMargin ?? 0) / 100_000)) / 1e4)
  const withOrder = cross(rows, { orders: [{ symbol: btc, contracts: '1', price: '60000' }] })
  const margin = 2 * (5000 + 45_000 * 0.00055)
  expect(withOrder.initialMargin).toBeCloseTo(margin + 10_000, 6)
  expect(withOrder.venueFigures['accountIMRate']).toBe(Math.floor(1e4 * (margin / 90_000)) / 1e4)
})

test('an inverse order at a price worse than the mark loses coins', () => {
  const order = (contracts: string, price: string): number =>
    cross([], {
      orders: [{ symbol: 'BTC/USD:BTC', contracts, price, leverage: 10 }],
    }).initialMargin ?? Number.NaN
  // 60 000 USD bought at 60 000 cost a coin and are worth 1.2 of the short side's: 1.2 − 1 lost.
  expect(order('60000', '60000') - order('60000', '50000')).toBeCloseTo(0.2 * 50_000, 6)
  expect(order('-60000', '60000') - order('-60000', '50000')).toBeCloseTo(0, 6)
})

describe('what the venue does not publish', () => {
  const lacks = ({ problems }: MarginResult): readonly string[] =>
    problems.filter(({ code }) => code === 'params.missing').map(({ path }) => path)

  test.each([
    ['another contract', [['ETH/USDT:USDT', '1', '2500']], {}, '/parameters/riskLimits/ETH~1USDT:USDT'],
    ['a position above the last limit', [[btc, '2000', '50000']], {}, '/parameters/riskLimits/BTC~1USDT:USDT'],
    ['a short option of another coin', [['ETH/USDC:USDC-260327-2400-C', '-1', '50']], {}, '/parameters/options/ETH'],
    [
      'an order on an option of another coin',
      [],
      { orders: [{ symbol: 'ETH/USDC:USDC-260327-2400-C', contracts: '-1', price: '50' }] },
      '/parameters/options/ETH',
    ],
    ['a debt', [], { balances: { USDT: '-1' } }, '/parameters/borrowing/USDT'],
  ] as const)('%s leaves the requirement unknown, and says what to give', (_what, rows, fields, path) => {
    const result = cross(rows, fields)
    expect([result.maintenanceMargin, result.standing, lacks(result)]).toEqual([null, 'unknown', [path]])
  })

  test('how a coin counts leaves what backs the account unknown, and the requirement known', () => {
    const result = cross([[btc, '1', '50000', { leverage: 10 }]], { balances: { USDT: '100000', SOL: '2' } })
    const { equity, adjustedEquity, freeCollateral, initialMargin, standing, venueFigures, collateral } = result
    expect([equity, adjustedEquity, freeCollateral, standing]).toEqual([100_200, null, null, 'unknown'])
    expect(initialMargin).toBeCloseTo(5000 + 45_000 * 0.00055, 9)
    expect([venueFigures, lacks(result)]).toEqual([{}, ['/parameters/collateral/SOL']])
    expect(collateral.map(({ asset, haircutFrac, counted }) => [asset, haircutFrac, counted])).toEqual([
      ['USDT', 0, 100_000],
      ['SOL', null, null],
    ])
  })

  test('once it is given the requirement is known', () => {
    const riskLimits = { 'ETH/USDT:USDT': [{ valueMax: 1e6, leverageMax: 50, maintenanceRateFrac: 0.01 }] }
    const { maintenanceMargin } = cross([['ETH/USDT:USDT', '10', '2500', { leverage: 1 }]], {}, { riskLimits })
    expect(maintenanceMargin).toBeCloseTo(250, 9)
  })
})
