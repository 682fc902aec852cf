import { replyText } from '../../runtime/reply.ts'
import type { Runtime } from '../../runtime/runtime.ts'
import { holds } from './audit/law.ts'
import type { Random } from './random.ts'
import type { Witness } from './witness.ts'

/** A slow reader of what happens: it may be cut off, but what it is told is each command once, in order, as it was. */
export class Follower {
  #last = 0

  /** How often it fell so far behind that it had to begin anew. */
  cuts = 0

  read({ recent }: Runtime, random: Random, witness: Witness): void {
    const { oldest } = recent
    if (oldest === undefined) return
    if (oldest > this.#last + 1) {
      this.#last = oldest - 1
      this.cuts += 1
    }
    for (const reply of recent.after(this.#last, 1 + random.below(6))) {
      const isNext = reply.sequence === this.#last + 1
      holds(isNext, 'events', () => `after ${this.#last} must come ${this.#last + 1}, comes ${reply.sequence}`)
      holds(
        replyText(reply) === witness.text(reply.sequence),
        'events',
        () => `events of ${reply.sequence} must be ${witness.text(reply.sequence)}, are ${replyText(reply)}`,
      )
      this.#last = reply.sequence
    }
  }
}
