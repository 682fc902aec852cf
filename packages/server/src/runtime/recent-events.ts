import type { Reply } from './reply.ts'

/** Replies of the latest commands, for those who follow what happens. */
export class RecentEvents {
  readonly #max: number
  readonly #ring: Reply[] = []
  #first = 0

  constructor(max: number) {
    this.#max = max
  }

  add(reply: Reply): void {
    this.#ring.push(reply)
    if (this.#ring.length - this.#first <= this.#max) return
    this.#first += 1
    // Shifting each time would move the whole list.
    if (this.#first > this.#max) {
      this.#ring.splice(0, this.#first)
      this.#first = 0
    }
  }

  /** Sequence of the oldest that is there; undefined when none is. */
  get oldest(): number | undefined {
    return this.#ring[this.#first]?.sequence
  }

  /** At most `limit` replies after a sequence, oldest first. */
  after(sequence: number, limit: number): readonly Reply[] {
    const { oldest } = this
    if (oldest === undefined) return []
    const from = this.#first + Math.max(0, sequence + 1 - oldest)
    return this.#ring.slice(from, from + limit)
  }
}
