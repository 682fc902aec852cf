import type { Derivative } from '../market/instrument.ts'
import { Decimal } from '../num/decimal.ts'
import type { Account, HeldPosition } from './account.ts'
import { costOf, entryPrice } from './position.ts'
import { priceAccount } from './price-account.ts'
import type { EngineRules } from './rules.ts'
import { type EngineCore, moneyScale } from './state.ts'

/** Margin that stays with what is left of an isolated position: its share, rounded up. Nothing when there was none. */
export function keptMargin(margin: Decimal, contracts: Decimal, left: Decimal): Decimal {
  if (margin.sign() <= 0 || left.isZero()) return Decimal.zero
  return left.equals(contracts) ? margin : margin.times(left).dividedBy(contracts, moneyScale, 'up')
}

/**
 * What a newly opened part of an isolated position takes from the balance: what the account's model sets aside for it; the
 * whole notional while it cannot be priced.
 */
export function addedMargin(
  account: Account,
  core: EngineCore,
  rules: EngineRules,
  opened: HeldPosition,
  instrument: Derivative,
): Decimal {
  const { symbol } = instrument
  const part: HeldPosition = {
    ...opened,
    cost: costOf(instrument, opened.contracts, entryPrice(opened, instrument)),
    isolatedMargin: undefined,
  }
  const alone: Account = { ...account, positions: new Map([[symbol, part]]), orders: new Map() }
  const model = rules.modelOf(account.rules, core.parameters)
  const priced = priceAccount(alone, core)
  const resolved = model.ok ? (model.value.resolve?.(priced) ?? priced) : priced
  const margin = [...resolved.positions, ...resolved.unpriced].find(
    (position) => position.symbol === symbol,
  )?.isolatedMargin
  return (margin ?? part.cost.abs()).rounded(moneyScale, 'up')
}
