import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importBalances } from './balances.ts'
import { importCcxtPositions } from './ccxt-positions.ts'

const examples = new URL('../../../../examples/import/', import.meta.url)
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, examples), 'utf8'))
const positions = (list: readonly unknown[]) => importCcxtPositions(list, 'p.json')
const plain = { symbol: 'BTC/USDT:USDT', contracts: 0.5, side: 'long', entryPrice: 43000, marginMode: null }

describe('positions as ccxt returns them', () => {
  test('Binance, unchanged: signed by side, isolated margin kept apart', () => {
    const list = read('ccxt-binance-positions.json') as Record<string, unknown>[]
    const { value, problems, notes } = positions(list)
    expect(problems).toEqual([])
    expect(notes[0]).toBe('isolated margin from info.isolatedWallet: SOL/USDT:USDT')
    // What ccxt gives is the wallet with the loss in it.
    expect([list[2]?.['collateral'], list[2]?.['unrealizedPnl']]).toEqual([3385.8, -759])
    expect(value.rows.slice(1, 3)).toEqual([
      { symbol: 'ETH/USDT:USDT', contracts: '-12.5', entryPrice: '2261.35', leverage: 10, marginMode: 'cross' },
      {
        symbol: 'SOL/USDT:USDT',
        contracts: '220',
        entryPrice: '94.2',
        leverage: 5,
        marginMode: 'isolated',
        isolatedMargin: '4144.8',
      },
    ])
  })

  test('Deribit, unchanged: many fields are null', () => {
    const { value, problems, notes } = positions(read('ccxt-deribit-positions.json') as unknown[])
    expect(problems).toEqual([])
    expect(value.rows[0]).toEqual({ symbol: 'ETH/USD:ETH', contracts: '-60000', entryPrice: '2240.65', leverage: 50 })
    expect(notes.join()).toContain('marginRatio')
  })

  test('a long and a short of one symbol in hedge mode stay apart', () => {
    const { value } = positions([
      { ...plain, hedged: true },
      { ...plain, hedged: true, side: 'short' },
    ])
    expect(value.rows.map(({ contracts, positionSide }) => [contracts, positionSide])).toEqual([
      ['0.5', 'long'],
      ['-0.5', 'short'],
    ])
  })

  test('small numbers become exact digits', () => {
    expect(positions([{ ...plain, contracts: 1e-7 }]).value.rows[0]?.contracts).toBe('0.0000001')
    expect(positions([{ ...plain, contracts: 1e21 }]).value.rows[0]?.contracts).toBe('1000000000000000000000')
  })

  test('rows without contracts are left out, and named', () => {
    const { value, notes } = positions([
      { ...plain, contracts: 0 },
      { symbol: 'X', contracts: null, side: null, notional: null },
      plain,
    ])
    expect(value.rows).toHaveLength(1)
    expect(value.paths).toEqual(['/2'])
    expect(notes).toContain('left out, no contracts: BTC/USDT:USDT, X')
  })

  test('an isolated position without collateral has its initial margin set aside, and it is said', () => {
    const isolated = { ...plain, marginMode: 'isolated', collateral: null, initialMargin: 2150 }
    const { value, notes } = positions([isolated, { ...isolated, initialMargin: null }])
    expect(value.rows.map(({ isolatedMargin }) => isolatedMargin)).toEqual(['2150', undefined])
    expect(notes.slice(0, 2)).toEqual([
      'isolated margin from initialMargin: BTC/USDT:USDT',
      'isolated margin from entryPrice, contracts and leverage: BTC/USDT:USDT',
    ])
  })

  test.each([
    [{ ...plain, contracts: 'NaN' }, '/0/contracts', 'decimal.syntax'],
    [{ ...plain, contracts: '1e5' }, '/0/contracts', 'decimal.syntax'],
    [{ ...plain, contracts: null }, '/0/contracts', 'decimal.syntax'],
    [{ ...plain, contracts: -1 }, '/0/contracts', 'book.side'],
    [{ ...plain, side: null }, '/0/side', 'book.side'],
    [{ ...plain, entryPrice: 'Infinity' }, '/0/entryPrice', 'decimal.syntax'],
    ['text', '/0', 'document.type'],
  ])('%j is refused', (row, path, code) => {
    expect(positions([row]).problems.map((problem) => [problem.path, problem.code])).toEqual([[path, code]])
  })
})

describe('balances as ccxt returns them', () => {
  test('the total of each currency', () => {
    const { value, notes, problems } = importBalances(read('ccxt-binance-balance.json'), 'b.json')
    expect({ value, problems }).toEqual({ value: { USDT: '41250.5', USDC: '20000' }, problems: [] })
    expect(notes).toEqual(['left out, nothing held: BNB, FDUSD'])
  })

  test('less what is owed, and free with used where there is no total', () => {
    const document = { BTC: { free: 0.1, used: 0.2, total: null, debt: 0.05 }, timestamp: 1, fees: 'x' }
    const { value, notes } = importBalances(document, 'b.json')
    expect(value).toEqual({ BTC: '0.25' })
    expect(notes).toEqual(['ignored fields of balances: fees'])
  })

  test('a plain map of amounts', () => {
    expect(importBalances({ USDT: '12.50', BTC: -0.1 }, 'b.json').value).toEqual({ USDT: '12.5', BTC: '-0.1' })
  })

  test('what is no number is refused where it stands', () => {
    expect(importBalances({ USDT: '1e3' }, 'b.json').problems.map(({ path }) => path)).toEqual(['/USDT'])
    expect(importBalances({ total: { USDT: 'NaN' } }, 'b.json').problems.map(({ path }) => path)).toEqual([
      '/total/USDT',
    ])
    expect(importBalances([], 'b.json').problems).toHaveLength(1)
  })

  test.each([
    { format: 'plimsoll-book/1', balances: { USDT: '5' } },
    { format: 'plimsoll-book/1', USDT: '5' },
    { data: { list: [] }, code: 0 },
  ])('another object is not taken for balances: %j', (document) => {
    expect(importBalances(document, 'b.json').problems.map(({ code }) => code)).toEqual(['document.format'])
  })
})
