import type { engine } from '@plimsoll/core'
import type { Reply } from './reply.ts'

interface Bounds {
  readonly recentMax: number
  readonly recentWeightMax: number
}

/** Replies of the latest commands, for those who follow what happens: as many as the bounds leave room for. */
export class RecentEvents {
  readonly #bounds: Bounds
  readonly #ring: { readonly reply: Reply; readonly weight: number }[] = []
  #first = 0
  #weight = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  add(reply: Reply): void {
    const weight = weightOf(reply)
    this.#ring.push({ reply, weight })
    this.#weight += weight
    while (this.#isOver()) this.#drop()
    // Shifting each time would move the whole list.
    if (this.#first < this.#bounds.recentMax) return
    this.#ring.splice(0, this.#first)
    this.#first = 0
  }

  /** Sequence of the oldest that is there; undefined when none is. */
  get oldest(): number | undefined {
    return this.#ring[this.#first]?.reply.sequence
  }

  /** At most `limit` replies after a sequence, oldest first. */
  after(sequence: number, limit: number): readonly Reply[] {
    const { oldest } = this
    if (oldest === undefined) return []
    const from = this.#first + Math.max(0, sequence + 1 - oldest)
    return this.#ring.slice(from, from + limit).map(({ reply }) => reply)
  }

  #isOver(): boolean {
    const count = this.#ring.length - this.#first
    const { recentMax, recentWeightMax } = this.#bounds
    return count > recentMax || (count > 1 && this.#weight > recentWeightMax)
  }

  /** A dropped one keeps its place in the list, and nothing else. */
  #drop(): void {
    const oldest = this.#ring[this.#first]
    if (oldest === undefined) return
    this.#weight -= oldest.weight
    this.#ring[this.#first] = { reply: { ...oldest.reply, events: [] }, weight: 0 }
    this.#first += 1
  }
}

function weightOf({ events }: Reply): number {
  return 1 + events.reduce((sum, event) => sum + weightOfEvent(event), 0)
}

function weightOfEvent(event: engine.EngineEvent): number {
  if (event.type !== 'priced') return 1
  const { assets, indexes, forwards, marks, vols } = event.prices
  return [assets?.size, indexes?.size, forwards?.length, marks?.size, vols?.size].reduce<number>(
    (sum, size = 0) => sum + size,
    1,
  )
}
