import { describe, expect, test } from 'vitest'
import { bookDocument, type Fields, problemsOf, unwrap } from '../testkit/builders.ts'
import { bookJsonSchema, parseBook, positionsMax } from './book-document.ts'

const btc = 'BTC/USDT:USDT'
const ofPosition = (fields: Fields) => problemsOf(parseBook(bookDocument([[btc, '1', '50000', fields]])))
const ofBook = (fields: Fields) => problemsOf(parseBook(bookDocument([], fields)))

test('every field of a book document reaches the book', () => {
  const book = unwrap(
    parseBook(
      bookDocument(
        [
          [
            btc,
            '-1.5',
            '50000.1',
            {
              leverage: 10,
              marginMode: 'isolated',
              isolatedMargin: '7500',
              positionSide: 'short',
              accruedFunding: '-3.2',
            },
          ],
          ['X', '0'],
        ],
        {
          mode: 'cross',
          venue: 'generic',
          model: 'generic/cross',
          settings: { spotInUse: true },
          balances: { USDT: '100.000000000000000001', BTC: '-0.5' },
          orders: [
            { symbol: btc, contracts: '-1', price: '51000' },
            {
              id: '7',
              symbol: btc,
              contracts: '1',
              price: '0',
              reduceOnly: true,
              positionSide: 'short',
              marginMode: 'isolated',
              leverage: 5,
            },
          ],
        },
      ),
    ),
  )
  expect(book).toMatchObject({
    account: 'desk-1',
    mode: 'cross',
    venue: 'generic',
    model: 'generic/cross',
    settings: { spotInUse: true },
  })
  expect([...book.balances].map(([asset, amount]) => `${amount} ${asset}`)).toEqual([
    '100.000000000000000001 USDT',
    '-0.5 BTC',
  ])
  expect(JSON.parse(JSON.stringify(book.positions))).toEqual([
    {
      symbol: btc,
      contracts: '-1.5',
      entryPrice: '50000.1',
      leverage: 10,
      marginMode: 'isolated',
      isolatedMargin: '7500',
      positionSide: 'short',
      accruedFunding: '-3.2',
    },
    { symbol: 'X', contracts: '0' },
  ])
  expect(JSON.parse(JSON.stringify(book.orders))).toEqual([
    { symbol: btc, contracts: '-1', price: '51000', reduceOnly: false },
    {
      id: '7',
      symbol: btc,
      contracts: '1',
      price: '0',
      reduceOnly: true,
      positionSide: 'short',
      marginMode: 'isolated',
      leverage: 5,
    },
  ])
})

describe('contracts', () => {
  test.each([
    ['1e3', 'decimal.syntax'],
    ['+1', 'decimal.syntax'],
    ['NaN', 'decimal.syntax'],
    ['0x1', 'decimal.syntax'],
    ['', 'decimal.syntax'],
    [1, 'document.type'],
    [undefined, 'document.missing-field'],
    ['1'.repeat(65), 'decimal.too-long'],
  ])('%j are refused: %s', (contracts, code) => {
    expect(ofPosition({ contracts })).toEqual([`${code} /positions/0/contracts`])
  })
})

test.each([
  ['entryPrice', '-1', 'number.range'],
  ['leverage', 0, 'number.range'],
  ['leverage', -5, 'number.range'],
  ['leverage', 1e-300, 'number.range'],
  ['leverage', 1001, 'number.range'],
  ['leverage', JSON.parse('1e999'), 'number.not-finite'],
  ['leverage', '10', 'document.type'],
  ['marginMode', 'portfolio', 'document.value'],
  ['positionSide', 'both', 'document.value'],
  ['isolatedMargin', 'all', 'decimal.syntax'],
  ['symbol', '', 'document.value'],
])('%s %j of a position is refused: %s', (field, value, code) => {
  expect(ofPosition({ [field]: value })).toEqual([`${code} /positions/0/${field}`])
})

test('a bound is told with the value that breaks it', () => {
  const result = parseBook(bookDocument([[btc, '1', '50000', { leverage: 0.001 }]]))
  expect(result).toMatchObject({ problems: [{ message: 'must be at least 0.01, is 0.001' }] })
})

