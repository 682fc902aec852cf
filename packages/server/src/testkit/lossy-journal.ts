import { setTimeout as after } from 'node:timers/promises'
import { checkBatch } from '../journal/batch-rules.ts'
import { hexOf, rowHash } from '../journal/chain.ts'
import type { Journal, JournalBatch, JournalHead } from '../journal/journal.ts'

/**
 * A journal that acknowledges first and writes later: what a test of lost commands must catch. A process that is killed
 * loses what it acknowledged in the last `delayMs`.
 */
export async function lossyJournal(journal: Journal, delayMs = 50): Promise<Journal> {
  let head = await journal.head()
  let written: Promise<unknown> = Promise.resolve()
  const writeLater = (expected: number, batch: JournalBatch): void => {
    written = Promise.all([written, after(delayMs)]).then(() => journal.append(expected, batch))
  }
  return {
    origin: journal.origin,
    append: async (expected, batch) => {
      checkBatch(head.sequence, expected, batch)
      writeLater(expected, batch)
      head = headAfter(head, batch)
      return head
    },
    head: async () => head,
    async *read(from) {
      await written
      yield* journal.read(from)
    },
    latestSnapshot: () => written.then(() => journal.latestSnapshot()),
    find: (key) => written.then(() => journal.find(key)),
    close: () => written.then(() => journal.close()),
  }
}

function headAfter({ sequence, hash }: JournalHead, { rows }: JournalBatch): JournalHead {
  const last = rows.reduce<Uint8Array>((before, row) => rowHash(before, row), Buffer.from(hash, 'hex'))
  return { sequence: sequence + rows.length, hash: hexOf(last) }
}
