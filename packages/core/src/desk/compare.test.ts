import { describe, expect, test } from 'vitest'
import type { LiquidationResult } from '../account/margin-result.ts'
import { book, listing, market, type PositionRow, problemsOf, unwrap } from '../testkit/builders.ts'
import { btc, compared, eth, pair } from '../testkit/compared.ts'
import { compare } from './compare.ts'
import { nearestOf } from './comparison-row.ts'
import { margin } from './margin.ts'

describe('a comparison', () => {
  const { rows } = compared({}, { venues: ['generic', 'house'] })
  const [isolated, cross, portfolio] = rows

  test('has the three modes, each as margining in that mode', () => {
    expect(rows.map(({ model, mode }) => [model, mode])).toEqual([
      ['generic/isolated', 'isolated'],
      ['generic/cross', 'cross'],
      ['house/portfolio', 'portfolio'],
    ])
    expect(
      compared()
        .rows.slice(0, 3)
        .map(({ model }) => model),
    ).toEqual(rows.map(({ model }) => model))
    for (const row of compared().rows.filter(({ holds }) => holds)) {
      const alone = unwrap(
        margin({ book: book(pair, { balances: { USDT: '20000' } }), market: market([btc, eth]), model: row.model }),
      )
      expect(row).toMatchObject({
        equity: alone.equity,
        initialMargin: alone.initialMargin,
        maintenanceUse: alone.maintenanceUse,
        standing: alone.standing,
      })
      expect(row.nearest).toEqual(row.standing === 'unknown' ? null : nearestOf(alone.liquidation))
    }
  })

  test('marks the cheapest, and the first to be liquidated', () => {
    const needs = rows.map(({ initialMargin }) => initialMargin ?? Number.NaN)
    expect(rows.find(({ isCheapest }) => isCheapest)?.initialMargin).toBe(Math.min(...needs))
    const moves = rows.map(({ nearest }) => Math.abs(nearest?.moveFrac ?? Number.POSITIVE_INFINITY))
    expect(Math.abs(rows.find(({ isFirstToLiquidate }) => isFirstToLiquidate)?.nearest?.moveFrac ?? 0)).toBe(
      Math.min(...moves),
    )
    expect([isolated?.isFirstToLiquidate, rows.filter(({ isCheapest }) => isCheapest).length]).toEqual([true, 1])
  })

  test('says what each mode saves against cross', () => {
    expect(cross?.benefitFrac).toBe(0)
    expect(portfolio?.benefitFrac).toBe(1 - (portfolio?.initialMargin ?? 0) / (cross?.initialMargin ?? 0))
  })

  test('of modes without cross says nothing of a benefit', () => {
    expect(compared({}, { modes: ['portfolio'] }).rows[0]?.benefitFrac).toBeNull()
  })

  test('gives idle margin in the report currency', () => {
    const idle = {
      mode: 'isolated',
      positions: [{ symbol: 'BTC/USD:BTC', contracts: '1000', entryPrice: '50000', isolatedMargin: '0.5' }],
      balances: { BTC: '1' },
    }
    const account = book([], idle)
    const [row] = unwrap(compare({ book: account, market: market(['BTC/USD:BTC']) }, { modes: ['isolated'] })).rows
    // 0.5 BTC set aside, 0.02 BTC ÷ 50 needed.
    expect(row?.idle).toBeCloseTo((0.5 - 0.02 / 50) * 50_000, 6)
    const [inCoins] = unwrap(
      compare({ book: account, market: market(['BTC/USD:BTC']), currency: 'BTC' }, { modes: ['isolated'] }),
    ).rows
    expect(inCoins?.idle).toBeCloseTo(0.5 - 0.02 / 50, 12)
  })

  test('does not call the free balance of a wallet idle', () => {
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000', { leverage: 10, marginMode: 'isolated', isolatedMargin: '6000' }],
      ['ETH/USDT:USDT', '10', '2500', { leverage: 10, marginMode: 'cross' }],
    ]
    const request = { book: book(rows, { balances: { USDT: '1000000' } }), market: market([btc, 'ETH/USDT:USDT']) }
    const models = ['generic/isolated', 'generic/cross', 'binance/isolated', 'binance/cross', 'okx/isolated']
    // 6,000 set aside, 5,000 needed; the other 994,000 USDT are free in their wallet.
    for (const { model, idle } of unwrap(compare(request, { models })).rows)
      expect([model, idle]).toEqual([model, 1000])
  })

  test('of an unknown book has no figures and no marks', () => {
    const unknown = unwrap(
      compare({
        book: book([[btc, '1', '50000']], { balances: { USDT: '10000' } }),
        market: market([listing(btc, { mark: undefined })]),
      }),
    )
    for (const row of unknown.rows)
      expect(row).toMatchObject({
        equity: null,
        idle: null,
        benefitFrac: null,
        nearest: null,
        isCheapest: false,
        isFirstToLiquidate: false,
      })
  })
})

