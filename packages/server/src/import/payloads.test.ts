import { readdirSync, readFileSync } from 'node:fs'
import { margin } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import type { Source } from '../input/read-text.ts'
import { type ImportedAccount, type ImportOptions, importPayloads } from './payloads.ts'
import { reconcile } from './reconcile.ts'

const folder = new URL('../../../../examples/payloads/', import.meta.url)
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const files = (start: string): readonly Source[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
const source = (content: unknown, name = 'a.json'): Source => ({ name, text: JSON.stringify(content) })

function imported(sources: readonly Source[], options?: ImportOptions): ImportedAccount {
  return importPayloads(sources, options)
}

function problemsOf(sources: readonly Source[], options?: ImportOptions): readonly InputProblem[] {
  try {
    importPayloads(sources, options)
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  return []
}

describe('an account of each venue, from its answers', () => {
  test.each([
    ['hyperliquid', 'hyperliquid/cross', 6],
    ['deribit', 'deribit/segregated-standard', 3],
    ['okx', 'okx/multi-currency', 4],
    ['bybit', 'bybit/cross', 2],
    ['binance-usdm', 'binance/cross', 8],
    ['binance-coinm', 'binance/cross', 4],
  ])('%s reconciles with its own figures', (venue, model, count) => {
    const { book, market, stated } = imported(files(venue))
    const result = margin({ book, market })
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    expect(result.value.model).toBe(model)
    const { figures, reconciles } = reconcile(result.value, stated, market)
    expect(figures.filter(({ verdict }) => verdict !== 'reconciles')).toEqual([])
    expect([reconciles, figures.length]).toEqual([true, count])
  })

  test('Hyperliquid: isolated margin is what was set aside, before the profit', () => {
    const { documents, notes } = imported(files('hyperliquid'))
    expect(documents.book).toMatchObject({
      venue: 'hyperliquid',
      balances: { USDC: '10000' },
      positions: [
        { symbol: 'BTC/USDC:USDC', contracts: '0.5', entryPrice: '43000', leverage: 20 },
        { symbol: 'ETH/USDC:USDC', contracts: '-10', marginMode: 'isolated', isolatedMargin: '2250' },
      ],
    })
    expect(documents.market).toMatchObject({
      at: '2024-01-08T11:19:41.000Z',
      underlyings: { BTC: { index: '44120.3' } },
    })
    expect(notes.join('\n')).toContain('left out, no size: SOL')
  })

  test('Deribit: what was settled from the average price on is taken out of the balance again', () => {
    const { documents, notes } = imported(files('deribit'))
    const { balances, positions } = documents.book as { balances: Record<string, string>; positions: object[] }
    // 58.25 and 0.0125 of the session, less the profit from 2240.65 to yesterday's 2235, on 60 000 dollars sold.
    const settled = -60_000 * (1 / 2240.65 - 1 / 2235)
    expect(Number(balances['ETH'])).toBeCloseTo(58.25 + 0.0125 - settled, 8)
    expect(positions).toEqual([
      { symbol: 'ETH/USD:ETH', contracts: '-60000', entryPrice: '2240.65', leverage: 50 },
      { symbol: 'ETH/USD:ETH-240329-2400-C', contracts: '-20', entryPrice: '0.09' },
    ])
    expect(documents.market['instruments']).toContainEqual(
      expect.objectContaining({
        symbol: 'ETH/USD:ETH-240329-2400-C',
        mark: '0.0857',
        markVol: 0.5632,
        strike: '2400',
        right: 'call',
      }),
    )
    expect(notes.join('\n')).toContain('left out, no size: ETH-29MAR24-2600-C')
  })

  test('OKX: contracts keep their size, isolated margin comes back into the balance, interest is owed', () => {
    const { documents } = imported(files('okx'))
    expect(documents.book['balances']).toEqual({ USDT: '21118.75', BTC: '0.4' })
    const sizes = (sources: readonly Source[]) =>
      (imported(sources).documents.market['instruments'] as { contractSize: string }[]).map(
        ({ contractSize }) => contractSize,
      )
    expect(sizes(files('okx'))).toEqual(['0.01', '0.1'])
    expect(sizes(files('okx').filter(({ name }) => !name.includes('instruments')))).toEqual(['0.01', '0.1'])
    const assets = documents.market['assets'] as Record<string, { price: string }>
    expect(Number(assets['USDT']?.price)).toBeCloseTo(1.0007, 9)
  })

  test('Binance: positions of the account are those of positionRisk, and alone they are read too', () => {
    const both = imported(files('binance-usdm'))
    const alone = imported(files('binance-usdm-account'))
    const symbols = ({ book }: ImportedAccount): readonly string[] => book.positions.map(({ symbol }) => symbol)
    expect(symbols(both)).toEqual(['BTC/USDT:USDT', 'ETH/USDT:USDT'])
    expect(symbols(alone)).toEqual(['BTC/USDT:USDT'])
    expect(alone.documents.market['instruments']).toMatchObject([{ mark: '44088' }])
    expect(both.notes.join('\n')).toContain('positions are read from fapi/positionRisk')
  })

  test('COIN-M: a contract of BTC is 100 dollars, and the coins of its wallet are told apart', () => {
    const { documents } = imported(files('binance-coinm'))
    expect(documents.book['settings']).toEqual({ coinmWallet: { BTC: '0.02' } })
    expect(documents.market['instruments']).toMatchObject([
      { symbol: 'BTC/USD:BTC', contractSize: '100', payout: 'inverse' },
    ])
  })
})

describe('more than one answer of a kind', () => {
  test('both futures wallets of Binance at once: each currency by itself, no total of one of them', () => {
    const { book, market, stated, notes } = imported(files('binance'))
    const result = margin({ book, market })
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    const { figures, reconciles } = reconcile(result.value, stated, market)
    expect([reconciles, figures.some(({ of }) => of === 'account')]).toEqual([true, false])
    expect(new Set(figures.map(({ of }) => of))).toEqual(
      new Set(['BTC', 'USDT', 'BTC/USD:BTC long', 'BTC/USDT:USDT long', 'ETH/USDT:USDT short']),
    )
    expect(notes.join('\n')).toContain('not compared')
  })

  test('an OKX option by its position and a summary of volatilities: size by its value, forward of its expiry', () => {
    const id = 'BTC-USD-240329-45000-C'
    const row = { instId: id, mgnMode: 'cross', posSide: 'net', pos: '-150', avgPx: '0.07', markPx: '0.0712' }
    const positions = [
      { ...row, idxPx: '44120', lever: '', liqPx: '', optVal: '-0.1068', notionalUsd: '66180', uTime: '1704712781000' },
    ]
    const volatilities = [
      { instId: id, markVol: '0.61', fwdPx: '44900', ts: '1704712781000' },
      { instId: 'BTC-USD-240329-50000-C', markVol: '0.62', fwdPx: '44900', ts: '1704712781000' },
    ]
    const { documents, book } = imported([
      source({ code: '0', data: volatilities }, 'v.json'),
      source({ code: '0', data: positions }, 'p.json'),
    ])
    expect(documents.market).toMatchObject({
      instruments: [{ symbol: 'BTC/USD:BTC-240329-45000-C', contractSize: '0.01', mark: '0.0712', markVol: 0.61 }],
      forwards: [{ underlying: 'BTC', expiry: '2024-03-29T08:00:00.000Z', price: '44900' }],
    })
    expect(book.positions.map(({ contracts }) => contracts.toString())).toEqual(['-150'])
  })

  test('Bybit options, Deribit book summaries and COIN-M listings give their prices and sizes', () => {
    const bybit = {
      symbol: 'BTC-29MAR24-45000-C-USDT',
      lastPrice: '4000',
      markPrice: '4010',
      indexPrice: '44090',
      markIv: '0.6',
      underlyingPrice: '44800',
    }
    const tickers = source({ retCode: 0, result: { category: 'option', list: [bybit] }, time: 1704712781000 })
    expect(imported([tickers]).documents.market).toMatchObject({
      instruments: [{ symbol: 'BTC/USDT:USDT-240329-45000-C', mark: '4010', markVol: 0.6 }],
      forwards: [{ price: '44800' }],
      underlyings: { BTC: { index: '44090' } },
    })
    const summary = {
      instrument_name: 'SOL_USDC-PERPETUAL',
      mark_price: 90.9,
      base_currency: 'SOL',
      creation_timestamp: 1704712781000,
      estimated_delivery_price: 90.8,
    }
    expect(imported([source({ jsonrpc: '2.0', result: [summary] })]).documents.market).toMatchObject({
      at: '2024-01-08T11:19:41.000Z',
      instruments: [{ symbol: 'SOL/USDC:USDC', mark: '90.9' }],
      underlyings: { SOL: { index: '90.8' } },
    })
    const listing = { symbol: 'LINKUSD_PERP', contractType: 'PERPETUAL', marginAsset: 'LINK', contractSize: 5 }
    expect(imported([source({ symbols: [listing] })], { at: 0 }).documents.market['instruments']).toMatchObject([
      { contractSize: '5' },
    ])
  })

  test('Binance Portfolio Margin: what is borrowed is owed, and the account is in portfolio mode', () => {
    const account = {
      uniMMR: '5.1',
      accountEquity: '73.4',
      actualEquity: '122.6',
      accountInitialMargin: '23.7',
      accountMaintMargin: '12.0',
      accountStatus: 'NORMAL',
      updateTime: 1704712781000,
    }
    const balance = {
      asset: 'USDT',
      totalWalletBalance: '122.6',
      crossMarginBorrowed: '20',
      crossMarginInterest: '0.1',
      umWalletBalance: '0',
      cmWalletBalance: '0',
      updateTime: 1704712781000,
    }
    const { documents, stated } = imported([source(account, 'a.json'), source([balance], 'b.json')])
    expect(documents.book).toMatchObject({
      mode: 'portfolio',
      model: 'binance/portfolio-margin',
      balances: { USDT: '102.5' },
    })
    expect(stated.map(({ name }) => name)).toContain('uniMMR')
  })
})

describe('what was assumed or is lacking', () => {
  test('without an index the mark stands for it, and it is said', () => {
    const { documents, notes } = imported(files('bybit-positions'))
    expect(documents.market['underlyings']).toEqual({ BTC: { index: '44090' } })
    expect(notes).toContain('no index is given: the mark stands for it: BTC')
    expect(notes).toContain('taken at 1 USD, no payload prices it: USDT')
  })

  test('a market given beside the payloads has what they lack', () => {
    const balance = source([{ accountAlias: 'x', asset: 'BNB', balance: '2', updateTime: 1704712781000 }])
    const base = {
      format: 'plimsoll-market/1',
      at: '2024-01-01T00:00:00.000Z',
      currency: 'USD',
      assets: { BNB: { price: '300' } },
    }
    const { market, documents } = imported([balance], {
      market: { ...base, underlyings: {}, forwards: [], instruments: [] },
    })
    expect(market.assets.get('BNB')?.price.toString()).toBe('300')
    expect(documents.market['at']).toBe('2024-01-08T11:19:41.000Z')
    expect(problemsOf([balance], { market: { ...base, currency: 'EUR' } }).map(({ path }) => path)).toEqual([
      '/currency',
    ])
  })

  test('an answer that no book needs is named and left alone', () => {
    const brackets = source([{ symbol: 'ETHUSDT', brackets: [{ bracket: 1 }] }], 'b.json')
    const log = source(
      { retCode: 0, result: { list: [{ transactionTime: '1', cashFlow: '0', change: '1' }] }, time: 1 },
      'l.json',
    )
    expect(imported([...files('binance-usdm'), brackets]).notes.join('\n')).toContain(
      'b.json (leverageBracket): left out: the venue’s terms',
    )
    expect(imported([...files('bybit'), log]).notes.join('\n')).toContain(
      'l.json (account/transaction-log): left out: what was traded',
    )
  })

  test('an account without positions answers an empty list', () => {
    const { notes } = imported([...files('okx-account'), source({ code: '0', data: [] }, 'none.json')])
    expect(notes).toContain('none.json (empty list): an empty list: nothing is read')
  })
})

describe('what is refused', () => {
  const positions = read('binance-usdm-position-risk.json') as Record<string, unknown>[]
  const withField = (field: string, value: unknown): Source => source([{ ...positions[0], [field]: value }])

  test.each([
    ['a number that is none', withField('markPrice', 'NaN'), 'decimal.syntax', '/0/markPrice', 'is "NaN"'],
    ['an exponent', withField('positionAmt', '1e3'), 'decimal.syntax', '/0/positionAmt', 'is "1e3"'],
    [
      'a field that is null',
      withField('entryPrice', null),
      'document.missing-field',
      '/0/entryPrice',
      'must be present',
    ],
    ['a symbol that is no text', withField('symbol', 7), 'document.type', '/0/symbol', 'must be text, is 7'],
    ['another document', source({ trades: [] }), 'document.format', '', 'has trades'],
    ['a number', source(7), 'document.format', '', 'is number'],
    [
      'an error of Bybit',
      source({ retCode: 10003, retMsg: 'API key has expired.' }),
      'document.value',
      '/retCode',
      'API key has expired.',
    ],
    [
      'an error of OKX',
      source({ code: '50111', msg: 'OK-ACCESS-KEY is unknown', data: [] }),
      'document.value',
      '/code',
      'OK-ACCESS-KEY is unknown',
    ],
    [
      'an error of Deribit',
      source({ jsonrpc: '2.0', error: { message: 'unauthorized', code: 13009 } }),
      'document.value',
      '/error',
      'unauthorized',
    ],
    [
      'an account mode that is none',
      source({ code: '0', data: [{ acctLv: '9', posMode: 'net_mode' }] }),
      'document.value',
      '/data/0/acctLv',
      'is "9"',
    ],
    [
      'nothing that a book needs',
      source([{ symbol: 'ETHUSDT', brackets: [] }]),
      'document.missing-field',
      '',
      'found binance leverageBracket',
    ],
    ['what is not JSON', { name: 'a.json', text: '{' }, 'document.not-json', '', 'must be JSON'],
  ])('%s', (_what, given, code, path, words) => {
    const [problem, ...others] = problemsOf([given])
    expect(problem).toMatchObject({ code, path, file: 'a.json' })
    expect(problem?.message).toContain(words)
    expect(others).toEqual([])
  })

  test('files of two venues, naming both', () => {
    const [problem] = problemsOf([...files('okx-account'), ...files('bybit-account')])
    expect(problem?.message).toBe('must be of one venue: okx-account-balance.json is of okx, this is of bybit')
    expect(problemsOf(files('bybit-account'), { venue: 'okx' })[0]?.message).toBe(
      'must be of okx, is account/info of bybit',
    )
  })

  test('payloads that do not tell when they were taken, unless it is said', () => {
    const quiet = source([{ accountAlias: 'x', asset: 'USDT', balance: '2' }])
    expect(problemsOf([quiet])[0]).toMatchObject({
      code: 'document.missing-field',
      message: expect.stringContaining('--at'),
    })
    expect(imported([quiet], { at: 1704712781000 }).documents.market['at']).toBe('2024-01-08T11:19:41.000Z')
  })

  test('a position that the book cannot hold, at its place in the file', () => {
    const [problem] = problemsOf([withField('leverage', '5000')])
    expect(problem).toMatchObject({ file: 'a.json', path: '/0' })
    expect(problem?.message).toContain('leverage')
  })
})
