import type { Decimal, engine } from '@plimsoll/core'

/** What liquidation did to one account, USDT. */
export interface BookTally {
  called: boolean
  /** Wholly when nothing was left of it after some liquidation. */
  liquidated: 'not' | 'partly' | 'wholly'
  steps: number
  volume: number
  fees: number
  slippage: number
  /** Margin left over when a position was taken over, to the fund. */
  surplus: number
  /** Loss beyond what it had, borne by others. */
  bankruptcy: number
  /** Its positions closed against a bankrupt account's, notional. */
  deleveraged: number
  /** What it paid of losses that were shared out. */
  socialised: number
}

/** What happened in a mode at one tick, USDT. */
export interface TickTally {
  liquidations: number
  volume: number
}

/** Money in and out of the insurance fund, and what reached others, USDT. */
export interface VenueTally {
  fundPaid: number
  fundEarned: number
  deleveraged: number
  socialised: number
  uncovered: number
}

const nothing: BookTally = {
  called: false,
  liquidated: 'not',
  steps: 0,
  volume: 0,
  fees: 0,
  slippage: 0,
  surplus: 0,
  bankruptcy: 0,
  deleveraged: 0,
  socialised: 0,
}

export interface Tally {
  readonly books: ReadonlyMap<string, BookTally>
  readonly venue: VenueTally
  readonly tick: () => TickTally
  readonly call: (account: string) => void
  /** Events of a `liquidate` command; `left` tells whether positions are left of the account. */
  readonly liquidation: (account: string, events: readonly engine.EngineEvent[], left: boolean) => void
  readonly nextTick: () => void
}

/** Adds up what the engine's events tell of liquidations. */
export function tallyOf(onTrade: (symbol: string, signedNotional: number) => void): Tally {
  const books = new Map<string, BookTally>()
  const venue: VenueTally = { fundPaid: 0, fundEarned: 0, deleveraged: 0, socialised: 0, uncovered: 0 }
  let tick: TickTally = { liquidations: 0, volume: 0 }
  const of = (account: string): BookTally => {
    const known = books.get(account) ?? { ...nothing }
    books.set(account, known)
    return known
  }

  function addFill(book: BookTally, fill: engine.LiquidationFill): void {
    const contracts = number(fill.contracts)
    const notional = Math.abs(contracts) * number(fill.mark)
    const fee = number(fill.fee)
    book.volume += notional
    book.fees += fee
    venue.fundEarned += fee
    tick.volume += notional
    if (fill.against !== 'market') return
    book.slippage += Math.abs(contracts) * Math.abs(number(fill.price) - number(fill.mark))
    onTrade(fill.symbol, Math.sign(contracts) * notional)
  }
  function addFlow(book: BookTally, flow: engine.FundFlow): void {
    const amount = number(flow.amount)
    if (amount > 0) book.bankruptcy += amount
    else book.surplus -= amount
    addFlowTo(venue, flow.with, amount)
  }
  function addOther(account: string, event: engine.EngineEvent): void {
    if (event.type === 'filled' && event.why === 'deleveraging' && event.account !== account)
      of(event.account).deleveraged += Math.abs(number(event.contracts)) * number(event.price)
    if (event.type !== 'posted' || event.entry.cause !== 'socialised') return
    for (const { holder, amount } of event.entry.postings)
      if (!holder.startsWith('@') && holder !== account) of(holder).socialised -= number(amount)
  }

  function addEvent(account: string, event: engine.EngineEvent): void {
    addOther(account, event)
    if (event.type !== 'liquidation-step') return
    const book = of(account)
    book.steps += 1
    for (const fill of event.step.fills) addFill(book, fill)
    for (const flow of event.step.flows) addFlow(book, flow)
  }
  function markLiquidated(book: BookTally, left: boolean): void {
    if (book.volume === 0 && book.bankruptcy === 0) return
    if (book.liquidated === 'not') tick.liquidations += 1
    if (!left) book.liquidated = 'wholly'
    else if (book.liquidated === 'not') book.liquidated = 'partly'
  }

  return {
    books,
    venue,
    tick: () => tick,
    call: (account) => {
      of(account).called = true
    },
    liquidation: (account, events, left) => {
      for (const event of events) addEvent(account, event)
      markLiquidated(of(account), left)
    },
    nextTick: () => {
      tick = { liquidations: 0, volume: 0 }
    },
  }
}

function addFlowTo(venue: VenueTally, bearer: engine.FundFlow['with'], amount: number): void {
  if (bearer === 'deleveraged') venue.deleveraged += amount
  else if (bearer === 'socialised') venue.socialised += amount
  else if (bearer === 'venue') venue.uncovered += amount
  else if (amount > 0) venue.fundPaid += amount
  else venue.fundEarned -= amount
}

function number(exact: Decimal): number {
  return Number(exact.toString())
}
