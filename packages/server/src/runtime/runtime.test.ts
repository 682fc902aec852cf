import { Decimal, engine, engineRules } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { JournalError } from '../journal/journal.ts'
import { depositing, opening, told } from '../testkit/engine-commands.ts'
import { HeldJournal } from '../testkit/held-journal.ts'
import { MemoryJournal, MemoryStore } from '../testkit/memory-journal.ts'
import type { Answer, Taken } from './answer.ts'
import { keyLengthMax } from './limits.ts'
import { openRuntime, type Runtime, type RuntimeOptions } from './runtime.ts'

const rules = engineRules()
const startAt = 1_700_000_000_000

async function started(options: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  return openRuntime({ journal: new MemoryJournal(), rules, clock: () => startAt, ...options })
}

function submit(runtime: Runtime, fields: Readonly<Record<string, unknown>>, key?: string): Promise<Answer> {
  return runtime.submit({ command: told(fields), key })
}

async function taken(answer: Promise<Answer>): Promise<Taken> {
  const found = await answer
  if (!found.isTaken) throw new Error(`must be taken, is ${found.code}: ${found.message}`)
  return found
}

async function codeOf(answer: Promise<Answer>): Promise<string> {
  const found = await answer
  return found.isTaken ? (found.refusal?.code ?? 'done') : found.code
}

function balance({ state }: Runtime, account: string): string | undefined {
  return state.accounts.get(account)?.balances.get('USDT')?.toString()
}

describe('the order of things', () => {
  test('a command is answered with its sequence, its instant and what it did', async () => {
    const runtime = await started()
    await taken(submit(runtime, opening('alice')))
    const answer = await taken(submit(runtime, depositing('alice', '10')))
    expect(JSON.parse(answer.text())).toEqual({
      sequence: 2,
      at: startAt,
      done: true,
      events: [
        {
          type: 'posted',
          entry: {
            cause: 'deposit',
            postings: [
              { holder: '@venue', asset: 'USDT', amount: '-10' },
              { holder: 'alice', asset: 'USDT', amount: '10' },
            ],
          },
        },
      ],
    })
  })

  test('nothing is answered or seen before it is durable', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal })
    let isAnswered = false
    const answer = submit(runtime, opening('alice')).then(() => {
      isAnswered = true
    })
    await journal.asked()
    expect([isAnswered, runtime.state.accounts.size, runtime.head.sequence]).toEqual([false, 0, 0])
    await journal.letThrough()
    await answer
    expect([runtime.state.accounts.size, runtime.head.sequence]).toEqual([1, 1])
  })

  test('what comes while a batch is on its way to the disk makes the next one', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal })
    const first = submit(runtime, opening('alice'))
    await journal.asked()
    const others = ['1', '2', '3'].map((amount) => submit(runtime, depositing('alice', amount)))
    await journal.letThrough()
    await first
    await journal.letThrough()
    expect((await Promise.all(others.map(taken))).map(({ sequence }) => sequence)).toEqual([2, 3, 4])
    expect(journal.batches.map(({ rows }) => rows.length)).toEqual([1, 3])
  })

  test('a batch holds at most what one transaction may', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal, limits: { batchMax: 2 } })
    const answers = [opening('alice'), ...['1', '2', '3', '4'].map((amount) => depositing('alice', amount))].map(
      (fields) => submit(runtime, fields),
    )
    for (const _ of [1, 2, 3]) await journal.letThrough()
    await Promise.all(answers)
    expect(journal.batches.map(({ rows }) => rows.length)).toEqual([2, 2, 1])
  })

  test('a refused command has its place in the journal like another', async () => {
    const runtime = await started()
    const answer = await taken(submit(runtime, depositing('nobody', '1')))
    expect([answer.sequence, answer.done, answer.refusal?.code]).toEqual([1, false, 'account.unknown'])
    expect(runtime.head.sequence).toBe(1)
  })
})