describe('a venue that cannot hold the book, or whose parameters are not known', () => {
  const option = 'BTC/USDC:USDC-260327-50000-C'
  const held = { balances: { USDC: '50000' } }

  test('has a row of nulls with the reason, and is never marked', () => {
    const { rows } = unwrap(
      compare(
        { book: book([[option, '-1', '900']], held), market: market([option]) },
        { venues: ['generic', 'hyperliquid'] },
      ),
    )
    const refused = rows.filter(({ venue }) => venue === 'hyperliquid')
    expect(refused.length).toBeGreaterThan(0)
    for (const row of refused) {
      const [reason] = row.reasons
      expect([reason?.code, reason?.path]).toEqual(['venue.cannot-hold', `/positions/${option.replace('/', '~1')}`])
      expect(row).toMatchObject({
        holds: false,
        initialMargin: null,
        maintenanceMargin: null,
        equity: null,
        nearest: null,
      })
      expect(row).toMatchObject({
        standing: 'unknown',
        isCheapest: false,
        isFirstToLiquidate: false,
        benefitFrac: null,
      })
    }
    expect(rows.filter(({ isCheapest }) => isCheapest).map(({ venue }) => venue)).toEqual(['generic'])
  })

  test('whose requirement lacks a parameter gives what is known, and the reason', () => {
    const asked = { book: book([[btc, '1', '50000']], { balances: { USDT: '10000' } }), market: market([btc]) }
    const [row] = unwrap(compare(asked, { models: ['span/portfolio'] })).rows
    expect(row).toMatchObject({
      holds: true,
      initialMargin: null,
      maintenanceMargin: null,
      equity: 10000,
      venueFigure: null,
    })
    expect(row?.reasons.map(({ code }) => code)).toContain('params.missing')
  })

  test('shows the venue’s own figure under its name', () => {
    const asked = { book: book([[btc, '1', '50000']], { balances: { USDT: '10000' } }), market: market([btc]) }
    const own = unwrap(margin({ ...asked, model: 'binance/cross' })).venueFigures
    const [row] = unwrap(compare(asked, { models: ['binance/cross'] })).rows
    const [name] = Object.keys(own)
    expect(row?.venueFigure).toEqual({ name, value: own[name ?? ''] })
  })

  test.each([
    ['okx/isolated', 'mgnRatio'],
    ['binance/isolated', 'marginRatio'],
    ['hyperliquid/isolated', 'maintenance margin ÷ account value'],
    ['paradex/isolated', 'margin ratio'],
  ])('of %s that is the %s of the pool that stands worst', (model, words) => {
    const [far, near] = ['BTC/USDC:USDC', 'ETH/USDC:USDC']
    const rows: readonly PositionRow[] = [
      [far, '1', '50000', { isolatedMargin: '20000' }],
      [near, '10', '2500', { isolatedMargin: '3000' }],
    ]
    const asked = { book: book(rows, { mode: 'isolated', balances: { USDC: '40000' } }), market: market([far, near]) }
    const report = unwrap(margin({ ...asked, model }))
    const [row] = unwrap(compare(asked, { models: [model] })).rows
    expect(report.worstPool).toContain(near)
    expect(row?.venueFigure?.name).toContain(words)
    expect(row?.venueFigure?.name).toContain(report.worstPool)
    expect([report.marginRatio ?? 0, 1 / (report.marginRatio ?? 0)].map((ratio) => ratio.toFixed(9))).toContain(
      row?.venueFigure?.value.toFixed(9),
    )
  })

  test('never shows the figure of a sounder pool', () => {
    // The ETH margin is lost: its ratio has no number, and that of BTC would say that all is well.
    const rows: readonly PositionRow[] = [
      [btc, '1', '50000', { isolatedMargin: '20000' }],
      [eth, '10', '4000', { isolatedMargin: '3000' }],
    ]
    const asked = { book: book(rows, { mode: 'isolated', balances: { USDT: '40000' } }), market: market([btc, eth]) }
    const [row] = unwrap(compare(asked, { models: ['binance/isolated'] })).rows
    expect([row?.standing, row?.venueFigure]).toEqual(['liquidating', null])
  })

  test('saves against cross of the same venue', () => {
    const rows = compared({}, { venues: ['okx'] }).rows
    const [cross, other] = [rows.find(({ mode }) => mode === 'cross'), rows.find(({ mode }) => mode === 'isolated')]
    expect(other?.benefitFrac).toBe(1 - (other?.initialMargin ?? 0) / (cross?.initialMargin ?? 0))
  })

  test('settings of the book are for its own venue', () => {
    const fields = { venue: 'binance', settings: { coinmWallet: { BTC: '0.1' } } }
    expect(compared(fields).rows.length).toBe(compared().rows.length)
    expect(
      problemsOf(compare({ book: book(pair, { ...fields, settings: { fast: 1 } }), market: market([btc, eth]) }))[0],
    ).toContain('/settings')
  })
})

