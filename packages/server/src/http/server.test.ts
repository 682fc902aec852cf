import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { compare, margin, parseBook, parseMarket, type Result, stress, venueListing, venues } from '@plimsoll/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { root, runCli, startCli } from '../testkit/run-cli.ts'
import { type Listening, listen } from './listen.ts'
import { buildServer } from './server.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

let listening: Listening
beforeAll(async () => {
  listening = await listen(0)
}, timeout)
afterAll(() => listening.stop())

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

async function post(path: string, body: unknown, contentType = 'application/json'): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(listening.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: text,
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

async function get(path: string): Promise<Answer> {
  const response = await fetch(listening.url + path)
  return { status: response.status, text: await response.text(), headers: response.headers }
}

function known<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const documents = { book: bookDocument(), market: marketDocument() }
const parsed = { book: known(parseBook(documents.book)), market: known(parseMarket(documents.market)) }

describe('the questions of the desk', { timeout }, () => {
  test('margin is the object of the library, byte for byte', async () => {
    const { status, text, headers } = await post('/v1/margin', { ...documents, mode: 'portfolio', currency: 'USDT' })
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
    })
    expect(text === JSON.stringify(known(margin({ ...parsed, mode: 'portfolio', currency: 'USDT' })))).toBe(true)
  })

  test('the listing of venues is the library’s', async () => {
    const { status, text } = await get('/v1/venues')
    expect([status, text]).toEqual([200, JSON.stringify(venueListing(venues()))])
  })

  test('compare and stress too, with their options', async () => {
    const compared = await post('/v1/compare', { ...documents, modes: ['cross', 'portfolio'] })
    expect(compared.text === JSON.stringify(known(compare(parsed, { modes: ['cross', 'portfolio'] })))).toBe(true)
    const stressed = await post('/v1/stress', { ...documents, scopes: ['BTC'], spotMovesFrac: [-0.1, 0, 0.1] })
    expect(
      stressed.text === JSON.stringify(known(stress(parsed, { scopes: ['BTC'], spotMovesFrac: [-0.1, 0, 0.1] }))),
    ).toBe(true)
  })

  test('stress answers joint scenarios of one’s own, as the command line does', async () => {
    const shocks = [{ name: 'crash', movesFrac: { BTC: -0.2 }, volMoveFrac: 0.5, days: 7 }]
    const answer = await post('/v1/stress', { ...documents, scopes: ['BTC'], shocks })
    expect(answer.status).toBe(200)
    expect(answer.text === JSON.stringify(known(stress(parsed, { scopes: ['BTC'], shocks })))).toBe(true)
    expect(JSON.parse(answer.text).named[0].name).toBe('crash')
    const refused = await post('/v1/stress', { ...documents, shocks: [{ ...shocks[0], vol: 1 }] })
    expect([refused.status, JSON.parse(refused.text).problems[0].path]).toEqual([400, '/shocks/0/vol'])
  })

  test('whatif takes a leg with its side', async () => {
    const position = { symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '43000', positionSide: 'long' }
    const leg = { type: 'add', symbol: 'BTC/USDT:USDT', contracts: '-0.5', positionSide: 'long' }
    const book = { ...documents.book, positions: [position] }
    const answer = await post('/v1/whatif', { ...documents, book, changes: [leg] })
    expect(JSON.parse(answer.text).after.positions.map((row: { contracts: string }) => row.contracts)).toEqual(['0.5'])
    const refused = await post('/v1/whatif', { ...documents, changes: [{ ...leg, positionSide: 'up' }] })
    expect([refused.status, JSON.parse(refused.text).problems[0].path]).toEqual([400, '/changes/0/positionSide'])
  })

  test('whatif takes changes as plain documents', async () => {
    const changes = [
      { type: 'add', symbol: 'BTC/USDT:USDT', contracts: '-2', price: '43900' },
      { type: 'balance', asset: 'USDT', amount: '500' },
      { type: 'mode', mode: 'portfolio' },
    ]
    const { status, text } = await post('/v1/whatif', { ...documents, changes })
    expect(status).toBe(200)
    expect(JSON.parse(text).after.positions[0].contracts).toBe('-1')
    expect(JSON.parse(text).after.model).toBe('house/portfolio')
  })

  test('an unknown figure is null in a good answer', async () => {
    const book = { ...documents.book, positions: [{ symbol: 'NO/SUCH:THING', contracts: '1', entryPrice: '1' }] }
    const { status, text } = await post('/v1/margin', { ...documents, book })
    expect(status).toBe(200)
    expect(JSON.parse(text).maintenanceMargin).toBeNull()
  })
})

