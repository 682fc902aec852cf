import { describe, expect, test } from 'vitest'
import type { MarginResult, PoolResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import {
  bookDocument,
  type Fields,
  listing,
  marketDocument,
  type PositionRow,
  problemsOf,
} from '../../testkit/builders.ts'
import { marginOf, requestFor } from '../../testkit/documents.ts'

const [btc, usdc, coin] = ['BTC/USDT:USDT', 'BTC/USDC:USDC', 'BTC/USD:BTC']
const market = marketDocument(
  [btc, usdc, coin, 'ETH/USD:ETH', 'SOL/USD:SOL', 'ETH/USDT:USDT'].map((each) => listing(each)),
  {
    assets: {
      USDT: { price: '1', stable: true },
      USDC: { price: '1', stable: true },
      BTC: { price: '50000' },
      ETH: { price: '2500' },
      SOL: { price: '100' },
    },
  },
)

interface Asked {
  readonly model: string
  readonly mode?: string
  readonly balances?: Fields
  readonly more?: Fields
}

function documentsOf(rows: readonly PositionRow[], { mode = 'cross', balances = {}, more = {} }: Asked) {
  return { market, book: bookDocument(rows, { mode, balances, ...more }) }
}

function resultOf(rows: readonly PositionRow[], asked: Asked): MarginResult {
  return marginOf(documentsOf(rows, asked), { model: `binance/${asked.model}` })
}

function poolOf(result: MarginResult, name: string): PoolResult {
  const pool = result.pools.find((each) => each.name === name)
  if (pool === undefined) throw new Error(`${name} is not among ${result.pools.map((each) => each.name).join(', ')}`)
  return pool
}

describe('single-asset cross', () => {
  test('each margin asset stands alone, USD-M and COIN-M apart', () => {
    const result = resultOf(
      [
        [btc, '2', '49000'],
        [usdc, '-1', '51000', { leverage: 10 }],
        [coin, '100000', '40000'],
      ],
      { model: 'cross', balances: { USDT: '9000', USDC: '8000', BTC: '1' } },
    )
    // 100,000 USDT: 0.5 % less 50. 50,000 USDC: 0.4 %. 2 BTC: 0.4 %.
    expect(poolOf(result, 'USD-M USDT')).toMatchObject({ equity: 11_000, maintenanceMargin: 450, initialMargin: 1000 })
    expect(poolOf(result, 'USD-M USDC')).toMatchObject({ equity: 9000, maintenanceMargin: 200, initialMargin: 5000 })
    expect(poolOf(result, 'COIN-M BTC')).toMatchObject({ equity: 1.5, maintenanceMargin: 0.008, initialMargin: 0.016 })
    expect(result.venueFigures['marginRatio USD-M USDT']).toBeCloseTo(450 / 11_000, 12)
  })

  test('both legs of hedge mode have brackets of their own', () => {
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000', { positionSide: 'long' }],
      [btc, '-3', '50000', { positionSide: 'short' }],
    ]
    // 50,000 at 0.4 %; 150,000 at 0.5 % less 50.
    expect(resultOf(rows, { model: 'cross', balances: { USDT: '50000' } }).maintenanceMargin).toBe(200 + 700)
  })

  test('a coin is in the COIN-M wallet where contracts on it are, unless the account says how much', () => {
    const rows: readonly PositionRow[] = [[coin, '50000', '50000']]
    const whole = resultOf(rows, { model: 'cross', balances: { BTC: '3' } })
    expect(whole.pools.map(({ name, equity }) => [name, equity])).toEqual([['COIN-M BTC', 3]])
    const settings = { settings: { coinmWallet: { BTC: '0.5' } }, model: 'binance/cross' }
    const split = resultOf(rows, { model: 'cross', balances: { BTC: '3' }, more: settings })
    expect(split.pools.map(({ name, equity }) => [name, equity])).toEqual([
      ['COIN-M BTC', 0.5],
      ['USD-M BTC', 2.5],
    ])
  })

  test('money in the market’s currency is held as the stablecoin that contracts settle in', () => {
    const result = resultOf([[usdc, '1', '50000']], { model: 'cross', balances: { USD: '1000', USDC: '10' } })
    expect(result.pools.map(({ name, equity }) => [name, equity])).toEqual([['USD-M USDC', 1010]])
    expect(resultOf([], { model: 'cross', balances: { USD: '7' } }).pools[0]?.name).toBe('USD-M USDT')
  })

  test('orders ask the worse of all buys and all sells, at the leverage chosen', () => {
    const orders = [
      { symbol: btc, contracts: '1', price: '49000' },
      { symbol: btc, contracts: '-3', price: '51000' },
    ]
    const result = resultOf([[btc, '1', '50000', { leverage: 10 }]], {
      model: 'cross',
      balances: { USDT: '50000' },
      more: { orders },
    })
    // Buys make it 2, sells −2: 100,000 ÷ 10 either way.
    expect([result.initialMargin, result.maintenanceMargin]).toEqual([10_000, 200])
  })
})

