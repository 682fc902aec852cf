import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../../account/margin-result.ts'
import { margin } from '../../desk/margin.ts'
import { book, type Fields, listing, market, type PositionRow, problemsOf, unwrap } from '../../testkit/builders.ts'
import { hyperliquidExamples } from './examples.ts'
import { portfolioFigures } from './figures.ts'
import { leverageTiers } from './margin-table.ts'
import { hyperliquidAlpha } from './params.ts'
import { parseHyperliquidParameters } from './schema.ts'

const [btc, eth, hype] = ['BTC/USDC:USDC', 'ETH/USDC:USDC', 'HYPE/USDC:USDC']

const priced = (price: string): Fields => ({
  underlyings: { BTC: { index: price }, ETH: { index: '2500' }, HYPE: { index: '40' } },
  assets: { USDC: { price: '1', stable: true }, BTC: { price }, HYPE: { price: '40' } },
})

function resultOf(
  mode: string,
  rows: readonly PositionRow[],
  fields: Fields = {},
  price = '50000',
  parameters?: unknown,
): MarginResult {
  const listings = [listing(btc, { mark: price }), listing(eth), listing(hype, { mark: '40' })]
  const asked = { balances: { USDC: '10000' }, mode, venue: 'hyperliquid', ...fields }
  const request = { book: book(rows, asked), market: market(listings, priced(price)) }
  return unwrap(margin(parameters === undefined ? request : { ...request, parameters }))
}

test('the borrowable amount of the venue’s own example, and under caps', () => {
  const computed = (inputs: Fields): unknown =>
    hyperliquidExamples['hyperliquid: portfolio margin borrowable']?.(inputs)
  const example = { balance: 10_000, price: 40, ltv: 0.5 }
  expect(computed(example)).toEqual({ borrowable: 200_000 })
  expect(computed({ ...example, supply_cap: 200 })).toEqual({ borrowable: 4000 })
  expect(computed({ ...example, borrow_cap: 1000 })).toEqual({ borrowable: 1000 })
  expect(computed({ ...example, balance: -1 })).toEqual({ borrowable: 0 })
})

// The page’s formula by hand: 150 m × (2.5 % − 1.25 %).
test('deductions make a margin table continuous', () => {
  const rows = hyperliquidAlpha.parameters.marginTables['tiered 40x'] ?? []
  expect(leverageTiers(rows, 0.5)).toEqual([
    { notionalMax: 150_000_000, maintenanceRateFrac: 0.0125, maintenanceDeduction: 0, leverageMax: 40 },
    { notionalMax: null, maintenanceRateFrac: 0.025, maintenanceDeduction: 1_875_000, leverageMax: 20 },
  ])
})

describe('cross', () => {
  test('initial margin by leverage, maintenance half of that at the largest', () => {
    const { initialMargin, maintenanceMargin } = resultOf('cross', [
      [btc, '1', '50000'],
      [eth, '-10', '2500', { leverage: 5 }],
    ])
    expect([initialMargin, maintenanceMargin]).toEqual([1250 + 5000, 625 + 500])
  })

  test('a position in two tiers pays each slice at its rate', () => {
    const { maintenanceMargin, initialMargin } = resultOf('cross', [[btc, '4000', '50000']])
    expect([maintenanceMargin, initialMargin]).toEqual([1_875_000 + 50_000_000 * 0.025, 10_000_000])
  })

  test('ten per cent of notional stays when profit is taken out', () => {
    const { venueFigures } = resultOf('cross', [[btc, '1', '48000', { leverage: 40 }]])
    expect(venueFigures['account: account value']).toBe(12_000)
    expect(venueFigures['account: withdrawable']).toBe(7000)
    expect(venueFigures['account: backstop below']).toBeCloseTo((625 * 2) / 3, 9)
  })

  test.each(['1.5', '-1.5'])('the printed liquidation price of %s is where the search finds it', (contracts) => {
    const { venueFigures, liquidation } = resultOf('cross', [
      [btc, contracts, '50000'],
      [eth, '5', '2500'],
    ])
    const point = liquidation.find(({ scope }) => scope === 'BTC')
    const side = contracts.startsWith('-') ? point?.above : point?.below
    expect(side?.state === 'found' ? side.mark : null).toBeCloseTo(venueFigures[`${btc}: liquidation price`] ?? 0, 6)
  })
})