describe('time', () => {
  test('a clock that goes back stamps the last instant again', async () => {
    let now = startAt
    const runtime = await started({ clock: () => now })
    await submit(runtime, opening('alice'))
    now -= 60_000
    expect((await taken(submit(runtime, depositing('alice', '1')))).at).toBe(startAt)
  })

  test('a command told for an instant before the last is refused by the engine', async () => {
    const runtime = await started()
    await submit(runtime, opening('alice'))
    expect(await codeOf(submit(runtime, { ...depositing('alice', '1'), at: startAt - 1 }))).toBe('command.clock-back')
  })

  test('a command far ahead of the clock is not taken, and nothing else is held up by it', async () => {
    const runtime = await started({ limits: { aheadMaxMs: 1000 } })
    expect(await codeOf(submit(runtime, { ...opening('alice'), at: startAt + 1001 }))).toBe('runtime.clock-ahead')
    expect((await taken(submit(runtime, { ...opening('alice'), at: startAt + 1000 }))).sequence).toBe(1)
  })

  test('commands do not lead each other away from the clock', async () => {
    const runtime = await started({ limits: { aheadMaxMs: 1000 } })
    await taken(submit(runtime, { ...opening('alice'), at: startAt + 1000 }))
    expect(await codeOf(submit(runtime, { ...opening('bob'), at: startAt + 1001 }))).toBe('runtime.clock-ahead')
    expect((await taken(submit(runtime, { ...opening('bob'), at: startAt + 1000 }))).sequence).toBe(2)
  })

  test('where the clock was set back, the last instant may be told again and none after it', async () => {
    let now = startAt
    const runtime = await started({ clock: () => now, limits: { aheadMaxMs: 1000 } })
    await taken(submit(runtime, opening('alice')))
    now -= 86_400_000
    expect((await taken(submit(runtime, { ...opening('bob'), at: startAt }))).done).toBe(true)
    const late = await submit(runtime, { ...opening('carol'), at: startAt + 1 })
    expect(late).toMatchObject({ code: 'runtime.clock-ahead' })
    expect(late.isTaken ? '' : late.message).toContain('2023-11-13T22:13:20.000Z')
  })
})

