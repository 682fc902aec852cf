import { expect, test } from 'vitest'
import type { JournalBatch } from '../../journal/journal.ts'
import { diskOf } from './disk.ts'
import { contentOf, type DiskFault, openDiskJournal } from './disk-journal.ts'
import { randomOf } from './random.ts'
import { settled, waitsOf } from './waits.ts'

const batch = (sequence: number): JournalBatch => ({
  rows: [{ sequence, key: `key-${sequence}`, body: `{"n":${sequence}}` }],
  replies: sequence === 1 ? [] : [{ sequence: sequence - 1, body: 'done' }],
  snapshot: undefined,
})

function journal(fault: DiskFault = 'none') {
  const disk = diskOf()
  const waits = waitsOf()
  const opened = openDiskJournal({ disk, waits, fault: () => fault, isAlive: () => true })
  const random = randomOf('journal')
  const through = async <T>(promise: Promise<T>): Promise<T> => {
    let isDone = false
    const done = (): void => {
      isDone = true
    }
    promise.then(done, done)
    for (; !isDone; await settled()) waits.endOne(random)
    return promise
  }
  return { disk, waits, opened, random, through }
}

test('what was acknowledged is there after any crash, in any seed', async () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { disk, opened, through, waits, random } = journal()
    await through(opened.append(0, batch(1)))
    opened.append(1, batch(2)).catch(() => undefined)
    await settled()
    waits.endOne(random)
    await settled()
    disk.crash(randomOf(`${seed}`))
    const { rows } = contentOf(disk)
    expect(rows[0]).toEqual(batch(1).rows[0])
    expect(rows.length === 1 || rows[1]?.body === '{"n":2}').toBe(true)
  }
})

test('an unacknowledged batch may survive whole, or not at all', async () => {
  const found = new Set<number>()
  for (let seed = 0; seed < 40; seed += 1) {
    const { disk, opened, waits, random } = journal()
    opened.append(0, batch(1)).catch(() => undefined)
    await settled()
    waits.endOne(random)
    await settled()
    disk.crash(randomOf(`${seed}`))
    found.add(contentOf(disk).rows.length)
  }
  expect(found).toEqual(new Set([0, 1]))
})

test('a full disk and a failed sync are final', async () => {
  for (const fault of ['full', 'io'] as const) {
    const { opened, through } = journal(fault)
    await expect(through(opened.append(0, batch(1)))).rejects.toMatchObject({ code: `journal.${fault}` })
    await expect(through(opened.append(0, batch(1)))).rejects.toMatchObject({ code: `journal.${fault}` })
  }
})

test('a batch for another end of the journal is refused', async () => {
  const { opened, through } = journal()
  await expect(through(opened.append(3, batch(4)))).rejects.toMatchObject({ code: 'journal.sequence' })
})

test('a key finds its row and the answer kept with it', async () => {
  const { opened, through } = journal()
  await through(opened.append(0, batch(1)))
  await through(opened.append(1, batch(2)))
  expect(await through(opened.find('key-1'))).toEqual({ row: batch(1).rows[0], reply: 'done' })
  expect(await through(opened.find('key-2'))).toMatchObject({ reply: undefined })
  expect(await through(opened.find('key-3'))).toBeUndefined()
})
