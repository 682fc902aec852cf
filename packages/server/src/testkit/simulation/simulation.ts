import { createHash } from 'node:crypto'
import { engine, engineRules } from '@plimsoll/core'
import { holds } from './audit/law.ts'
import { diskOf } from './disk.ts'
import { Follower } from './follower.ts'
import { begin, type Incarnation, type Surroundings } from './incarnation.ts'
import { startAt } from './listings.ts'
import { marketPathOf } from './market-path.ts'
import { type Random, randomOf } from './random.ts'
import { Traffic } from './traffic.ts'
import { settled, waitsOf } from './waits.ts'
import { Witness } from './witness.ts'
import { clientsOf, fullPrices, nextCommand, opening } from './workload.ts'
import type { World } from './world.ts'

export interface SimulationOptions {
  readonly seed: string
  /** Commands that clients send, besides those that open the accounts. */
  readonly commands?: number
  readonly clients?: number
  readonly surroundings?: Surroundings
}

/** What a seed came to. */
export interface SimulationResult {
  readonly seed: string
  /** SHA-256 of the last state and of everything that was answered. */
  readonly hash: string
  readonly steps: number
  readonly commands: number
  readonly crashes: number
  readonly counts: ReadonlyMap<string, number>
}

const commandsDefault = 160
const clientsDefault = 20
/** Far more waits than any of these runs takes to come to rest. */
const endsMax = 2000
const sharedRules = engineRules()