test('a side and the sign of its contracts say the same thing', () => {
  const rows = ['long', 'short'].flatMap((positionSide) =>
    ['1', '0', '-1'].map((contracts) => [btc, contracts, '1', { positionSide }] as const),
  )
  const result = parseBook(bookDocument(rows))
  expect(problemsOf(result)).toEqual(['book.side /positions/2/contracts', 'book.side /positions/3/contracts'])
  expect(result).toMatchObject({ problems: [{ message: 'must have the sign of its long side, is -1' }, {}] })
})

test('a book holds ten thousand positions and not one more', () => {
  const rows = Array.from({ length: positionsMax }, () => [btc, '1', '50000'] as const)
  expect(unwrap(parseBook(bookDocument(rows))).positions).toHaveLength(10_000)
  const result = parseBook(bookDocument([...rows, [btc, '1', '50000']]))
  expect(problemsOf(result)).toEqual(['book.too-many-positions /positions'])
  expect(result).toMatchObject({ problems: [{ message: 'must hold at most 10000, holds 10001' }] })
  expect(ofBook({ orders: new Array(10_001).fill(null) })).toEqual(['book.too-many-positions /orders'])
})

test('of more than 50 wrong sides the first 50 are told', () => {
  const rows = Array.from({ length: 70 }, () => [btc, '-1', '50000', { positionSide: 'long' }] as const)
  const result = parseBook(bookDocument(rows))
  expect(problemsOf(result)).toHaveLength(51)
  expect(result).toMatchObject({ problems: { 50: { message: 'and 20 more problems' } } })
})

describe('structure', () => {
  test.each([null, undefined, 7, 'text', [], false])('%j is not a book', (document) => {
    expect(problemsOf(parseBook(document))).toHaveLength(1)
  })

  test('every problem of a file is told together, each with its pointer', () => {
    expect(
      ofBook({ account: 7, mode: 'hedged', balances: { USDT: 5, 'a/b': '1e3' }, orders: [{}], extra: null }),
    ).toEqual([
      'document.type /account',
      'document.value /mode',
      'document.type /balances/USDT',
      'decimal.syntax /balances/a~1b',
      'document.missing-field /orders/0/symbol',
      'document.missing-field /orders/0/contracts',
      'document.missing-field /orders/0/price',
      'document.unknown-field /extra',
    ])
  })

  test('a long value is shown short', () => {
    const result = parseBook(bookDocument([], { positions: 'x'.repeat(1000) }))
    expect(result).toMatchObject({ problems: [{ message: expect.stringMatching(/^must be an array, is "x{76}…$/) }] })
  })

  test('another format is named as such, a missing one is missing', () => {
    expect(ofBook({ format: 'plimsoll-market/1' })).toEqual(['document.format /format'])
    expect(ofBook({ format: undefined })).toEqual(['document.missing-field /format'])
  })
})

describe('names that every object has', () => {
  test('are assets and symbols like any other', () => {
    const balances = { constructor: '1', valueOf: '2' }
    const book = unwrap(parseBook(bookDocument([['__proto__', '1', '1']], { balances })))
    expect([...book.balances.keys()]).toEqual(['constructor', 'valueOf'])
    expect(book.positions[0]?.symbol).toBe('__proto__')
  })

  test('but a balance of __proto__ is refused instead of lost', () => {
    expect(ofBook({ balances: JSON.parse('{ "__proto__": "5" }') })).toEqual(['document.value /balances/__proto__'])
  })

  test('as fields they are unknown', () => {
    const document = JSON.parse(
      '{ "format": "plimsoll-book/1", "account": "a", "balances": {}, "positions": [], "__proto__": 1, "constructor": 2 }',
    )
    expect(problemsOf(parseBook(document))).toEqual([
      'document.unknown-field /__proto__',
      'document.unknown-field /constructor',
    ])
  })
})

test('the JSON Schema names the format', () => {
  expect(JSON.stringify(bookJsonSchema())).toContain('plimsoll-book/1')
})
