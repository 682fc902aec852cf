import type { Asset } from '../market/instrument.ts'
import { fromRisk, toRisk } from '../num/crossing.ts'
import { Decimal } from '../num/decimal.ts'
import { leverageOf, type PositionRules, positionInitial } from './position-margin.ts'
import type { PositionTerms, PricedAccount, PricedBalance, PricedPosition, UnpricedPosition } from './priced-account.ts'
import type { RuledPosition } from './table-rules.ts'

/** A position as it was entered, with a price or without. */
export interface EnteredPosition extends PositionTerms {
  readonly symbol: string
}

/** What margin an isolated position gets when none is given, settlement asset. */
export interface DefaultMargins {
  /** Of an option too. `entryNotional` is 0 where it is not known. */
  readonly priced: (position: PricedPosition, entryNotional: number) => number
  /** Of a future or perpetual alone: what an option needs depends on its price. */
  readonly unpriced: (position: EnteredPosition, entryNotional: number) => number | undefined
}

/** Digits of a margin the model sets aside by itself: the finest unit a crypto asset commonly has on a venue. */
const marginScale = 8

/**
 * The account with every isolated position's margin set aside: given, or by default. What is set aside leaves the
 * balance of its settlement asset, which may go below zero. So does that of a position without a price, where it is
 * known without one.
 */
export function withIsolatedMargins(account: PricedAccount, defaults: DefaultMargins): PricedAccount {
  if (![...account.positions, ...account.unpriced].some(({ isIsolated }) => isIsolated)) return account
  const positions = account.positions.map((row) => withMargin(row, () => defaults.priced(row, row.entryNotional ?? 0)))
  const unpriced = account.unpriced.map((row) => withMargin(row, () => unpricedMargin(row, defaults)))
  const setAside = [...positions.flatMap(setAsideOf), ...unpriced.flatMap(unpricedSetAsideOf)]
  return { ...account, positions, unpriced, balances: balancesLess(account.balances, setAside) }
}

type MaybeIsolated = Pick<PricedPosition, 'isIsolated' | 'isolatedMargin'>

function withMargin<T extends MaybeIsolated>(position: T, marginOf: () => number | undefined): T {
  if (!position.isIsolated || position.isolatedMargin !== undefined) return position
  const margin = marginOf()
  return { ...position, isolatedMargin: margin === undefined ? undefined : fromRisk(margin, marginScale, 'up') }
}

function unpricedMargin({ symbol, terms }: UnpricedPosition, { unpriced }: DefaultMargins): number | undefined {
  if (terms === null || terms.entryNotional === null || terms.priced.instrument.kind === 'option') return undefined
  return unpriced({ ...terms, symbol }, terms.entryNotional)
}

/** By the entry alone, where no option is held. */
export function marginsAtEntry(marginOf: (position: EnteredPosition, entryNotional: number) => number): DefaultMargins {
  return { priced: marginOf, unpriced: marginOf }
}

/** By tables: entry notional ÷ leverage, whatever the price is now; of an option its initial margin. */
export function tableMargins(rulesOf: (position: RuledPosition) => PositionRules): DefaultMargins {
  const atEntry = (position: EnteredPosition, entryNotional: number): number => {
    const { priced, contracts } = position
    const notional = priced.instrument.payout === 'linear' ? entryNotional : Math.abs(contracts) * priced.size
    return entryNotional / leverageOf(position, rulesOf(position), notional)
  }
  return {
    priced: (position, entryNotional) =>
      position.priced.option === undefined
        ? atEntry(position, entryNotional)
        : positionInitial(position, rulesOf(position), position.priced.settlePrice).amount,
    unpriced: atEntry,
  }
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
