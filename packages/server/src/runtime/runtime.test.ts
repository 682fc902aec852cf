import { Decimal, engine } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { JournalError } from '../journal/journal.ts'
import { depositing, opening } from '../testkit/engine-commands.ts'
import { HeldJournal } from '../testkit/held-journal.ts'
import { MemoryJournal, MemoryStore } from '../testkit/memory-journal.ts'
import { balance, codeOf, rules, startAt, started, submit, taken } from '../testkit/runtime.ts'

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

  test('a stop does not wait for ever for its last snapshot either', async () => {
    const journal = new HeldJournal()
    const runtime = await started({ journal, limits: { drainMs: 1, diskMs: 1, snapshotMs: 1 } })
    const first = submit(runtime, opening('alice'))
    await journal.letThrough()
    expect(await codeOf(first)).toBe('done')
    await runtime.stop()
    expect(runtime.health).toMatchObject({
      status: 'read-only',
      reason: 'the journal takes nothing more: the last snapshot must be kept within 1 ms, is not',
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