describe('a key', () => {
  test('makes a repeat answer what was answered before, byte for byte, and does it once', async () => {
    const runtime = await started()
    await submit(runtime, opening('alice'))
    const first = await taken(submit(runtime, depositing('alice', '10'), 'k1'))
    const again = await taken(submit(runtime, depositing('alice', '10'), 'k1'))
    expect([again.isRepeat, again.text()]).toEqual([true, first.text()])
    expect(balance(runtime, 'alice')).toBe('10')
  })

  test('used for another command is refused, whether it is still in work or long done', async () => {
    const runtime = await started()
    await submit(runtime, opening('alice'))
    const [first, other] = [
      submit(runtime, depositing('alice', '10'), 'k1'),
      submit(runtime, depositing('alice', '11'), 'k1'),
    ]
    expect([await codeOf(first), await codeOf(other)]).toEqual(['done', 'request.key-reused'])
    expect(await codeOf(submit(runtime, depositing('alice', '11'), 'k1'))).toBe('request.key-reused')
    expect(await codeOf(submit(runtime, { ...depositing('alice', '10'), at: startAt }, 'k1'))).toBe('done')
    expect(await codeOf(submit(runtime, { ...depositing('alice', '10'), at: startAt + 1 }, 'k1'))).toBe(
      'request.key-reused',
    )
    expect(balance(runtime, 'alice')).toBe('10')
  })

  test('twice in work at once is done once', async () => {
    const runtime = await started()
    await submit(runtime, opening('alice'))
    const answers = await Promise.all([1, 2, 3].map(() => taken(submit(runtime, depositing('alice', '10'), 'k1'))))
    expect(answers.map(({ sequence }) => sequence)).toEqual([2, 2, 2])
    expect(balance(runtime, 'alice')).toBe('10')
  })

  test('keeps a refusal too', async () => {
    const runtime = await started()
    const first = await taken(submit(runtime, depositing('alice', '10'), 'k1'))
    await submit(runtime, opening('alice'))
    const again = await taken(submit(runtime, depositing('alice', '10'), 'k1'))
    expect([again.refusal?.code, again.text()]).toEqual(['account.unknown', first.text()])
  })

  test('forgotten in memory is found in the journal', async () => {
    const runtime = await started({ limits: { keysMax: 2 } })
    await submit(runtime, opening('alice'))
    const first = await taken(submit(runtime, depositing('alice', '1'), 'k1'))
    for (const key of ['k2', 'k3', 'k4', 'k5']) await submit(runtime, depositing('alice', '1'), key)
    const again = await taken(submit(runtime, depositing('alice', '1'), 'k1'))
    expect([again.isRepeat, again.text()]).toEqual([true, first.text()])
    expect(await codeOf(submit(runtime, depositing('alice', '2'), 'k2'))).toBe('request.key-reused')
    expect(balance(runtime, 'alice')).toBe('5')
  })

  test('forgotten in memory holds up nothing that comes beside it, nor a snapshot', async () => {
    const store = new MemoryStore()
    const first = await started({ journal: new MemoryJournal(store) })
    await submit(first, opening('alice'))
    const before = await taken(submit(first, depositing('alice', '1'), 'k1'))
    await first.stop()
    const again = await started({ journal: new MemoryJournal(store), snapshotEvery: 3 })
    const [a, repeat, reused, b, c] = await Promise.all([
      taken(submit(again, depositing('alice', '10'), 'k2')),
      taken(submit(again, depositing('alice', '1'), 'k1')),
      codeOf(submit(again, depositing('alice', '9'), 'k1')),
      taken(submit(again, depositing('alice', '100'))),
      taken(submit(again, depositing('alice', '1000'), 'k3')),
    ])
    expect([repeat.isRepeat, repeat.text(), reused]).toEqual([true, before.text(), 'request.key-reused'])
    expect([a.sequence, b.sequence, c.sequence]).toEqual([4, 5, 6])
    expect(balance(again, 'alice')).toBe('1111')
    for (const key of ['k4', 'k5', 'k6']) await submit(again, depositing('alice', '1'), key)
    await again.stop()
    expect(store.rows.map(({ key }) => key)).toEqual([
      undefined,
      'k1',
      undefined,
      'k2',
      undefined,
      'k3',
      'k4',
      'k5',
      'k6',
    ])
    expect([...store.replies.keys()].sort((x, y) => x - y)).toEqual([2, 4, 6, 7, 8, 9])
    expect(store.snapshots.length).toBeGreaterThan(1)
  })

  test('answers the same after a restart, whether its reply was kept or the tail gives it again', async () => {
    const store = new MemoryStore()
    const runtime = await started({ journal: new MemoryJournal(store) })
    await submit(runtime, opening('alice'))
    const kept = await taken(submit(runtime, depositing('alice', '1'), 'k1'))
    const last = await taken(submit(runtime, depositing('alice', '2'), 'k2'))
    // The process is gone without a word: the reply to the last command is in no later batch.
    expect([store.replies.has(kept.sequence), store.replies.has(last.sequence)]).toEqual([true, false])
    const later = await started({ journal: new MemoryJournal(store) })
    expect((await taken(submit(later, depositing('alice', '1'), 'k1'))).text()).toBe(kept.text())
    expect((await taken(submit(later, depositing('alice', '2'), 'k2'))).text()).toBe(last.text())
    expect(await codeOf(submit(later, depositing('alice', '3'), 'k2'))).toBe('request.key-reused')
    expect(store.replies.get(last.sequence)).toBe(last.text())
  })

  test.each(['', 'x'.repeat(keyLengthMax + 1)])('must have a length that can be kept (%#)', async (key) => {
    expect(await codeOf(submit(await started(), opening('alice'), key))).toBe('request.key')
  })

  test('that is not text of Unicode is refused: half a character would be kept as another', async () => {
    const runtime = await started()
    await submit(runtime, opening('alice'))
    expect(await codeOf(submit(runtime, depositing('alice', '1'), 'a\ud800'))).toBe('request.key')
    expect(await codeOf(submit(runtime, depositing('alice', '1'), 'a\ud83d\ude00\u0000'))).toBe('done')
  })
})