/**
 * Runs the real runtime and the real engine on a simulated clock, disk and market, from one seed, with everything going
 * wrong that may, and checks every law after each command.
 *
 * @throws LawBroken
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const simulation = new Simulation(options)
  return simulation.run()
}

class Simulation {
  readonly #seed: string
  readonly #surroundings: Surroundings
  readonly #rules: engine.EngineRules
  readonly #random: Random
  readonly #liquidates: boolean
  readonly #disk = diskOf()
  readonly #waits = waitsOf()
  readonly #traffic: Traffic
  readonly #follower = new Follower()
  readonly #witness: Witness
  readonly #world: World
  readonly #counts = new Map<string, number>()
  #now = startAt
  #life: Incarnation
  #broken: unknown
  #left: number
  #orders = 0
  #isDisturbed = false
  #steps = 0

  constructor({ seed, commands = commandsDefault, clients = clientsDefault, surroundings = {} }: SimulationOptions) {
    this.#seed = seed
    this.#left = commands
    this.#surroundings = surroundings
    this.#rules = surroundings.rules?.(sharedRules) ?? sharedRules
    this.#random = randomOf(seed)
    this.#liquidates = this.#random.chance(0.25)
    const isWatching = this.#random.chance(0.2)
    this.#witness = new Witness(this.#rules, { ownRules: sharedRules, isWatching })
    const random = randomOf(`${seed}/workload`)
    this.#world = {
      random,
      path: marketPathOf(randomOf(`${seed}/market`)),
      clients: clientsOf(random, clients),
      state: () => this.#witness.auditor.state,
      now: () => this.#now,
      nextOrder: () => {
        this.#orders += 1
        return `order-${this.#orders}`
      },
    }
    this.#traffic = new Traffic({
      random: this.#random,
      witness: this.#witness,
      now: () => this.#now,
      life: () => this.#life,
      guarded: (check) => this.#guarded(check),
      count: (name) => this.#count(name),
    })
    this.#life = this.#begin()
  }

  async run(): Promise<SimulationResult> {
    await this.#open()
    while (this.#left > 0) {
      await this.#step(this.#random.weighted(actions))
      if (this.#isReadOnly() && this.#random.chance(0.5)) await this.#crash()
    }
    await this.#finish()
    return this.#result()
  }

  /** Everything that every seed begins with, undisturbed, so that there is something to disturb. */
  async #open(): Promise<void> {
    await this.#drain()
    for (const fields of opening(this.#world)) {
      this.#traffic.send(fields)
      await this.#drain()
    }
    this.#isDisturbed = true
  }

  async #step(action: keyof typeof actions): Promise<void> {
    this.#steps += 1
    this.#count(action)
    switch (action) {
      case 'send':
        this.#sendNext()
        break
      case 'burst':
        for (let i = this.#random.below(5); i >= 0; i -= 1) this.#sendNext()
        break
      case 'again':
        this.#traffic.sendAgain()
        break
      case 'forge':
        this.#traffic.forge()
        break
      case 'disk':
        this.#waits.endOne(this.#random)
        break
      case 'tick':
        this.#now += 500 + this.#random.below(12_000)
        break
      case 'jump':
        this.#now +=
          this.#random.weighted({ far: 1, back: 2, ahead: 2 }) === 'back'
            ? -this.#random.below(600_000)
            : this.#random.below(900_000)
        break
      case 'follow':
        this.#follow()
        break
      case 'crash':
        await this.#crash()
        break
      case 'stop':
        await this.#stop()
        break
    }
    await this.#look()
  }

  #sendNext(): void {
    this.#traffic.send(nextCommand(this.#world), this.#traffic.toldAt())
    this.#left -= 1
  }

  /** Lets everything go on that can without the disk, and audits what has become durable. */
  async #look(): Promise<void> {
    await settled()
    this.#witness.read(this.#life.journal.durable)
    if (this.#broken !== undefined) throw this.#broken
    const failure = this.#life.failure()
    if (failure !== undefined) throw failure
  }

  /** Until nothing waits for the disk any more. */
  async #drain(): Promise<void> {
    await this.#look()
    for (let ended = 0; this.#waits.endOne(this.#random); ended += 1) {
      holds(ended < endsMax, 'no-bug', () => 'a server that nobody asks anything must come to rest')
      await this.#look()
    }
  }

  /** A law that is broken in the middle of the engine's own work is told when that is over. */
  #guarded(check: () => void): void {
    try {
      check()
    } catch (error) {
      this.#broken ??= error
    }
  }

  #follow(): void {
    const runtime = this.#life.runtime()
    if (runtime === undefined) return
    this.#follower.read(runtime, this.#random, this.#witness)
    this.#witness.compare(runtime)
    if (this.#random.chance(0.2)) this.#witness.auditor.takeStock()
  }

  /** At any await: after some of what was going on has gone on, and the rest has not. */
  async #crash(): Promise<void> {
    for (let i = this.#random.below(12); i > 0; i -= 1) await undefined
    await this.#restart()
  }

  async #stop(): Promise<void> {
    const runtime = this.#life.runtime()
    if (runtime === undefined) return
    let isStopped = false
    const stopped = runtime.stop().then(() => {
      isStopped = true
    })
    for (; !isStopped; await this.#look()) this.#waits.endOne(this.#random)
    await stopped
    await this.#restart()
  }

  async #restart(): Promise<void> {
    this.#life.kill()
    this.#waits.forget()
    this.#disk.crash(this.#random)
    this.#traffic.requests.lost()
    this.#now += this.#random.below(300_000)
    this.#life = this.#begin()
    this.#guarded(() => this.#witness.restarted(this.#life.journal.durable))
    await this.#look()
  }

  #begin(): Incarnation {
    const life: Incarnation = begin({
      disk: this.#disk,
      waits: this.#waits,
      rules: this.#rules,
      clock: () => this.#now,
      fault: () => (this.#isDisturbed ? this.#random.weighted({ none: 250, full: 1, io: 1 }) : 'none'),
      surroundings: this.#surroundings,
      liquidates: this.#liquidates,
      onApplied: (sequence, text) => {
        if (!life.isAlive()) return
        this.#guarded(() => {
          this.#witness.read(life.journal.durable)
          this.#witness.applied(sequence, text)
        })
      },
    })
    return life
  }

  #isReadOnly(): boolean {
    return this.#life.runtime()?.health.status === 'read-only'
  }

  /** Everything that was lost is asked for again, and a last life finds all as it was left. */
  async #finish(): Promise<void> {
    await this.#drain()
    for (const request of this.#traffic.requests.all)
      if (request.state === 'lost' && request.key !== undefined && !request.isForged) {
        if (this.#isReadOnly()) await this.#recover()
        this.#traffic.submit(request)
        await this.#drain()
      }
    await this.#recover()
    if (this.#liquidates) await this.#attend()
    this.#traffic.requests.checkAll(this.#witness.rows)
    this.#witness.auditor.takeStock()
    this.#follow()
  }

  /** With a server that liquidates by itself and fresh prices, nobody who is known to be below the line is left there. */
  async #attend(): Promise<void> {
    for (let told = 0; told < 2; told += 1) {
      this.#now += 1000
      this.#traffic.send(fullPrices(this.#world.path))
      await this.#drain()
      if (this.#isReadOnly()) await this.#recover()
    }
    const { accounts, core } = this.#witness.auditor.state
    for (const account of accounts.values()) {
      const danger = engine.dangerOf(account, core, sharedRules)
      holds(
        danger?.verdict !== 'liquidatable',
        'attended',
        () => `${account.id} is below the line and must be liquidated`,
      )
    }
  }

  /** Begins anew until it runs: a disk that is full may be so twice. */
  async #recover(): Promise<void> {
    for (let tried = 0; tried === 0 || this.#isReadOnly(); tried += 1) {
      holds(tried < 50, 'no-bug', () => 'a server must run again once the disk does')
      await this.#restart()
      await this.#drain()
    }
    const runtime = this.#life.runtime()
    holds(runtime !== undefined, 'replay', () => 'what survived must be recovered')
    this.#witness.compare(runtime)
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  #result(): SimulationResult {
    const hash = createHash('sha256').update(engine.stateText(this.#witness.auditor.state))
    for (const { text } of this.#traffic.requests.all) hash.update(text ?? 'unknown')
    return {
      seed: this.#seed,
      hash: hash.digest('hex'),
      steps: this.#steps,
      commands: this.#witness.rows.length,
      crashes: this.#counts.get('crash') ?? 0,
      counts: new Map([
        ...this.#counts,
        ...[...this.#witness.counts].map(([type, count]) => [`event ${type}`, count] as const),
      ]),
    }
  }
}

/** How often each thing happens. */
const actions = {
  send: 30,
  burst: 5,
  again: 6,
  forge: 2,
  disk: 70,
  tick: 16,
  jump: 1,
  follow: 5,
  crash: 1.2,
  stop: 0.4,
}
