import { Decimal, engine, engineRules, InvariantError } from '@plimsoll/core'
import { fundingCommands, listCommand, pricesCommand, type ReplayMarket } from '../replay/market.ts'
import type { Tick } from '../replay/marks.ts'
import type { PlannedBook } from './book.ts'
import { type PriceImpact, priceImpact } from './impact.ts'
import type { ModeRules } from './mode-rules.ts'
import { openBook } from './open-book.ts'
import { type Tally, tallyOf } from './tally.ts'
import { liquidityOf, venueCommands } from './venue.ts'
import { conservationOf, type FundingPaid, fundingPaid, type Held, worthBrought, worthHeld, worthOf } from './worth.ts'

/** What is the same in every mode. */
export interface StudyInput {
  readonly market: ReplayMarket
  readonly ticks: readonly Tick[]
  readonly books: readonly PlannedBook[]
  /** Money in the insurance fund at the beginning, USDT. */
  readonly fund: Decimal
  /** Of notional every eight hours, longs to shorts. */
  readonly fundingFrac: Decimal
  /** How many such accounts each one stands for in what liquidations do to prices; 0 leaves prices as they were. */
  readonly impact: number
}

/** What became of one book in a mode, USDT. */
export interface BookOutcome {
  readonly opened: boolean
  /** Why it was not opened. */
  readonly why: string | null
  readonly called: boolean
  readonly liquidated: 'not' | 'partly' | 'wholly'
  readonly steps: number
  readonly volume: number
  readonly fees: number
  readonly slippage: number
  readonly surplus: number
  readonly bankruptcy: number
  readonly deleveraged: number
  readonly socialised: number
  /** Worth at the end less what was brought in, at the prices of the opening. */
  readonly profit: number
  /** The same had everything been held to the end, and the account lost at most all it had. */
  readonly profitHeld: number
}

/** A row for each bar of the history. */
export interface ModeSeries {
  readonly at: readonly number[]
  /** The first coin's lowest mark of the bar. */
  readonly price: readonly number[]
  readonly liquidations: readonly number[]
  readonly volume: readonly number[]
  readonly fund: readonly number[]
}

export interface ModeRun {
  readonly mode: ModeRules['mode']
  readonly model: string
  /** In the order of the plan. */
  readonly outcomes: readonly BookOutcome[]
  readonly fund: {
    readonly before: number
    readonly after: number
    readonly low: number
    readonly paid: number
    readonly earned: number
  }
  readonly flows: { readonly deleveraged: number; readonly socialised: number; readonly uncovered: number }
  readonly series: ModeSeries
  /** Sum of all balances by asset: every one is `0`. */
  readonly conserved: Readonly<Record<string, string>>
  readonly commands: number
  /** How often an account was margined, of how often every account at every tick would have been. */
  readonly assessed: number
  readonly bruteForce: number
}

/** Share of the trigger's maintenance use from which an account is called. */
export const callUse: number = 5 / 6

/** Most steps of one account's liquidation at one tick; the engine ends well before. */
const stepsMax = 1000

/** Runs the same books through the same prices in one mode. Calls `onTick` after each tick. */
export function runMode(mode: ModeRules, input: StudyInput, onTick: () => void = () => undefined): ModeRun {
  const run = new ModeRunner(mode, input)
  for (const [i, tick] of input.ticks.entries()) {
    run.tick(i, tick)
    onTick()
  }
  return run.result()
}