test('of modes that ask the same the one that uses less is cheapest, and one that liquidates the book never is', () => {
  const rows: readonly PositionRow[] = [[btc, '1', '50000', { leverage: 10, isolatedMargin: '6000' }]]
  const cheapestOf = (positions: readonly PositionRow[]) =>
    unwrap(
      compare(
        { book: book(positions, { balances: { USDT: '20000' } }), market: market([btc]) },
        { modes: ['isolated', 'cross'] },
      ),
    ).rows.filter(({ isCheapest }) => isCheapest)
  expect(cheapestOf(rows).map(({ mode }) => mode)).toEqual(['cross'])
  expect(cheapestOf([[btc, '1', '50000', { leverage: 10, isolatedMargin: '100' }]]).map(({ mode }) => mode)).toEqual([
    'cross',
  ])
})

test('a mode whose collateral is not known is never cheapest, though its requirement is', () => {
  const assets = { USDT: { price: '1', stable: true }, WIF: { price: '0.3' } }
  const held = book([[btc, '1', '50000']], { balances: { USDT: '20000', WIF: '100' } })
  const { rows } = unwrap(
    compare(
      { book: held, market: market([btc], { assets }) },
      { models: ['binance/portfolio-margin', 'house/portfolio'] },
    ),
  )
  const [unknown, other] = rows
  expect([unknown?.standing, (unknown?.initialMargin ?? Number.NaN) < (other?.initialMargin ?? 0)]).toEqual([
    'unknown',
    true,
  ])
  expect(rows.map(({ isCheapest }) => isCheapest)).toEqual([false, true])
})

test('the nearest point is the smallest move found, and already is at once', () => {
  const found = (moveFrac: number) => ({ state: 'found' as const, indexPrice: 1, mark: 1, moveFrac, straddles: false })
  const none = { state: 'none' as const, reason: 'hedged' }
  const points: readonly LiquidationResult[] = [
    { scope: 'A', pool: 'p', below: found(-0.3), above: none },
    { scope: 'B', pool: 'p', below: none, above: found(0.2) },
  ]
  expect(nearestOf(points)).toEqual({ scope: 'B', pool: 'p', side: 'above', moveFrac: 0.2 })
  expect(
    nearestOf([...points, { scope: 'C', pool: 'q', below: { state: 'already' }, above: { state: 'already' } }]),
  ).toEqual({ scope: 'C', pool: 'q', side: 'below', moveFrac: 0 })
  expect(nearestOf([])).toBeNull()
})
