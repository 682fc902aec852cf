import { describe, expect, test } from 'vitest'
import { depositing, opening } from '../testkit/engine-commands.ts'
import { MemoryJournal, MemoryStore } from '../testkit/memory-journal.ts'
import { balance, codeOf, startAt, started, submit, taken } from '../testkit/runtime.ts'
import { keyLengthMax } from './limits.ts'

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