describe('isolated', () => {
  test('margin is entry notional ÷ leverage, and leaves the wallet', () => {
    const result = resultOf(
      [
        [btc, '2', '40000', { leverage: 10 }],
        [coin, '100000', '40000', { leverage: 20 }],
      ],
      { model: 'isolated', mode: 'isolated', balances: { USDT: '10000', BTC: '1' } },
    )
    expect(poolOf(result, `${btc} long`)).toMatchObject({ equity: 8000 + 20_000, maintenanceMargin: 450 })
    // 2.5 BTC at entry ÷ 20, + 0.5 BTC of profit.
    expect(poolOf(result, `${coin} long`)).toMatchObject({ equity: 0.625, maintenanceMargin: 0.008 })
    expect(poolOf(result, 'USD-M USDT').equity).toBe(2000)
    expect(poolOf(result, 'COIN-M BTC').equity).toBe(0.875)
  })

  test('a leverage above what the bracket allows is the bracket’s', () => {
    // 400,000 at entry: 100x at most.
    const result = resultOf([[btc, '8', '50000', { leverage: 125 }]], {
      model: 'isolated',
      mode: 'isolated',
      balances: { USDT: '10000' },
    })
    expect(poolOf(result, `${btc} long`)).toMatchObject({ equity: 4000, initialMargin: 4000 })
  })
})

describe('multi-assets', () => {
  test('balance and profit of an asset count together, at its ratio; what is owed in full', () => {
    const result = resultOf([[btc, '1', '49000']], {
      model: 'multi-assets',
      balances: { USDT: '500', BTC: '0.1', USDC: '-200' },
    })
    const counted = 1500 * 0.9999 + 5000 * 0.95 - 200
    expect(poolOf(result, 'account').equity).toBeCloseTo(6300, 9)
    expect(poolOf(result, 'account').adjustedEquity).toBeCloseTo(counted, 9)
    expect(result.maintenanceMargin).toBe(200)
  })

  test('COIN-M stays apart', () => {
    const result = resultOf([[coin, '50000', '50000']], { model: 'multi-assets', balances: { BTC: '1', USDT: '1000' } })
    expect(poolOf(result, 'COIN-M BTC').equity).toBe(1)
    expect(poolOf(result, 'account').equity).toBe(1000)
  })

  test('an isolated USD-M position is refused, and so is an asset without a ratio', () => {
    const isolated = documentsOf([[btc, '1', '50000', { marginMode: 'isolated' }]], {
      model: '',
      balances: { DOGE: '5' },
    })
    const priced = { ...market, assets: { ...(market['assets'] as Fields), DOGE: { price: '0.1' } } }
    const request = requestFor({ ...isolated, market: priced }, { model: 'binance/multi-assets' })
    expect(problemsOf(margin(request))).toEqual([
      'venue.cannot-hold /positions/BTC~1USDT:USDT',
      'venue.cannot-hold /balances/DOGE',
    ])
  })
})