test('an isolated position has its own price', () => {
  const { venueFigures, pools } = resultOf('isolated', [[btc, '-1', '50000', { isolatedMargin: '2000' }]])
  expect(pools.map(({ name, equity }) => [name, equity])).toEqual([
    ['account', 8000],
    [`${btc} short`, 2000],
  ])
  expect(venueFigures[`${btc} short: liquidation price`]).toBeCloseTo(50_000 + (2000 - 625) / 1.0125, 9)
})

test.each(['isolated', 'portfolio'])('margin of a position quoted in another dollar leaves the USDC, %s', (mode) => {
  const symbol = 'BTC/USDT:USDT'
  const held = book([[symbol, '1', '50000', { marginMode: 'isolated', isolatedMargin: '2000' }]], {
    balances: { USDC: '10000' },
    mode,
  })
  const assets = { USDT: { price: '1.001', stable: true }, USDC: { price: '0.999', stable: true } }
  const request = { book: held, market: market([listing(symbol)], { assets }), model: `hyperliquid/${mode}` }
  const { pools, equity, adjustedEquity, collateral } = unwrap(margin(request))
  const left = 10_000 - (2000 * 1.001) / 0.999
  expect(pools[0]?.equity).toBeCloseTo(left, 7)
  expect(pools[0]?.adjustedEquity).toBeCloseTo(left, 7)
  expect(adjustedEquity).toBeCloseTo(equity ?? Number.NaN, 9)
  expect(collateral.map(({ asset, pool }) => [asset, pool])).toEqual([
    ['USDC', 'account'],
    ['USDT', `${symbol} long`],
  ])
})

// The page’s carry trade: one BTC against one short from 100 000.
describe('portfolio', () => {
  const carry = (price: string): MarginResult =>
    resultOf('portfolio', [[btc, '-1', '100000', { leverage: 10 }]], { balances: { BTC: '1' } }, price)

  test('a loss on the perpetual is borrowed against the spot', () => {
    const { venueFigures, maintenanceMargin, adjustedEquity, trigger, equity } = carry('150000')
    expect(maintenanceMargin).toBe(20 + 1875 + 50_000)
    expect(adjustedEquity).toBe(112_500)
    expect(venueFigures['portfolio margin ratio']).toBeCloseTo(51_895 / 112_500, 12)
    expect([trigger, equity]).toEqual([0.95, 100_000])
  })

  test('at twice the price all that may be borrowed is, and nothing is left to open with', () => {
    const { freeCollateral, standing } = carry('200000')
    // Loan to value lends 100 000, which is owed: short of the 20 and the initial margin.
    expect(freeCollateral).toBeCloseTo(-20 - 20_000, 9)
    expect(standing).not.toBe('liquidating')
  })

  test('it is liquidated where requirement ÷ value passes 0.95', () => {
    const [point] = carry('100000').liquidation.filter(({ scope }) => scope === 'BTC')
    // 20 + 0.0125·P + (P − 100 000) = 0.95 × 0.75·P.
    expect(point?.above.state === 'found' ? point.above.mark : null).toBeCloseTo(99_980 / (1.0125 - 0.7125), 4)
    expect(point?.below.state).toBe('none')
  })

  test('a gain is USDC that counts in full', () => {
    expect(carry('50000')).toMatchObject({ adjustedEquity: 50_000 + 37_500, maintenanceMargin: 20 + 625 })
  })

  test('supply and borrow caps bound what counts', () => {
    const held = (balances: Fields): number | null => resultOf('portfolio', [], { balances }).adjustedEquity
    expect(held({ HYPE: '60000' })).toBe(1_000_000)
    expect(held({ HYPE: '1000' })).toBe(30_000)
    expect(held({ BTC: '25' })).toBe(750_000)
    expect(held({ BTC: '25', HYPE: '50000' })).toBe(1_000_000)
    const { parameters } = hyperliquidAlpha
    const each = { ...parameters, portfolio: { ...parameters.portfolio, borrowCapCovers: 'token' } }
    const document = { format: 'plimsoll-params/1', model: 'hyperliquid/portfolio', set: 'each', parameters: each }
    const balances = { BTC: '25', HYPE: '50000' }
    expect(resultOf('portfolio', [], { balances }, '50000', document).adjustedEquity).toBe(1_750_000)
    const hypeAlone = { balances: { HYPE: '50000' } }
    expect(resultOf('portfolio', [], hypeAlone, '50000', 'pre-alpha').adjustedEquity).toBe(1000)
  })

  test('the offset is asked once something is held or owed', () => {
    expect(resultOf('portfolio', [], { balances: { BTC: '1' } }).maintenanceMargin).toBe(0)
    expect(resultOf('portfolio', [], { balances: { BTC: '1', USDC: '-5' } }).maintenanceMargin).toBe(25)
  })
})