describe('limits and failures', () => {
  test('more than may wait is refused as busy, and what waits is done', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal, limits: { queueMax: 2, batchMax: 1 } })
    const first = submit(runtime, opening('alice'))
    await journal.asked()
    const waiting = [submit(runtime, depositing('alice', '1')), submit(runtime, depositing('alice', '2'))]
    expect(await codeOf(submit(runtime, depositing('alice', '3')))).toBe('runtime.busy')
    for (const _ of [1, 2, 3]) await journal.letThrough()
    expect(await Promise.all([first, ...waiting].map(codeOf))).toEqual(['done', 'done', 'done'])
  })

  test('after a failed append nothing is acknowledged, changed or tried again, and it says so', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal })
    const opened = submit(runtime, opening('alice'))
    await journal.letThrough()
    await opened
    const failing = submit(runtime, depositing('alice', '1'), 'k1')
    await journal.asked()
    const behind = submit(runtime, depositing('alice', '2'))
    await journal.breakDown(new JournalError('journal.full', 'no room is left on the disk'))
    expect([await codeOf(failing), await codeOf(behind)]).toEqual(['runtime.read-only', 'runtime.read-only'])
    expect(await codeOf(submit(runtime, depositing('alice', '3')))).toBe('runtime.read-only')
    expect(await codeOf(submit(runtime, depositing('alice', '1'), 'k1'))).toBe('runtime.read-only')
    expect(balance(runtime, 'alice')).toBeUndefined()
    expect(runtime.health).toMatchObject({
      status: 'read-only',
      reason: 'the journal takes nothing more: no room is left on the disk',
    })
    await runtime.stop()
    expect(journal.batches).toHaveLength(2)
  })

  test('a journal that cannot be asked for a key makes it read-only too', async () => {
    class Unreadable extends MemoryJournal {
      override find(): Promise<undefined> {
        return Promise.reject(new JournalError('journal.io', 'the disk cannot be read'))
      }
    }
    const runtime = await started({ journal: new Unreadable(), limits: { keysMax: 1 } })
    for (const key of ['k1', 'k2', 'k3']) expect(await codeOf(submit(runtime, opening(key), key))).toBe('done')
    expect(await codeOf(submit(runtime, opening('k1'), 'k1'))).toBe('runtime.read-only')
    expect(runtime.health.status).toBe('read-only')
  })

  test('a mistake of ours refuses its command alone, is counted, and a restart comes to the same', async () => {
    const mistaken: engine.EngineRules = {
      ...rules,
      modelOf(accountRules, parameters) {
        if (accountRules.model === 'bybit/cross') throw new TypeError('a tree must add up, does not')
        return rules.modelOf(accountRules, parameters)
      },
    }
    const store = new MemoryStore()
    const runtime = await started({ journal: new MemoryJournal(store), rules: mistaken })
    const answers = [{ ...opening('bob'), model: 'bybit/cross' }, opening('alice')].map((fields) =>
      submit(runtime, fields),
    )
    expect(await Promise.all(answers.map(codeOf))).toEqual(['engine.bug', 'done'])
    expect(runtime.health).toMatchObject({ status: 'running', mistakes: 1, lastMistake: { sequence: 1 } })
    const again = await started({ journal: new MemoryJournal(store), rules: mistaken })
    expect([...again.state.accounts.keys()]).toEqual(['alice'])
  })

  test('what the machine cannot finish halts the engine instead of going on with half a state', async () => {
    const exhausted: engine.EngineRules = {
      ...rules,
      modelOf: () => {
        throw new RangeError('Maximum call stack size exceeded')
      },
    }
    const runtime = await started({ rules: exhausted })
    expect(await codeOf(submit(runtime, opening('alice')))).toBe('runtime.read-only')
    expect(runtime.health).toMatchObject({ status: 'read-only' })
  })
})