// Binance FAQ 5e33af8e: collateral, loans and positions of its example; it prints equities up to unrealised profit.
describe('the portfolio margin example', () => {
  const at = marketDocument(
    [
      listing(btc, { mark: '40000' }),
      listing('BTC/USDT:USDT-220624', { mark: '42000', expiry: '2026-06-24T08:00:00.000Z' }),
      listing(coin, { mark: '40000' }),
    ],
    {
      underlyings: { BTC: { index: '40000' }, ETH: { index: '3000' } },
      assets: {
        USDT: { price: '1', stable: true },
        BTC: { price: '40000' },
        ETH: { price: '3000' },
      },
    },
  )
  const rows: readonly PositionRow[] = [
    [btc, '-0.05', '52000'],
    ['BTC/USDT:USDT-220624', '0.04', '52350'],
    [coin, '10000', '50000'],
  ]
  // Margin wallet less loans, with the futures wallets: USDT 1000 + 5000, BTC 0.1 − 0.04 + 0.1, ETH 20 − 15.
  const fields = { mode: 'portfolio', balances: { USDT: '6000', BTC: '0.16', ETH: '5' } }
  const settings = { loans: { BTC: '0.04', ETH: '15' } }
  const half = [[null, 0.005, 0, 20]]

  function exampleOf(model: string, more: Fields = {}): MarginResult {
    const parameters = {
      usdmBrackets: { BTCUSDT: half },
      coinmBrackets: { BTCUSD: half },
      collateral: { USDT: [[null, 1]], BTC: [[null, 0.95]], ETH: [[null, 0.9]] },
      loanRatesFrac: { '3': 0.1, '5': 0.08, '10': 0.05 },
      bands: { marginCall: 1.5, reduceOnly: 1.2, liquidation: 1.05, claim: 1 },
    }
    const book = bookDocument(rows, { ...fields, venue: 'binance', settings: { ...settings, ...more } })
    const document = { format: 'plimsoll-params/1', model, set: 'faq', parameters }
    return marginOf({ market: at, book }, { model, parameters: document })
  }

  const usdt = 6000 + 600 - 414
  const bitcoin = (0.16 - 0.05) * 40_000
  const ether = 5 * 3000
  const maintenance = 10 + 8.4 + 0.00125 * 40_000 + 0.004 * 40_000 + 1.5 * 3000

  test('equity counts at its ratio, loans ask maintenance, and uniMMR is their quotient', () => {
    const result = exampleOf('binance/pm-pro')
    const equity = usdt + bitcoin * 0.95 + ether * 0.9
    expect(result.equity).toBeCloseTo(usdt + bitcoin + ether, 8)
    expect(result.adjustedEquity).toBeCloseTo(equity, 8)
    expect(result.maintenanceMargin).toBeCloseTo(maintenance, 8)
    expect(result.venueFigures['uniMMR']).toBeCloseTo(equity / maintenance, 10)
    expect(result.initialMargin).toBeCloseTo(1.2 * maintenance, 8)
    expect(result.venueFigures['virtualMaxWithdrawAmount']).toBeCloseTo(equity - 1.2 * maintenance, 8)
    expect(result.trigger).toBeCloseTo(1 / 1.05, 15)
  })

  test('the retail programme takes open losses off and asks initial margin by leverage', () => {
    const pro = exampleOf('binance/pm-pro')
    const retail = exampleOf('binance/portfolio-margin', { openLossUsd: 1000 })
    expect(retail.adjustedEquity).toBeCloseTo((pro.adjustedEquity ?? 0) - 1000, 8)
    // Futures at 20x; loans at 3x: half of them.
    const futures = (2000 + 1680 + 10_000) / 20
    expect(retail.initialMargin).toBeCloseTo(futures + (0.04 * 40_000 + 15 * 3000) / 2, 8)
  })

  test('a higher margin leverage asks less maintenance of a loan', () => {
    const loans = (rate: number): number => rate * (0.04 * 40_000 + 15 * 3000)
    for (const [marginLeverage, rate] of [
      [5, 0.08],
      [10, 0.05],
    ] as const)
      expect(exampleOf('binance/pm-pro', { marginLeverage }).maintenanceMargin).toBeCloseTo(
        maintenance - loans(0.1) + loans(rate),
        8,
      )
  })

  test('a loan must have a balance to be priced by', () => {
    const more = { venue: 'binance', settings: { loans: { ETH: '2', SOL: '1' } } }
    const book = bookDocument([], { mode: 'portfolio', balances: { ETH: '0', USDT: '5' }, ...more })
    expect(problemsOf(margin(requestFor({ market: at, book }, { model: 'binance/pm-pro' })))).toEqual([
      'params.value /settings/loans/SOL',
    ])
    const owed = bookDocument([], { mode: 'portfolio', balances: { ETH: '0', SOL: '0', USDT: '5' }, ...more })
    expect(marginOf({ market, book: owed }, { model: 'binance/pm-pro' }).maintenanceMargin).toBeCloseTo(510, 8)
  })

  test('a balance below zero is a loan, and is owed in full', () => {
    const book = bookDocument([], { mode: 'portfolio', balances: { USDT: '10000', ETH: '-2' } })
    const result = marginOf({ market: at, book }, { model: 'binance/pm-pro' })
    expect(result.adjustedEquity).toBeCloseTo(10_000 * 0.9999 - 6000, 8)
    expect(result.maintenanceMargin).toBeCloseTo(600, 8)
  })
})

