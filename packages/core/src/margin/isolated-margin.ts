import type { Asset } from '../market/instrument.ts'
import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { leverageOf, type PositionRules, positionInitial } from './position-margin.ts'
import type { PositionTerms, PricedAccount, PricedBalance, PricedPosition, UnpricedPosition } from './priced-account.ts'
import type { RuledPosition } from './table-rules.ts'

type RulesOf = (position: RuledPosition) => PositionRules

/** Digits of a margin the model sets aside by itself: the finest unit a crypto asset commonly has on a venue. */
const marginScale = 8

/**
 * The account with every isolated position's margin set aside: given, or entry notional ÷ leverage. What is set aside
 * leaves the balance of its settlement asset, which may go below zero. So does that of a position without a price,
 * where it is known without one.
 */
export function withIsolatedMargins(account: PricedAccount, rulesOf: RulesOf): PricedAccount {
  if (![...account.positions, ...account.unpriced].some(({ isIsolated }) => isIsolated)) return account
  const positions = account.positions.map((position) => withMargin(position, () => defaultMargin(position, rulesOf)))
  const unpriced = account.unpriced.map((position) => withMargin(position, () => unpricedMargin(position, rulesOf)))
  const setAside = [...positions.flatMap(setAsideOf), ...unpriced.flatMap(unpricedSetAsideOf)]
  return { ...account, positions, unpriced, balances: balancesLess(account.balances, setAside) }
}

type MaybeIsolated = Pick<PricedPosition, 'isIsolated' | 'isolatedMargin'>

function withMargin<T extends MaybeIsolated>(position: T, marginOf: () => Decimal | undefined): T {
  if (!position.isIsolated || position.isolatedMargin !== undefined) return position
  return { ...position, isolatedMargin: marginOf() }
}

function defaultMargin(position: PricedPosition, rulesOf: RulesOf): Decimal {
  const { priced } = position
  const rules = rulesOf(position)
  if (priced.option === undefined) return entryMargin(position, rules)
  return fromRisk(positionInitial(position, rules, priced.settlePrice).amount, marginScale, 'up')
}

/** Of a future or perpetual alone: what an option needs depends on its price. */
function unpricedMargin({ symbol, terms }: UnpricedPosition, rulesOf: RulesOf): Decimal | undefined {
  if (terms === null || terms.entryNotional === null || terms.priced.instrument.kind === 'option') return undefined
  return entryMargin(terms, rulesOf({ symbol, priced: terms.priced }))
}

/** Entry notional ÷ leverage, whatever the price is now. */
function entryMargin(position: PositionTerms, rules: PositionRules): Decimal {
  const { priced, contracts, entryNotional } = position
  const entryValue = entryNotional ?? 0
  const notional = priced.instrument.payout === 'linear' ? entryValue : Math.abs(contracts) * priced.size
  return fromRisk(entryValue / leverageOf(position, rules, notional), marginScale, 'up')
}

interface SetAside {
  readonly asset: Asset
  readonly price: number
  readonly margin: Decimal
}

function setAsideOf({ isolatedMargin, priced }: PricedPosition): readonly SetAside[] {
  if (isolatedMargin === undefined) return []
  return [{ asset: priced.instrument.settle, price: priced.settlePrice, margin: isolatedMargin }]
}

function unpricedSetAsideOf({ isolatedMargin, terms, settlePrice }: UnpricedPosition): readonly SetAside[] {
  if (isolatedMargin === undefined || terms === null || settlePrice === null) return []
  return [{ asset: terms.priced.instrument.settle, price: settlePrice, margin: isolatedMargin }]
}

function balancesLess(balances: readonly PricedBalance[], setAside: readonly SetAside[]): readonly PricedBalance[] {
  const left = new Map(balances.map((balance) => [balance.asset, balance]))
  for (const { asset, price, margin } of setAside) {
    const from = left.get(asset) ?? { asset, held: Decimal.zero, amount: 0, price }
    const held = from.held.minus(margin)
    left.set(asset, { ...from, held, amount: toRisk(held) })
  }
  return [...left.values()]
}
