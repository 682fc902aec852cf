import type { PositionSide } from '../../market/book.ts'
import type { Derivative } from '../../market/instrument.ts'
import { Decimal, type Rounding } from '../../num/decimal.ts'
import type { HeldPosition } from '../account.ts'
import { moneyScale } from '../state.ts'

/**
 * Digits of a cost after the point. Quotients are rounded here, against the account, and so is a product with more digits
 * than any market quotes; sums are exact.
 */
export const costScale = 18

const { zero } = Decimal

/** A position and what a trade books. */
export interface Traded {
  /** Undefined when nothing is left. */
  readonly now: HeldPosition | undefined
  /** Booked to the balance, settlement asset, rounded down: profit of what was closed; of an option the premium. */
  readonly booked: Decimal
  /** The part of it that what was closed brought: all of it, but of an option that is turned over. */
  readonly bookedByClosing: Decimal
  /** Profit of what was closed, also of an option. */
  readonly realised: Decimal
  /** Contracts that were closed, and that were opened, each signed as the trade. */
  readonly closed: Decimal
  readonly opened: Decimal
}

export interface Trade {
  readonly instrument: Derivative
  readonly contracts: Decimal
  readonly price: Decimal
  readonly side: PositionSide | undefined
  /** Continuous funding index a new position begins at. */
  readonly fundingIndex: Decimal
}

/**
 * A position after a trade. What is closed leaves with its share of the cost, so that the rest keeps its average price;
 * a trade through zero closes all and opens the rest at its own price.
 */
export function traded(was: HeldPosition | undefined, trade: Trade): Traded {
  const { instrument, contracts, price } = trade
  const closed = was === undefined ? zero : closedBy(was.contracts, contracts)
  const opened = closed.isZero() ? contracts : contracts.minus(closed)
  if (was === undefined || closed.isZero()) {
    const booked = premiumOf(instrument, contracts, price)
    return { now: withOpened(was, trade, opened), booked, bookedByClosing: zero, realised: zero, closed, opened }
  }
  const released = releasedCost(was, closed, instrument)
  const realised = profitOf(instrument, closed.negated(), released, price).rounded(moneyScale, 'down')
  const rest = remaining(was, closed, released)
  return {
    now: opened.isZero() ? rest : withOpened(rest, trade, opened),
    booked: instrument.kind === 'option' ? premiumOf(instrument, contracts, price) : realised,
    bookedByClosing: instrument.kind === 'option' ? premiumOf(instrument, closed, price) : realised,
    realised,
    closed,
    opened,
  }
}

/** What an option's buyer pays and its seller is paid, rounded down, signed as it is booked; nothing for the rest. */
function premiumOf(instrument: Derivative, contracts: Decimal, price: Decimal): Decimal {
  if (instrument.kind !== 'option') return zero
  return notional(instrument, contracts, price).negated().rounded(moneyScale, 'down')
}

/** The part of a trade that closes: of the trade's sign, no larger than what is held. */
function closedBy(held: Decimal, contracts: Decimal): Decimal {
  if (held.sign() * contracts.sign() >= 0) return zero
  return contracts.abs().compare(held.abs()) > 0 ? held.negated() : contracts
}

/** Cost of the contracts that leave, signed as what is held; rounded so that the profit booked is not above its share. */
function releasedCost({ contracts, cost }: HeldPosition, closed: Decimal, instrument: Derivative): Decimal {
  const leaving = closed.negated()
  if (leaving.equals(contracts)) return cost
  const rounding: Rounding = isInverse(instrument) ? 'down' : 'up'
  return cost.times(leaving).dividedBy(contracts, costScale, rounding)
}

function remaining(was: HeldPosition, closed: Decimal, released: Decimal): HeldPosition | undefined {
  const contracts = was.contracts.plus(closed)
  return contracts.isZero() ? undefined : { ...was, contracts, cost: was.cost.minus(released) }
}

function withOpened(
  rest: HeldPosition | undefined,
  { instrument, price, side, fundingIndex }: Trade,
  opened: Decimal,
): HeldPosition {
  const cost = costOf(instrument, opened, price)
  if (rest !== undefined) return { ...rest, contracts: rest.contracts.plus(opened), cost: rest.cost.plus(cost) }
  return { symbol: instrument.symbol, side, contracts: opened, cost, isolatedMargin: undefined, fundingIndex }
}

/**
 * Profit of `contracts` that cost `cost` at `price`, settlement asset: exact when linear; of an inverse contract, whose
 * value is a quotient, rounded down.
 */
export function profitOf(instrument: Derivative, contracts: Decimal, cost: Decimal, price: Decimal): Decimal {
  if (!isInverse(instrument)) return notional(instrument, contracts, price).minus(cost)
  const value = instrument.contractSize.times(contracts).dividedBy(price, costScale, 'up')
  return cost.minus(value)
}

/**
 * Cost of contracts at a price, signed as they are, settlement asset. It is what a linear contract's profit subtracts and
 * an inverse one's begins with, so one is rounded up and the other down: against both sides.
 */
export function costOf(instrument: Derivative, contracts: Decimal, price: Decimal): Decimal {
  if (!isInverse(instrument)) return notional(instrument, contracts, price).rounded(costScale, 'up')
  return instrument.contractSize.times(contracts).dividedBy(price, costScale, 'down')
}

/** Contracts × size × price, signed: settlement asset of what is not inverse. */
function notional({ contractSize }: Derivative, contracts: Decimal, price: Decimal): Decimal {
  return contracts.times(contractSize).times(price)
}

function isInverse({ kind, payout }: Derivative): boolean {
  return kind !== 'option' && payout === 'inverse'
}

/** Average entry price, quote currency, to `costScale` digits; 0 of what cost nothing. */
export function entryPrice({ contracts, cost }: HeldPosition, instrument: Derivative): Decimal {
  if (cost.isZero()) return zero
  const size = contracts.times(instrument.contractSize)
  return isInverse(instrument)
    ? size.dividedBy(cost, costScale, 'nearest-even')
    : cost.dividedBy(size, costScale, 'nearest-even')
}
