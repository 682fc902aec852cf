import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { type Finished, runCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
function fileOf(content: string | Uint8Array | object, extension = 'json'): string {
  count += 1
  const path = join(folder, `${count}.${extension}`)
  const isRaw = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(path, isRaw ? content : JSON.stringify(content))
  return path
}

const goodMarket = fileOf(marketDocument())
const goodBook = fileOf(bookDocument())

function runBook(book: string | Uint8Array | object): Promise<Finished> {
  return runCli(['margin', fileOf(book), '--market', goodMarket])
}

function runMarket(market: string | object, book: object = bookDocument()): Promise<Finished> {
  return runCli(['margin', fileOf(book), '--market', fileOf(market)])
}

/** A refusal: nothing on stdout, no stack, the words on stderr. */
function expectRefused({ code, stdout, stderr }: Finished, exit: number, ...words: readonly string[]): void {
  expect({ code, stdout }).toEqual({ code: exit, stdout: '' })
  for (const word of words) expect(stderr).toContain(word)
  expect(stderr).not.toMatch(/^\s+at /m)
}

describe.concurrent('a file that is no document', { timeout }, () => {
  test('cut short: told with line, column and what is found', async () => {
    const text = JSON.stringify(bookDocument(), null, 2)
    expectRefused(
      await runBook(text.slice(0, -40)),
      3,
      'must be JSON: line ',
      'found the end of the text',
      '[document.not-json]',
    )
  })

  test('not JSON', async () => {
    expectRefused(await runBook('{ "format": plimsoll }'), 3, 'line 1, column 13', 'found "plimsoll"')
  })

  test('missing, a folder, bytes', async () => {
    expectRefused(
      await runCli(['margin', 'no-such.json', '--market', folder]),
      3,
      'no-such.json: must exist',
      '[file.missing]',
      '[file.folder]',
    )
    expectRefused(await runBook(Uint8Array.of(0x50, 0x41, 0x52, 0x31, 0xff, 0, 1)), 3, '[file.not-text]')
  })

  test('nested without end', async () => {
    expectRefused(
      await runBook(`{"format":"plimsoll-book/1","settings":${'['.repeat(200_000)}`),
      3,
      '[document.not-json]',
    )
    expectRefused(await runBook(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), 3, '[document.too-deep]')
  })

  test('50 MB', async () => {
    expectRefused(await runBook(' '.repeat(50_000_000)), 3, 'must hold at most 32 MiB', '[document.too-large]')
    expectRefused(
      await runCli(['margin', '-', '--market', goodMarket], { stdin: ' '.repeat(50_000_000) }),
      3,
      '[document.too-large]',
    )
  })

  test('a million positions', async () => {
    const rows = `{"symbol":"X","contracts":"1"},`.repeat(1_000_000)
    expectRefused(
      await runBook(`{"format":"plimsoll-book/1","account":"a","balances":{},"positions":[${rows.slice(0, -1)}]}`),
      3,
      'at most 10000',
      '1000000',
    )
    const csv = fileOf(`symbol,contracts\n${'X,1\n'.repeat(1_000_000)}`, 'csv')
    expectRefused(await runCli(['margin', csv, '--market', goodMarket]), 3, 'at most 10000 rows')
  })
})

describe.concurrent('a document with mistakes', { timeout }, () => {
  test('every problem of both files together, each with its path and value', async () => {
    const book = bookDocument()
    book['colour'] = 'red'
    book.balances['USDT'] = 'NaN'
    book.positions[0] = { symbol: 'BTC/USDT:USDT', contracts: '1e3', entryPrice: '-5' }
    const market = marketDocument()
    market.instruments[0] = { ...market.instruments[0], mark: 'Infinity' }
    const refused = await runMarket(market, book)
    expectRefused(
      refused,
      3,
      '4 problems',
      '/colour  unknown field',
      '/balances/USDT',
      '"NaN"',
      '/positions/0/contracts',
      '"1e3"',
    )
    expectRefused(
      refused,
      3,
      '/positions/0/entryPrice  must be non-negative, is -5',
      '/instruments/0/mark',
      '"Infinity"',
    )
  })

  test('a negative price, a negative volatility, a strike of 0', async () => {
    const market = marketDocument()
    market.assets['BTC'] = { price: '-1' }
    market.instruments[1] = { ...market.instruments[1], markVol: -0.1, strike: '0' }
    expectRefused(await runMarket(market), 3, '/assets/BTC/price', '/instruments/1/markVol', '/instruments/1/strike')
  })

  test('the same symbol twice', async () => {
    const market = marketDocument()
    market.instruments.push({ ...market.instruments[0] })
    expectRefused(await runMarket(market), 3, '/instruments/2/symbol', '[market.duplicate-symbol]')
  })

  test('the same key twice', async () => {
    const text = JSON.stringify(bookDocument()).replace('"USDT":"20000"', '"USDT":"20000","USDT":"1"')
    expectRefused(await runBook(text), 3, '/balances/USDT', '[document.duplicate-key]')
  })

  test('balances beside a book that has its own', async () => {
    expectRefused(
      await runCli(['margin', goodBook, '--market', goodMarket, '--balances', fileOf({ USDT: '1' })]),
      3,
      'its own balances',
    )
  })
})

describe.concurrent('a document that lacks something', { timeout }, () => {
  const unknown = ({ code, stdout }: Finished, reason: string): void => {
    expect(code).toBe(4)
    const result = JSON.parse(stdout)
    expect(result.standing).toBe('unknown')
    expect(result.problems.map((problem: { code: string }) => problem.code)).toContain(reason)
  }
  const runJson = (market: object, book: object): Promise<Finished> =>
    runCli(['margin', fileOf(book), '--market', fileOf(market), '--json'])

  test('an unlisted instrument', async () => {
    const book = bookDocument()
    book.positions.push({ symbol: 'DOGE/USDT:USDT', contracts: '5', entryPrice: '1' })
    unknown(await runJson(marketDocument(), book), 'book.unlisted')
  })

  test('a missing index', async () => {
    unknown(await runJson({ ...marketDocument(), underlyings: {} }, bookDocument()), 'market.missing-index')
  })

  test('a currency without a rate', async () => {
    const book = bookDocument()
    book.balances['EURX'] = '10'
    unknown(await runJson(marketDocument(), book), 'book.missing-price')
    expectRefused(
      await runCli(['margin', goodBook, '--market', goodMarket, '--currency', 'GBP']),
      4,
      'GBP',
      '[market.missing-price]',
    )
  })

  test('unknown figures are shown as unknown, with the reason', async () => {
    const book = bookDocument()
    book.positions.push({ symbol: 'DOGE/USDT:USDT', contracts: '5', entryPrice: '1' })
    const { code, stdout } = await runBook(book)
    expect(code).toBe(4)
    expect(stdout).toContain('Maintenance margin used  —  ○ Unknown')
    expect(stdout).toContain('[book.unlisted]')
  })

  test('an option past its expiry is worth its intrinsic value, and it is said', async () => {
    const market = { ...marketDocument(), at: '2024-04-01T00:00:00.000Z' }
    const book = bookDocument()
    book.positions.push({ symbol: 'BTC/USDT:USDT-240329-45000-C', contracts: '1' })
    const { code, stdout } = await runJson(market, book)
    expect(JSON.parse(stdout).problems.map((problem: { code: string }) => problem.code)).toContain('market.expired')
    expect(code).toBe(0)
  })
})

test('a parameter set that is not there is a mistake of the command line, not of the book', { timeout }, async () => {
  const refused = await runCli(['margin', goodBook, '--market', goodMarket, '--params', 'defualt'])
  expectRefused(refused, 2, '--params', 'is defualt. Did you mean default?')
  expect(refused.stderr).not.toContain(goodBook)
})