describe('what is not known', () => {
  test('COIN-M contracts without brackets hide the requirement, not the equity', () => {
    const result = resultOf([['SOL/USD:SOL', '1000', '100']], { model: 'cross', balances: { SOL: '100' } })
    expect(result).toMatchObject({ equity: 10_000, maintenanceMargin: null, initialMargin: null, standing: 'unknown' })
    expect(result.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'params.missing /parameters/coinmBrackets/SOLUSD',
    ])
  })

  test('and so does a position above the end of a table that was not read to its end', () => {
    const ask = (contracts: string) =>
      resultOf([[coin, contracts, '50000']], { model: 'cross', balances: { BTC: '300' } })
    expect(ask('20000000').maintenanceMargin).toBeCloseTo((400 * 0.125 - 11.605) * 50_000, 6)
    expect(ask('20000001').maintenanceMargin).toBeNull()
  })

  test('or that orders would take there', () => {
    const ask = (contracts: string) =>
      resultOf([[coin, '10000000', '50000']], {
        model: 'cross',
        balances: { BTC: '300' },
        more: { orders: [{ symbol: coin, contracts, price: '50000' }] },
      }).initialMargin
    expect(ask('10000000')).toBeCloseTo((400 / 4) * 50_000, 6)
    expect(ask('10000001')).toBeNull()
  })

  test('portfolio collateral without a ratio hides what backs the account, not what it must have', () => {
    const assets = { ...(market['assets'] as Fields), DOGE: { price: '0.1' } }
    const book = bookDocument([[btc, '1', '50000']], { mode: 'portfolio', balances: { USDT: '9000', DOGE: '100' } })
    const result = marginOf({ market: { ...market, assets }, book }, { model: 'binance/portfolio-margin' })
    expect(result).toMatchObject({ equity: 9010, adjustedEquity: null, maintenanceMargin: 200, standing: 'unknown' })
    expect(result.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'params.missing /parameters/collateral/DOGE',
    ])
    expect(result.collateral.map(({ asset, counted }) => [asset, counted])).toEqual([
      ['USDT', 9000 * 0.9999],
      ['DOGE', null],
    ])
    expect(result.venueFigures).toEqual({ actualEquity: 9010 })
    // What is owed needs none.
    const owing = bookDocument([], { mode: 'portfolio', balances: { USDT: '9000', DOGE: '-100' } })
    const known = marginOf({ market: { ...market, assets }, book: owing }, { model: 'binance/portfolio-margin' })
    expect(known).toMatchObject({ maintenanceMargin: 1, standing: 'calm' })
    expect(known.adjustedEquity).toBeCloseTo(9000 * 0.9999 - 10, 9)
  })

  test('the SPAN account waits for scenarios', () => {
    const result = resultOf([[btc, '1', '50000']], { model: 'pm-span', mode: 'portfolio', balances: { USDT: '9000' } })
    expect(result.maintenanceMargin).toBeNull()
    expect(result.problems.map(({ path }) => path)).toEqual(['/parameters/scenarios/BTC'])
  })
})

test('options, money of other countries and unlisted contracts are refused', () => {
  const symbols = ['BTC/USDC:USDC-260327-50000-C', 'NOPE/USDT:USDT', 'BTC/EUR:BTC']
  const listed = symbols.map((symbol) =>
    listing(symbol, { mark: symbol.endsWith('C') && symbol.includes('-') ? '900' : '10' }),
  )
  const document = marketDocument(listed, {
    underlyings: { BTC: { index: '50000' }, NOPE: { index: '10' } },
    assets: { ...(market['assets'] as Fields), EUR: { price: '1.1' } },
  })
  const book = bookDocument(
    symbols.map((symbol) => [symbol, '1', '10']),
    { balances: { EUR: '5' } },
  )
  expect(problemsOf(margin(requestFor({ market: document, book }, { model: 'binance/cross' })))).toEqual([
    'venue.cannot-hold /positions/BTC~1USDC:USDC-260327-50000-C',
    'venue.cannot-hold /positions/NOPE~1USDT:USDT',
    'venue.cannot-hold /positions/BTC~1EUR:BTC',
    'venue.cannot-hold /balances/EUR',
  ])
})
