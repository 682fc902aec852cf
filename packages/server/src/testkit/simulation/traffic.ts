import type { Incarnation } from './incarnation.ts'
import type { Fields } from './listings.ts'
import type { Random } from './random.ts'
import { type Request, Requests, untimed } from './requests.ts'
import type { Witness } from './witness.ts'

export interface TrafficOptions {
  readonly random: Random
  readonly witness: Witness
  readonly now: () => number
  readonly life: () => Incarnation
  /** Runs a check in the middle of the engine's own work, and tells later what it found. */
  readonly guarded: (check: () => void) => void
  readonly count: (name: string) => void
}

/** What clients send, in all the ways in which they do, and what they are answered. */
export class Traffic {
  readonly requests: Requests = new Requests()
  readonly #options: TrafficOptions

  constructor(options: TrafficOptions) {
    this.#options = options
  }

  send(fields: Fields, at?: number): void {
    const { random, count } = this.#options
    const command = untimed(at === undefined ? fields : { ...fields, at })
    const key = random.chance(0.9) ? `key-${this.requests.all.length}` : undefined
    this.#sendNew({ command, key, isForged: false, state: 'lost', text: undefined })
    count(command.type)
  }

  /** Mostly the engine stamps; some tell their own instant, and some of those are late or far too early. */
  toldAt(): number | undefined {
    const { random, now } = this.#options
    switch (random.weighted({ untold: 60, now: 4, late: 2, early: 1 })) {
      case 'untold':
        return undefined
      case 'now':
        return now()
      case 'late':
        return now() - random.below(60_000)
      case 'early':
        return now() + random.below(120_000)
    }
  }

  /** The same request with the same key: sent twice at once, after its answer, or because the answer never came. */
  sendAgain(): void {
    const { random } = this.#options
    const keyed = this.requests.all.filter(({ key, isForged }) => key !== undefined && !isForged)
    const lost = keyed.filter(({ state }) => state === 'lost')
    if (keyed.length > 0) this.submit(random.pick(lost.length > 0 && random.chance(0.7) ? lost : keyed))
  }

  /** Another command under a key that was answered. */
  forge(): void {
    const answered = this.requests.all.filter(({ text, key }) => text !== undefined && key !== undefined)
    if (answered.length === 0) return
    const { key } = this.#options.random.pick(answered)
    const command = untimed({ type: 'fund-deposit', asset: 'USDT', amount: '0.00000777' })
    this.#sendNew({ command, key, isForged: true, state: 'lost', text: undefined })
  }

  submit(request: Request): void {
    const { life: lifeNow, witness, guarded, count } = this.#options
    const life = lifeNow()
    const runtime = life.runtime()
    if (runtime === undefined) return
    request.state = 'sent'
    const { command, key } = request
    runtime.submit({ command, key }).then((answer) => {
      if (!life.isAlive()) return
      guarded(() => {
        witness.read(life.journal.durable)
        this.requests.answered(request, answer, witness)
        count(answer.isTaken ? (answer.done ? 'done' : `refused ${answer.refusal?.code}`) : answer.code)
      })
    })
  }

  #sendNew(request: Request): void {
    this.requests.sent(request)
    this.submit(request)
  }
}