describe('a request that cannot be used', { timeout }, () => {
  const codes = ({ text }: Answer): readonly string[] =>
    JSON.parse(text).problems.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`)

  test('tells every problem with its path in the body', async () => {
    const book = { ...documents.book, colour: 1, balances: { USDT: '1e5' } }
    const answer = await post('/v1/margin', { book, mode: 'crosss', surprise: true })
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
    })
    expect(new Set(codes(answer))).toEqual(
      new Set([
        'document.unknown-field /surprise',
        'document.value /mode',
        'document.unknown-field /book/colour',
        'decimal.syntax /book/balances/USDT',
        'document.missing-field /market',
      ]),
    )
  })

  test.each([
    ['/v1/margin', '{"book":', 'document.not-json '],
    ['/v1/margin', '[]', 'document.type '],
    ['/v1/margin', { ...documents, model: 'no/such' }, 'model.unknown /model'],
    ['/v1/margin', { ...documents, model: 'okx/spot', venue: 'bybit' }, 'model.unknown /venue'],
    ['/v1/margin', { ...documents, params: 5 }, 'document.type /params'],
    ['/v1/whatif', { ...documents, changes: [] }, 'document.type /changes'],
    [
      '/v1/whatif',
      { ...documents, changes: [{ type: 'add', symbol: 'X', contracts: 5 }] },
      'document.type /changes/0/contracts',
    ],
    [
      '/v1/whatif',
      { ...documents, changes: [{ type: 'balance', asset: 'X', amount: 'NaN' }] },
      'decimal.syntax /changes/0/amount',
    ],
    ['/v1/whatif', { ...documents, changes: [{ type: 'sell' }] }, 'document.value /changes/0/type'],
    ['/v1/stress', { ...documents, spotMovesFrac: [-1] }, 'number.range /spotMovesFrac'],
    ['/v1/compare', { ...documents, modes: ['crosss'] }, 'document.value /modes'],
  ])('%s refuses %j', async (path, body, problem) => {
    const answer = await post(path, body)
    expect({ status: answer.status, codes: codes(answer) }).toEqual({ status: 400, codes: [problem] })
  })

  test('of another media type, to nowhere, or too large', async () => {
    expect((await post('/v1/margin', '{}', 'text/plain')).status).toBe(415)
    expect((await get('/v1/nothing')).status).toBe(404)
    expect((await get('/v1/demo/nothing')).status).toBe(404)
    expect((await get('/v1/demo/stressed?mode=sideways')).status).toBe(400)
    expect((await get('/%E0%A4%A')).status).toBe(400)
    const large = await post('/v1/margin', ' '.repeat(33 * 1024 * 1024))
    expect({ status: large.status, codes: codes(large) }).toEqual({ status: 413, codes: ['document.too-large '] })
  })

  test('for another host, as a page elsewhere would send it', async () => {
    const status = await new Promise((resolve) =>
      request(`${listening.url}/healthz`, { headers: { host: 'attacker.example:4070' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end(),
    )
    expect(status).toBe(403)
  })
})

test('a mistake of ours fails that request alone, and tells no stack', { timeout }, async () => {
  const server = await buildServer()
  server.get('/broken', () => {
    throw new Error('a secret of the program')
  })
  const headers = { host: 'localhost' }
  const broken = await server.inject({ url: '/broken', headers })
  expect(broken.statusCode).toBe(500)
  expect(broken.json().problems[0].code).toBe('engine.bug')
  expect(broken.body).not.toMatch(/secret| at /)
  expect((await server.inject({ url: '/healthz', headers })).statusCode).toBe(200)
  await server.close()
})

describe('the demo books', { timeout }, () => {
  test('are listed with what they show', async () => {
    const { books } = JSON.parse((await get('/v1/demo')).text)
    expect(books.map(({ name }: { name: string }) => name)).toEqual([
      'stressed',
      'hedged-options',
      'cash-and-carry',
      'cross-basket',
      'dollar-pair',
      'isolated-perpetual',
    ])
  })

  test('answer everything about one book in one mode', async () => {
    const { status, text } = await get('/v1/demo/stressed')
    const answer = JSON.parse(text)
    expect(status).toBe(200)
    expect(Object.keys(answer)).toEqual([
      'name',
      'title',
      'words',
      'mode',
      'book',
      'margin',
      'compare',
      'venues',
      'stress',
    ])
    expect(answer.margin.standing).toBe('act')
    expect(answer.book).toEqual(JSON.parse(readFileSync(join(root, 'examples/books/stressed.json'), 'utf8')))
    expect(JSON.parse((await get('/v1/demo/stressed?mode=cross')).text).margin.model).toBe('generic/cross')
  })
})

test('pages may load from here only, and nothing may frame them', async () => {
  const { headers } = await get('/healthz')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  )
  expect(headers.get('access-control-allow-origin')).toBeNull()
})

describe.concurrent('plimsoll serve', { timeout }, () => {
  test('says where it is, answers, and stops when told to', async () => {
    const child = startCli(['serve', '--port', '0'])
    const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  })

  test('refuses a port that is taken', async () => {
    const blocker = createServer()
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      }),
    )
    const { code, stderr } = await runCli(['serve', '--port', String(port)])
    blocker.close()
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `plimsoll: port ${port} is taken or not allowed; name another with --port\n`,
    })
  })

  test('demo prints the books in three modes before anything else', async () => {
    const { code, stdout } = await runCli(['demo', '--no-serve'])
    expect(code).toBe(0)
    for (const words of [
      'stressed at each venue and in each mode',
      'isolated',
      'cross',
      'portfolio',
      'hedged-options',
      'cash-and-carry',
    ])
      expect(stdout).toContain(words)
  })
})
