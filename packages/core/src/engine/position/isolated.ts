import type { Asset, Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import type { Account, HeldPosition } from '../account.ts'
import type { EngineRules } from '../rules.ts'
import { derivativeOf, priceAccount } from '../standing/price-account.ts'
import { type EngineCore, moneyScale } from '../state.ts'
import { costOf } from './position.ts'

interface Closing {
  readonly margin: Decimal
  /** Held before, and the part that was closed, of the opposite sign. */
  readonly contracts: Decimal
  readonly closed: Decimal
  /** Booked by what was closed, less its fee. */
  readonly booked: Decimal
  /** Nothing is given back: what a liquidation leaves backs what is left of the position. */
  readonly keepsAll: boolean
}

/**
 * Margin of an isolated position after some of it was closed: its share, rounded up, or all that is left when that is
 * less. The rest goes back to the balance. `beyond` is what was lost beyond the whole margin, never negative.
 */
export function marginAfterClosing({ margin, contracts, closed, booked, keepsAll }: Closing): {
  readonly kept: Decimal
  readonly beyond: Decimal
} {
  const left = margin.plus(booked)
  if (left.sign() < 0) return { kept: Decimal.zero, beyond: left.negated() }
  const rest = contracts.plus(closed)
  if (rest.isZero()) return { kept: Decimal.zero, beyond: Decimal.zero }
  const share = keepsAll ? left : margin.times(rest).dividedBy(contracts, moneyScale, 'up')
  return { kept: share.compare(left) < 0 ? share : left, beyond: Decimal.zero }
}

/**
 * What the newly opened part of an isolated position takes from the balance, settlement asset: its share of what the
 * account's model sets aside for the whole, entered at this price; of the whole notional while that cannot be priced. So a
 * position built in small parts has the leverage of its own size.
 */
export function addedMargin(
  account: Account,
  core: EngineCore,
  rules: EngineRules,
  { now, opened, price, instrument }: OpenedPart,
): Decimal {
  const cost = costOf(instrument, now.contracts, price)
  const whole = modelMargin(account, core, rules, { ...now, cost, isolatedMargin: undefined }) ?? cost.abs()
  return whole.times(opened).dividedBy(now.contracts, moneyScale, 'up')
}

interface OpenedPart {
  /** The whole position after the trade. */
  readonly now: HeldPosition
  readonly opened: Decimal
  readonly price: Decimal
  readonly instrument: Derivative
}

/** What a model sets aside for a position that has no margin yet; undefined when it does not say. */
function modelMargin(
  account: Account,
  core: EngineCore,
  rules: EngineRules,
  position: HeldPosition,
): Decimal | undefined {
  const model = rules.modelOf(account.rules, core.parameters)
  if (!model.ok) return undefined
  const alone: Account = { ...account, positions: new Map([[position.symbol, position]]), orders: new Map() }
  const priced = priceAccount(alone, core)
  const { positions, unpriced } = model.value.resolve?.(priced) ?? priced
  return (positions[0] ?? unpriced[0])?.isolatedMargin
}

/** What of a balance is not set aside for isolated positions; negative when more is than there is. */
export function freeBalance({ balances, positions }: Account, asset: Asset, { market }: EngineCore): Decimal {
  let free = balances.get(asset) ?? Decimal.zero
  for (const { symbol, isolatedMargin } of positions.values())
    if (isolatedMargin !== undefined && derivativeOf(market, symbol).settle === asset) free = free.minus(isolatedMargin)
  return free
}