describe('restart', () => {
  test('begins with resume, so that prices from before are not fresh', async () => {
    const store = new MemoryStore()
    await submit(await started({ journal: new MemoryJournal(store) }), opening('alice'))
    const later = await started({ journal: new MemoryJournal(store), clock: () => startAt + 5000 })
    expect(later.state.core.sequence).toBe(2)
    expect(later.state.core.freshFrom).toBeGreaterThanOrEqual(startAt + 5000)
  })

  test('a graceful stop does what waits, refuses what comes, and leaves a snapshot with every reply', async () => {
    const store = new MemoryStore()
    const runtime = await started({ journal: new MemoryJournal(store) })
    const waiting = [submit(runtime, opening('alice')), submit(runtime, depositing('alice', '5'), 'k1')]
    const stopping = runtime.stop()
    expect(await codeOf(submit(runtime, depositing('alice', '6')))).toBe('runtime.stopping')
    await stopping
    expect(await Promise.all(waiting.map(codeOf))).toEqual(['done', 'done'])
    expect([runtime.health.status, store.snapshots.at(-1)?.sequence, store.replies.size]).toEqual(['stopped', 2, 1])
  })

  test('a stop does not wait for ever for what waits behind a slow disk', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal, limits: { batchMax: 1, drainMs: 1 } })
    const first = submit(runtime, opening('alice'))
    await journal.asked()
    const behind = submit(runtime, depositing('alice', '1'))
    const stopping = runtime.stop()
    expect(await codeOf(behind)).toBe('runtime.stopping')
    await journal.letThrough()
    await journal.letThrough()
    await stopping
    expect(await codeOf(first)).toBe('done')
  })

  test('a disk that never answers is not waited for, and it says so', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal, limits: { drainMs: 1, diskMs: 1 } })
    void submit(runtime, opening('alice'))
    await journal.asked()
    await runtime.stop()
    expect(runtime.health).toMatchObject({
      status: 'read-only',
      reason: 'the journal takes nothing more: the disk must answer within 1 ms, does not',
    })
  })

  test('snapshots come every so many commands, each with the replies before it, and lead to the same state', async () => {
    const store = new MemoryStore()
    const runtime = await started({ journal: new MemoryJournal(store), snapshotEvery: 3 })
    await submit(runtime, opening('alice'))
    for (let i = 0; i < 10; i += 1) await submit(runtime, depositing('alice', '1'), `k${i}`)
    const [snapshot] = store.snapshots.slice(-1)
    expect(snapshot?.sequence).toBeGreaterThanOrEqual(6)
    for (const { sequence, key } of store.rows)
      if (key !== undefined && sequence <= (snapshot?.sequence ?? 0)) expect(store.replies.has(sequence)).toBe(true)
    const later = await started({ journal: new MemoryJournal(store) })
    const genesis = engine.genesis('USD')
    for (const { body } of store.rows) {
      const command = engine.parseCommand(JSON.parse(body))
      if (command.ok) engine.apply(genesis, command.value, rules)
    }
    expect(engine.stateText(later.state)).toBe(engine.stateText(genesis))
  })
})

test('a state that breaks a law is alarmed at the start, a sound one is not, also at its snapshots', async () => {
  const store = new MemoryStore()
  const state = engine.genesis('USD')
  state.books.set('@fund USDT', Decimal.of('5'))
  store.snapshots.push({ sequence: 0, state: engine.stateText(state) })
  const runtime = await started({ journal: new MemoryJournal(store) })
  expect(runtime.health.lawsBroken).toHaveLength(1)
  const sound = await started({ snapshotEvery: 1 })
  await submit(sound, opening('alice'))
  await sound.stop()
  expect(sound.health.lawsBroken).toEqual([])
})

test('events of the latest commands can be read after a sequence, as many as are kept', async () => {
  const runtime = await started({ limits: { recentMax: 3 } })
  await submit(runtime, opening('alice'))
  for (const amount of ['1', '2', '3', '4', '5', '6', '7']) await submit(runtime, depositing('alice', amount))
  expect(runtime.recent.after(6, 10).map(({ sequence }) => sequence)).toEqual([7, 8])
  expect(runtime.recent.after(0, 2).map(({ sequence }) => sequence)).toEqual([6, 7])
  expect([runtime.recent.oldest, runtime.recent.after(8, 10)]).toEqual([6, []])
})

test('replies with many prices leave room for fewer of them', async () => {
  const runtime = await started({ limits: { recentWeightMax: 250 } })
  const assets = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`COIN${i}`, { price: '1' }]))
  for (let i = 0; i < 5; i += 1) await submit(runtime, { type: 'prices', assets })
  expect(runtime.recent.after(0, 10).map(({ sequence }) => sequence)).toEqual([4, 5])
})

test('a reply too long to be remembered is found in the journal', async () => {
  const store = new MemoryStore()
  const runtime = await started({ journal: new MemoryJournal(store) })
  const assets = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`COIN${i}`, { price: '1' }]))
  const first = await taken(submit(runtime, { type: 'prices', assets }, 'k1'))
  await submit(runtime, opening('alice'))
  const again = await taken(submit(runtime, { type: 'prices', assets }, 'k1'))
  expect([again.isRepeat, again.text()]).toEqual([true, first.text()])
})
