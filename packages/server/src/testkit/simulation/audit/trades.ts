import type { Decimal, Derivative, engine } from '@plimsoll/core'
import { holds } from './law.ts'
import { eventsOf, type Step } from './step.ts'
import { figure, unitsOf } from './units.ts'

/** What an account's trades in a symbol come to, from the trades alone. */
interface Dealings {
  contracts: number
  /** Paid for contracts less received, settlement asset; of an inverse contract with the sign turned. */
  paid: number
  realised: number
  /** Trades: each may have rounded. */
  count: number
  /** Largest sum that was added up, for the error of a double. */
  scale: number
}

/** Doubles carry some sixteen digits; sums of a few hundred lose less than three of them. */
const relativeError = 1e-12
const unit = 1e-8

/** Positions, their cost and what was realised, found again from trades. */
export class ShadowTrades {
  readonly #records = new Map<string, Dealings>()

  audit(step: Step): void {
    const touched = new Set<string>()
    for (const { account, symbol, contracts, price, realised } of eventsOf(step, 'filled')) {
      const instrument = step.after.core.market.instruments.get(symbol)?.instrument
      if (instrument === undefined || instrument.kind === 'spot') continue
      this.#trade(account, instrument, contracts, price, realised)
      touched.add(`${account} ${symbol}`)
    }
    for (const key of touched) this.#compare(key, step.after)
    for (const { symbol, price } of eventsOf(step, 'settled')) this.#settle(symbol, figure(price), step)
    isPostedAsTold(step)
  }

  /** Every position of every account, and what all of them are together. */
  auditAll({ accounts, openContracts, holders }: engine.EngineState): void {
    const open = new Map<string, number>()
    for (const { id, positions } of accounts.values()) {
      for (const { symbol, contracts } of positions.values()) {
        open.set(symbol, (open.get(symbol) ?? 0) + figure(contracts))
        holds(holders.get(symbol)?.has(id) === true, 'equity', () => `${id} must be known to hold ${symbol}`)
      }
    }
    for (const [symbol, contracts] of openContracts) {
      const sum = open.get(symbol) ?? 0
      const isSame = Math.abs(figure(contracts) - sum) <= 1e-6
      holds(isSame, 'equity', () => `open contracts of ${symbol} must be ${sum}, are ${contracts}`)
    }
  }

  /** What is paid out at expiry is worth the contracts at that price, and nothing stays open. */
  #settle(symbol: string, price: number, step: Step): void {
    const instrument = step.after.core.market.instruments.get(symbol)?.instrument
    if (instrument === undefined || instrument.kind === 'spot') return
    const paid = settlementsOf(step)
    for (const [key, record] of this.#records) {
      if (!key.endsWith(` ${symbol}`) || record.count === 0) continue
      const [account = ''] = key.split(' ')
      const worth = worthAt(instrument, record.contracts, payoutPrice(instrument, price))
      const isInverse = isInverseContract(instrument)
      const profit = isInverse ? record.paid - worth : worth - record.paid
      const expected = instrument.kind === 'option' ? worth : profit - record.realised
      const short = expected - (paid.get(account) ?? 0)
      const error = relativeError * (record.scale + Math.abs(worth))
      const isPaid = short >= -error && short <= (record.count * 2 + 4) * unit + error
      holds(isPaid, 'equity', () => `${key} must be paid ${expected} at expiry, is paid ${paid.get(account) ?? 0}`)
      this.#records.delete(key)
    }
  }

  #trade(account: string, instrument: Derivative, contracts: Decimal, price: Decimal, realised: Decimal): void {
    const key = `${account} ${instrument.symbol}`
    const now = this.#records.get(key) ?? { contracts: 0, paid: 0, realised: 0, count: 0, scale: 0 }
    const paid = worthAt(instrument, figure(contracts), figure(price))
    this.#records.set(key, {
      contracts: now.contracts + figure(contracts),
      paid: now.paid + paid,
      realised: now.realised + figure(realised),
      count: now.count + 1,
      scale: now.scale + Math.abs(paid) + Math.abs(figure(realised)),
    })
  }

  /**
   * What was realised, less what the open rest cost, is what the trades paid; what is missing was rounded off, against the
   * account and never for it.
   */
  #compare(key: string, { accounts, core }: engine.EngineState): void {
    const record = this.#records.get(key)
    const [account = '', symbol = ''] = key.split(' ')
    const instrument = core.market.instruments.get(symbol)?.instrument
    if (record === undefined || instrument === undefined || instrument.kind === 'spot') return
    const held = [...(accounts.get(account)?.positions.values() ?? [])].filter((each) => each.symbol === symbol)
    const contracts = held.reduce((sum, each) => sum + figure(each.contracts), 0)
    holds(
      Math.abs(contracts - record.contracts) <= 1e-6,
      'equity',
      () => `${key} must hold ${record.contracts} after its trades, holds ${contracts}`,
    )
    const cost = held.reduce((sum, each) => sum + figure(each.cost), 0)
    const isInverse = isInverseContract(instrument)
    const fromTrades = isInverse ? record.paid : -record.paid
    const fromState = record.realised + (isInverse ? cost : -cost)
    const lost = fromTrades - fromState
    const error = relativeError * record.scale
    holds(lost >= -error, 'rounding', () => `${key} must not gain by rounding, gains ${-lost}`)
    holds(
      lost <= record.count * 2 * unit + error,
      'equity',
      () => `${key} must have ${fromTrades} of its trades, has ${fromState}`,
    )
  }
}

