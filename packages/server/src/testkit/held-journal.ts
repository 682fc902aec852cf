import type { JournalBatch, JournalHead } from '../journal/journal.ts'
import { MemoryJournal, type MemoryStore } from './memory-journal.ts'

/** A journal whose disk the test turns: a batch is durable when it is let through, or the disk fails. */
export class HeldJournal extends MemoryJournal {
  readonly batches: JournalBatch[] = []
  #held: { readonly go: () => void; readonly fail: (error: Error) => void }[] = []
  #wanted: (() => void)[] = []

  constructor(store?: MemoryStore) {
    super(store)
  }

  override async append(expected: number, batch: JournalBatch): Promise<JournalHead> {
    this.batches.push(batch)
    const gate = new Promise<void>((go, fail) => this.#held.push({ go, fail }))
    for (const wanted of this.#wanted.splice(0)) wanted()
    await gate
    return super.append(expected, batch)
  }

  /** Waits until a batch is on its way to the disk. */
  async asked(): Promise<void> {
    if (this.#held.length === 0) await new Promise<void>((resolve) => this.#wanted.push(resolve))
  }

  async letThrough(): Promise<void> {
    await this.asked()
    this.#held.shift()?.go()
  }

  async breakDown(error: Error): Promise<void> {
    await this.asked()
    this.#held.shift()?.fail(error)
  }
}