/** One mode's engine on its way through the ticks. */
class ModeRunner {
  readonly #mode: ModeRules
  readonly #input: StudyInput
  readonly #state = engine.genesis('USD')
  readonly #rules = engineRules()
  readonly #watcher: engine.Watcher
  readonly #tally: Tally
  readonly #impact: PriceImpact
  readonly #funding: FundingPaid = fundingPaid()
  readonly #byTick: ReadonlyMap<number, readonly PlannedBook[]>
  readonly #held = new Map<string, Held>()
  readonly #refused = new Map<string, string>()
  readonly #called = new Set<string>()
  readonly #series = {
    at: [] as number[],
    price: [] as number[],
    liquidations: [] as number[],
    volume: [] as number[],
    fund: [] as number[],
  }
  #bar = { liquidations: 0, volume: 0, low: Number.POSITIVE_INFINITY }
  #fundLow: number
  #bruteForce = 0

  constructor(mode: ModeRules, input: StudyInput) {
    this.#mode = mode
    this.#input = input
    const liquidity = liquidityOf(input.market)
    this.#impact = priceImpact(input.market, (symbol) => liquidity.get(symbol) ?? engine.assumedLiquidity, input.impact)
    this.#tally = tallyOf((symbol, notional) => this.#impact.trade(symbol, notional))
    this.#watcher = engine.accountWatcher(this.#state, this.#rules, ({ id }) => (this.#called.has(id) ? 1 : callUse))
    this.#byTick = Map.groupBy(input.books, ({ tick }) => tick)
    this.#fundLow = Number(input.fund.toString())
    const at = (input.ticks[0]?.at ?? 0) - 1
    for (const command of venueCommands(input.market, listCommand(input.market, at), input.fund, at)) this.#do(command)
  }

  tick(i: number, tick: Tick): void {
    const { market, ticks, impact } = this.#input
    const prices = impact > 0 ? this.#impact.moved(tick.prices) : tick.prices
    this.#do(pricesCommand(market, prices, tick.at))
    for (const book of this.#byTick.get(i) ?? []) this.#open(book)
    this.#payFunding(ticks[i - 1]?.at ?? tick.at, tick.at)
    this.#bruteForce += this.#state.accounts.size
    this.#liquidateAll()
    this.#impact.decay()
    this.#record(tick, prices)
  }

  #do(command: engine.Command): readonly engine.EngineEvent[] {
    const outcome = engine.apply(this.#state, command, this.#rules)
    if (!outcome.done) throw new InvariantError(`${command.type} must be done, is refused: ${outcome.refusal.message}`)
    this.#watcher.note(outcome.events)
    return outcome.events
  }

  #open(book: PlannedBook): void {
    const opening = openBook(book, this.#mode, this.#state, this.#rules)
    if (!opening.opens) {
      this.#refused.set(book.id, opening.why)
      return
    }
    for (const command of opening.commands) this.#do(command)
    const account = this.#state.accounts.get(book.id) as engine.Account
    this.#held.set(book.id, { account, funding: this.#funding.now() })
  }

  #payFunding(before: number, at: number): void {
    const { market, fundingFrac } = this.#input
    for (const command of fundingCommands(market, before, at, fundingFrac)) {
      const mark = this.#state.core.market.instruments.get(command.symbol)?.mark
      this.#funding.add(command.symbol, Number(fundingFrac.toString()) * Number(mark?.toString() ?? 0))
      this.#do(command)
    }
  }

  /** Liquidations change other accounts too, by deleveraging: it ends when nobody is due. */
  #liquidateAll(): void {
    for (let due = this.#watcher.assessed(); due.length > 0; due = this.#watcher.assessed())
      for (const { account, standing } of due) {
        if (standing === undefined) continue
        if (
          standing.pools.some(
            ({ pool }) =>
              pool.maintenance.amount >= callUse * pool.trigger * pool.adjustedEquity && pool.maintenance.amount > 0,
          )
        )
          this.#call(account.id)
        if (standing.pools.some(engine.isInDanger)) this.#liquidate(account.id)
      }
  }

  #call(id: string): void {
    this.#called.add(id)
    this.#tally.call(id)
  }

  #liquidate(account: string): void {
    const { at } = this.#state.core
    for (let step = 0; step < stepsMax; step++) {
      const outcome = engine.apply(this.#state, { type: 'liquidate', at, account }, this.#rules)
      if (!outcome.done) return
      this.#watcher.note(outcome.events)
      const left = (this.#state.accounts.get(account)?.positions.size ?? 0) > 0
      this.#tally.liquidation(account, outcome.events, left)
      this.#fundLow = Math.min(this.#fundLow, this.#fund())
    }
    throw new InvariantError(`a liquidation must end within ${stepsMax} steps, that of ${account} has not`)
  }

  #fund(): number {
    return Number((this.#state.books.get(engine.bookKey('@fund', 'USDT')) ?? Decimal.zero).toString())
  }

  #record({ at, isClose }: Tick, prices: readonly number[]): void {
    const { liquidations, volume } = this.#tally.tick()
    this.#bar.liquidations += liquidations
    this.#bar.volume += volume
    this.#bar.low = Math.min(this.#bar.low, prices[0] as number)
    this.#tally.nextTick()
    if (!isClose) return
    this.#series.at.push(at)
    this.#series.price.push(this.#bar.low)
    this.#series.liquidations.push(this.#bar.liquidations)
    this.#series.volume.push(this.#bar.volume)
    this.#series.fund.push(this.#fund())
    this.#bar = { liquidations: 0, volume: 0, low: Number.POSITIVE_INFINITY }
  }

  result(): ModeRun {
    const { venue } = this.#tally
    return {
      mode: this.#mode.mode,
      model: this.#mode.model,
      outcomes: this.#input.books.map((book) => this.#outcome(book)),
      fund: {
        before: Number(this.#input.fund.toString()),
        after: this.#fund(),
        low: this.#fundLow,
        paid: venue.fundPaid,
        earned: venue.fundEarned,
      },
      flows: { deleveraged: venue.deleveraged, socialised: venue.socialised, uncovered: venue.uncovered },
      series: this.#series,
      conserved: conservationOf(this.#state),
      commands: this.#state.core.sequence,
      assessed: this.#watcher.count,
      bruteForce: this.#bruteForce,
    }
  }

  #outcome(book: PlannedBook): BookOutcome {
    const { market, ticks } = this.#input
    const account = this.#state.accounts.get(book.id)
    const held = this.#held.get(book.id)
    const tally = this.#tally.books.get(book.id)
    const brought = worthBrought(book, market, ticks[book.tick]?.prices ?? [])
    return {
      opened: account !== undefined,
      why: this.#refused.get(book.id) ?? null,
      called: tally?.called ?? false,
      liquidated: tally?.liquidated ?? 'not',
      steps: tally?.steps ?? 0,
      volume: tally?.volume ?? 0,
      fees: tally?.fees ?? 0,
      slippage: tally?.slippage ?? 0,
      surplus: tally?.surplus ?? 0,
      bankruptcy: tally?.bankruptcy ?? 0,
      deleveraged: tally?.deleveraged ?? 0,
      socialised: tally?.socialised ?? 0,
      profit: account === undefined ? 0 : worthOf(account, this.#state.core) - brought,
      profitHeld: held === undefined ? 0 : Math.max(0, worthHeld(held, this.#funding, this.#state.core)) - brought,
    }
  }
}