function isInverseContract({ kind, payout }: Derivative): boolean {
  return kind !== 'option' && payout === 'inverse'
}

/** Signed as the contracts: what they are worth at a price, settlement asset. */
function worthAt(instrument: Derivative, contracts: number, price: number): number {
  const size = contracts * figure(instrument.contractSize)
  return isInverseContract(instrument) ? size / price : size * price
}

/** Of an option its intrinsic value, in the coin when it pays in the coin. */
function payoutPrice(instrument: Derivative, price: number): number {
  if (instrument.kind !== 'option') return price
  const strike = figure(instrument.strike)
  const intrinsic = Math.max(0, instrument.right === 'call' ? price - strike : strike - price)
  return instrument.payout === 'inverse' ? intrinsic / price : intrinsic
}

function settlementsOf(step: Step): ReadonlyMap<string, number> {
  const paid = new Map<string, number>()
  for (const { entry } of eventsOf(step, 'posted'))
    if (entry.cause === 'settlement')
      for (const { holder, amount } of entry.postings) paid.set(holder, (paid.get(holder) ?? 0) + figure(amount))
  return paid
}

/** What trades are told to have realised and cost in fees is what was posted for them. */
function isPostedAsTold(step: Step): void {
  const told = toldByTrades(step)
  for (const { entry } of eventsOf(step, 'posted')) {
    const cause = entry.cause === 'liquidation-fee' ? 'fee' : entry.cause
    if (cause !== 'fee' && cause !== 'realised') continue
    for (const { holder, asset, amount } of entry.postings)
      if (!holder.startsWith('@')) add(told, `${holder} ${cause} ${asset}`, -unitsOf(amount))
  }
  for (const [key, left] of told)
    holds(left === 0n, 'equity', () => `${key} must be posted as it is told, differs by ${left}`)
}

function toldByTrades(step: Step): Map<string, bigint> {
  const told = new Map<string, bigint>()
  for (const { account, symbol, realised, fee } of eventsOf(step, 'filled')) {
    const instrument = step.after.core.market.instruments.get(symbol)?.instrument
    if (instrument === undefined) continue
    const asset = instrument.kind === 'spot' ? instrument.quote : instrument.settle
    add(told, `${account} fee ${asset}`, -unitsOf(fee))
    const isBooked = instrument.kind !== 'spot' && instrument.kind !== 'option'
    if (isBooked) add(told, `${account} realised ${asset}`, unitsOf(realised))
  }
  return told
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}
