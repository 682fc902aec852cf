import { engineRules } from '@plimsoll/core'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Liquidator } from '../runtime/liquidator.ts'
import { openRuntime, type Runtime } from '../runtime/runtime.ts'
import { perpetual } from '../testkit/documents.ts'
import { depositing, opening } from '../testkit/engine-commands.ts'
import { MemoryJournal } from '../testkit/memory-journal.ts'
import { commandsMax } from './engine-body.ts'
import { eventsMax } from './engine-routes.ts'
import { accountsMax } from './engine-view.ts'
import { buildServer } from './server.ts'

type Json = Record<string, unknown>

const symbol = 'BTC/USDT:USDT'
const headers = { host: '127.0.0.1', 'content-type': 'application/json' }
const rules = engineRules()

let now: number
let runtime: Runtime
let server: FastifyInstance
const servers: FastifyInstance[] = []
beforeEach(async () => {
  now = 1_700_000_000_000
  runtime = await openRuntime({ journal: new MemoryJournal(), rules, clock: () => now })
  server = await buildServer({ runtime, liquidator: new Liquidator(runtime) })
  servers.push(server)
})
afterAll(async () => {
  for (const each of servers) await each.close()
})

async function post(
  path: string,
  body: unknown,
  more: Record<string, string> = {},
): Promise<{ status: number; json: Json }> {
  const answer = await server.inject({
    method: 'POST',
    url: `/v1/engine/${path}`,
    headers: { ...headers, ...more },
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, json: answer.json() }
}

async function get(path: string): Promise<{ status: number; json: Json }> {
  const answer = await server.inject({ method: 'GET', url: `/v1/engine/${path}`, headers })
  return { status: answer.statusCode, json: answer.json() }
}

function problems({ json }: { json: Json }): readonly string[] {
  return (json['problems'] as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`)
}

async function traded(): Promise<void> {
  const commands = [
    { type: 'list', instruments: [perpetual('BTC')] },
    {
      type: 'prices',
      assets: { USDT: { price: '1', stable: true } },
      indexes: { BTC: '50000' },
      marks: { [symbol]: '50000' },
    },
    opening('alice'),
    depositing('alice', '20000'),
    { type: 'fill', symbol, price: '49000', legs: [{ account: 'alice', contracts: '1', fee: '0' }] },
  ]
  const { json } = await post('commands', { commands: commands.map((command) => ({ command })) })
  expect((json['replies'] as Json[]).map(({ done }) => done)).toEqual([true, true, true, true, true])
}

describe('commands', () => {
  test('one is answered with its place and what it did; a refusal of the engine is an answer too', async () => {
    const opened = await post('commands', { command: opening('alice') })
    expect([opened.status, opened.json]).toMatchObject([200, { sequence: 1, at: 1_700_000_000_000, done: true }])
    const again = await post('commands', { command: opening('alice') })
    expect([again.status, again.json]).toMatchObject([
      200,
      { sequence: 2, done: false, refusal: { code: 'account.exists' } },
    ])
  })

  test('a key in the header makes a repeat the same answer, and another body is refused', async () => {
    const key = { 'idempotency-key': 'k1' }
    const first = await post('commands', { command: opening('alice') }, key)
    expect(await post('commands', { command: opening('alice') }, key)).toEqual(first)
    const other = await post('commands', { command: opening('bob') }, key)
    expect([other.status, problems(other)]).toEqual([422, ['request.key-reused ']])
  })

  test('a list has a reply for each, in order, with keys of its own', async () => {
    const commands = [
      { key: 'a', command: opening('alice') },
      { key: 'b', command: depositing('alice', '5') },
      { key: 'b', command: depositing('alice', '6') },
    ]
    const { json } = await post('commands', { commands })
    expect(json['replies']).toMatchObject([
      { sequence: 1, done: true },
      { sequence: 2, done: true },
      { problem: { code: 'request.key-reused' } },
    ])
  })

  test('nothing of a list is done when one of it is not understood, and every problem has its path', async () => {
    const commands = [
      { command: opening('alice') },
      { command: { type: 'deposit', account: 'alice', asset: 'USDT', amount: 5 } },
      { command: { type: 'resume' }, surprise: 1 },
    ]
    const answer = await post('commands', { commands })
    expect([answer.status, problems(answer)]).toEqual([
      400,
      ['document.type /commands/1/command/amount', 'document.unknown-field /commands/2/surprise'],
    ])
    expect(runtime.state.core.sequence).toBe(0)
  })

  test.each([
    ['no object', [], 'document.type '],
    ['no command', {}, 'document.type /command'],
    ['an unknown type', { command: { type: 'rob' } }, 'document.value /command/type'],
    ['an unknown field', { command: { type: 'resume', now: true } }, 'document.unknown-field /command/now'],
    ['an empty list', { commands: [] }, 'document.type /commands'],
    [
      'a list too long',
      { commands: Array.from({ length: commandsMax + 1 }, () => ({ command: { type: 'resume' } })) },
      'document.type /commands',
    ],
  ])('%s is not understood', async (_, body, problem) => {
    const answer = await post('commands', body)
    expect([answer.status, problems(answer)]).toEqual([400, [problem]])
  })

  test('an engine that stops answers 503', async () => {
    await runtime.stop()
    const answer = await post('commands', { command: opening('alice') })
    expect([answer.status, problems(answer)]).toEqual([503, ['runtime.stopping ']])
  })
})

describe('what there is to be seen', () => {
  test('an account with its balances, positions and the figures of its margin', async () => {
    await traded()
    const { status, json } = await get('accounts/alice')
    expect([status, json]).toMatchObject([
      200,
      {
        account: 'alice',
        mode: 'cross',
        balances: { USDT: '20000' },
        positions: [{ symbol, contracts: '1', entryPrice: '49000', mark: '50000', unrealizedPnl: 1000 }],
        liquidation: { state: 'none' },
        margin: { format: 'plimsoll-margin/1', equity: 21_000, standing: 'calm' },
      },
    ])
    expect((await get('accounts/nobody')).status).toBe(404)
    expect((await get('accounts')).json).toMatchObject({ count: 1, accounts: [{ account: 'alice', positions: 1 }] })
  })

  test('an order is checked and nothing is journaled', async () => {
    await traded()
    const order = { id: 'o1', symbol, contracts: '0.1', price: '50000', reduceOnly: false }
    const check = (contracts: string) =>
      post('check', { command: { type: 'order', account: 'alice', order: { ...order, contracts } } })
    expect((await check('0.1')).json).toMatchObject({ sequence: 5, check: { verdict: 'fits' } })
    const { json } = await check('50')
    expect(json['check']).toMatchObject({ verdict: 'breaches', currency: 'USD' })
    const { largestThatFits } = json['check'] as { largestThatFits: string }
    expect((await check(largestThatFits)).json).toMatchObject({ check: { verdict: 'fits' } })
    expect(runtime.head.sequence).toBe(5)
    expect((await post('check', { command: opening('bob') })).status).toBe(400)
  })

  test('what is asked is asked of now: prices that have grown old since the last command are old', async () => {
    await traded()
    now += 60_001
    const order = { id: 'o1', symbol, contracts: '0.1', price: '50000', reduceOnly: false }
    const command = { type: 'order', account: 'alice', order }
    expect((await post('check', { command })).json).toMatchObject({ at: now, check: { verdict: 'unpriced' } })
    const dry = (await post('dry-run', { command })).json
    expect(dry).toMatchObject({ at: now, done: false })
    expect((await post('commands', { command })).json).toMatchObject({ at: now, refusal: dry['refusal'] })
  })

  test('a clock that was set back is told, and stands still until it has caught up', async () => {
    await traded()
    expect((await get('state')).json).toMatchObject({ health: { clockBehindMs: 0 } })
    now -= 5000
    expect((await post('dry-run', { command: depositing('alice', '1') })).json).toMatchObject({ at: now + 5000 })
    expect((await get('state')).json).toMatchObject({ health: { clockBehindMs: 5000 } })
  })

  test('a dry run shows what would be, before and after, and changes nothing', async () => {
    await traded()
    const { json } = await post('dry-run', {
      command: { type: 'withdraw', account: 'alice', asset: 'USDT', amount: '100' },
    })
    expect(json).toMatchObject({
      done: true,
      accounts: [{ account: 'alice', before: { balances: { USDT: '20000' } }, after: { balances: { USDT: '19900' } } }],
    })
    expect([runtime.head.sequence, (await get('accounts/alice')).json['balances']]).toEqual([5, { USDT: '20000' }])
    const refused = await post('dry-run', { command: depositing('nobody', '1') })
    expect(refused.json).toMatchObject({ done: false, refusal: { code: 'account.unknown' }, accounts: [] })
  })

  test('the engine as a whole, its laws and the hash of its state when they are asked for', async () => {
    await traded()
    const { json } = await get('state?hash=1&laws=1')
    expect(json).toMatchObject({
      sequence: 5,
      currency: 'USD',
      accounts: 1,
      books: { '@venue USDT': '-20000' },
      health: { status: 'running', waiting: 0 },
      stateHash: runtime.stateHash(),
      lawsBroken: [],
    })
    expect(json['journal']).toEqual(runtime.head)
    expect((await get('state?colour=1')).status).toBe(400)
  })

  test('events after a sequence, as many as are asked for', async () => {
    await traded()
    const { json } = await get('events?after=2&limit=2')
    expect((json['replies'] as Json[]).map(({ sequence }) => sequence)).toEqual([3, 4])
    expect(json['oldest']).toBe(1)
    expect((await get('events?after=-1')).status).toBe(400)
  })
})

test('accounts are listed a page at a time, in order of their opening', async () => {
  const commands = Array.from({ length: accountsMax + 2 }, (_, i) => ({ command: opening(`a${i}`) }))
  for (const part of [commands.slice(0, commandsMax), commands.slice(commandsMax)])
    await post('commands', { commands: part })
  const first = (await get('accounts')).json as { accounts: Json[]; next: string }
  expect([first.accounts.length, first.next]).toEqual([accountsMax, `a${accountsMax - 1}`])
  expect((await get('accounts?after=nobody')).status).toBe(404)
  const rest = (await get(`accounts?after=${first.next}`)).json as { accounts: Json[]; next?: string }
  expect([rest.accounts.map(({ account }) => account), rest.next]).toEqual([
    [`a${accountsMax}`, `a${accountsMax + 1}`],
    undefined,
  ])
})

test('of a long past at most so many replies are answered at once', async () => {
  const commands = Array.from({ length: eventsMax }, () => ({ command: { type: 'resume' } }))
  await post('commands', { commands })
  await post('commands', { command: { type: 'resume' } })
  const { json } = await get(`events?limit=${eventsMax * 2}`)
  expect((json['replies'] as Json[]).length).toBe(eventsMax)
})

describe('what a request is made of', () => {
  const raw = (payload: Buffer | string, more: Record<string, string> = {}) =>
    server.inject({ method: 'POST', url: '/v1/engine/commands', headers: { ...headers, ...more }, payload })

  test('bytes that are no text are refused: two accounts must not become one by what replaces them', async () => {
    const [before, after] = JSON.stringify({ command: opening('|') }).split('|') as [string, string]
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)])
    const answer = await raw(body)
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([400, 'file.not-text'])
    expect(runtime.head.sequence).toBe(0)
  })

  test('half a character is no part of a name', async () => {
    const answer = await post('commands', { command: opening('a\ud800') })
    expect([answer.status, problems(answer)]).toEqual([400, ['document.value /command/account']])
  })

  test('a key is the same in the header and in a list', async () => {
    await post('commands', { command: opening('alice') })
    const command = depositing('alice', '1')
    const key = Buffer.from('schlüssel').toString('latin1')
    const one = await raw(JSON.stringify({ command }), { 'idempotency-key': key })
    const list = await post('commands', { commands: [{ key: 'schlüssel', command }] })
    expect(list.json['replies']).toEqual([one.json()])
    const other = await raw(JSON.stringify({ command }), { 'idempotency-key': '\u00ff' })
    expect([other.statusCode, other.json().problems[0].code]).toEqual([400, 'request.key'])
  })

  test('an account is seen by any name it may have', async () => {
    for (const name of ['x'.repeat(128), '帐'.repeat(128), 'a/b', '..%2f']) {
      expect((await post('commands', { command: opening(name) })).json).toMatchObject({ done: true })
      expect((await get(`accounts/${encodeURIComponent(name)}`)).json).toMatchObject({ account: name })
    }
  })

  test.each(['https://example.com', 'null', 'http://127.0.0.1.example.com'])(
    'a page of %s cannot ask',
    async (origin) => {
      const answer = await raw(JSON.stringify({ command: opening('alice') }), { origin })
      expect([answer.statusCode, answer.json().problems[0].code]).toEqual([403, 'request.origin'])
      expect(runtime.head.sequence).toBe(0)
    },
  )

  test('a page of this machine can', async () => {
    const own = await raw(JSON.stringify({ command: opening('alice') }), { origin: 'http://localhost:4070' })
    expect(own.statusCode).toBe(200)
  })
})
