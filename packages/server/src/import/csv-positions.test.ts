import { describe, expect, test } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { loadBook } from '../input/load-book.ts'
import { importCsvPositions, looksLikeCsv } from './csv-positions.ts'

const read = (text: string) => importCsvPositions(text, 'p.csv')

describe('a CSV of positions', () => {
  test('columns in any order, quotes, blank lines, blanks around cells', () => {
    const { value, notes } = read(
      'entryPrice,"symbol",note,contracts\r\n\r\n43650.5, "BTC/USDT:USDT" ,"a, b",1.2\r\n,ETH/USDT:USDT,,-18\r\n',
    )
    expect(value.rows).toEqual([
      { symbol: 'BTC/USDT:USDT', contracts: '1.2', entryPrice: '43650.5' },
      { symbol: 'ETH/USDT:USDT', contracts: '-18' },
    ])
    expect(value.paths).toEqual(['line 3', 'line 4'])
    expect(notes).toEqual(['ignored columns: note'])
  })

  test('semicolons and tabs part cells too', () => {
    expect(read('symbol;contracts\nX;1').value.rows).toEqual([{ symbol: 'X', contracts: '1' }])
    expect(read('symbol\tcontracts\nX\t1').value.rows).toEqual([{ symbol: 'X', contracts: '1' }])
  })

  test('rows without contracts are left out, and named', () => {
    const { value, notes } = read('symbol,contracts,entryPrice\nBTC/USDT:USDT,0,\nX,1,2\nETH/USDT:USDT,-0.00,5\n')
    expect(value).toEqual({ rows: [{ symbol: 'X', contracts: '1', entryPrice: '2' }], paths: ['line 3'] })
    expect(notes).toEqual(['left out, no contracts: BTC/USDT:USDT, ETH/USDT:USDT'])
    // What cannot be read is still told.
    expect(read('symbol,contracts,entryPrice\nX,0,dear\n,0,1\n').value.rows).toHaveLength(2)
  })

  test.each([
    ['symbol,price\nX,1', 'line 1', 'must have the column contracts, has symbol, price'],
    ['symbol,contracts\nX,1,2', 'line 2', 'must have 2 cells, has 3'],
    ['symbol,contracts\n"X,1', '', 'must be a CSV, line 2'],
  ])('%j is refused', (text, path, words) => {
    const [problem] = read(text).problems
    expect(problem?.path).toBe(path)
    expect(problem?.message).toContain(words)
  })

  test('is told from JSON by its first line', () => {
    expect(looksLikeCsv('Symbol,Contracts\n')).toBe(true)
    expect(looksLikeCsv('{"symbol":1}')).toBe(false)
  })
})

test('a cell that is no amount is told by line and column', async () => {
  const source = { name: 'dir/desk.csv', text: '\ufeffsymbol,contracts,entryPrice\nBTC/USDT:USDT,1e5,43000\n,1,x\n' }
  const refused = await loadBook({ ...source, text: source.text.slice(1) }).catch((error: unknown) => error)
  const problems = refused instanceof InputError ? refused.problems : []
  expect(problems.map(({ file, path }) => [file, path])).toEqual([
    ['dir/desk.csv', 'line 2, column contracts'],
    ['dir/desk.csv', 'line 3, column symbol'],
    ['dir/desk.csv', 'line 3, column entryPrice'],
  ])
})

test('an imported book is called as its file', async () => {
  const { book, notes } = await loadBook({ name: 'dir/desk.csv', text: 'symbol,contracts\nBTC/USDT:USDT,1\n' })
  expect(book.account).toBe('desk')
  expect(notes).toEqual(['no balances are given: the account holds no collateral'])
})