test('what Hyperliquid does not list is refused, with the reason', () => {
  const symbols = ['BTC/USD:BTC', 'BTC/USDC:USDC-260327', 'BTC/USDC:USDC-260327-50000-C']
  const rows = symbols.map((symbol): PositionRow => [symbol, '1', '5'])
  const asked = (balances: Fields) => ({ book: book(rows, { balances }), market: market(symbols) })
  const refused = symbols.map((symbol) => `venue.cannot-hold /positions/${symbol.replaceAll('/', '~1')}`)
  expect(problemsOf(margin({ ...asked({ BTC: '1' }), model: 'hyperliquid/cross' }))).toEqual([
    ...refused,
    'venue.cannot-hold /balances/BTC',
  ])
  const balances = { ETH: '2', BTC: '-1', USDT: '5', USDC: '-1', SOL: '0' }
  expect(problemsOf(margin({ ...asked(balances), model: 'hyperliquid/portfolio' }))).toEqual([
    ...refused,
    'venue.cannot-hold /balances/ETH',
    'venue.cannot-hold /balances/BTC',
    'venue.cannot-hold /balances/USDT',
  ])
})

test('what may be held under portfolio margin is as the set in use says', () => {
  const request = { book: book([], { balances: { BTC: '1' } }), market: market([btc]), model: 'hyperliquid/portfolio' }
  expect(margin(request).ok).toBe(true)
  const refused = margin({ ...request, parameters: 'pre-alpha' })
  expect(refused.ok ? null : refused.problems[0]?.message).toBe(
    'collateral under portfolio margin on Hyperliquid must be USDC, HYPE, is BTC',
  )
})

test.each(['cross', 'isolated', 'portfolio'])('a coin whose table nobody has told has unknown %s margin', (mode) => {
  const symbol = 'NEW/USDC:USDC'
  const listed = market([listing(symbol, { mark: '3' })], { underlyings: { NEW: { index: '3' } } })
  const request = { book: book([[symbol, '9', '3']], { balances: { USDC: '100' }, mode }), market: listed }
  const { maintenanceMargin, problems } = unwrap(margin({ ...request, venue: 'hyperliquid', mode: mode as 'cross' }))
  expect(maintenanceMargin).toBe(null)
  expect(problems[0]).toMatchObject({ code: 'params.missing', path: '/parameters/markets/NEW' })
})

test.each([
  ['a table that is not there', { markets: { BTC: '50x' } }],
  ['a table that does not begin at 0', { marginTables: { 'tiered 40x': [{ notionalMin: 5, leverageMax: 3 }] } }],
  ['floors that fall', { marginTables: { odd: [0, 9, 8].map((notionalMin) => ({ notionalMin, leverageMax: 3 })) } }],
])('parameters with %s are refused', (_what, change) => {
  const { parameters } = hyperliquidAlpha
  const marginTables = { ...parameters.marginTables, ...(change as { marginTables?: object }).marginTables }
  expect(parseHyperliquidParameters({ ...parameters, ...change, marginTables }).ok).toBe(false)
})

test('nothing of a coin that is not eligible changes nothing', () => {
  const eligible = resultOf('portfolio', [[btc, '0.1', '50000']])
  const held = resultOf('portfolio', [[btc, '0.1', '50000']], { balances: { USDC: '10000', HYPED: '0' } })
  expect(held.venueFigures).toEqual(eligible.venueFigures)
})

test('without pools there are no figures', () => {
  expect(portfolioFigures([], () => null, hyperliquidAlpha.parameters)).toEqual({})
})
