import { leaf, sumOf } from '../../margin/charge.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { Pool } from '../../margin/model.ts'
import { positionName } from '../../margin/position-margin.ts'
import {
  notionalOf,
  optionValue,
  type PricedAccount,
  type PricedPosition,
  pendingProfit,
  type UnpricedPosition,
} from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { initialCharge, liquidationFee, maintenanceCharge } from './position-charge.ts'
import { missingTiers, type PositionRules, ratesOf } from './position-rules.ts'

/** Digits of a margin that the model sets aside by itself. */
const marginScale = 8

/** The account with the margin of each isolated position set aside: given, or entry notional ÷ leverage, a short option's own initial margin. */
export function withOkxMargins(account: PricedAccount, rules: PositionRules): PricedAccount {
  const positions = account.positions.map((position) => withMargin(position, () => ownMargin(position, rules)))
  const unpriced = account.unpriced.map((position) => withMargin(position, () => unpricedMargin(position)))
  return withIsolatedMargins({ ...account, positions, unpriced }, () => noTables)
}

/** Every margin is set by the rules above: the shared function only takes it out of the balances. */
const noTables = {
  tiers: [{ notionalMax: null, maintenanceRateFrac: 0, maintenanceDeduction: 0, leverageMax: 1 }],
  wholePosition: true,
  shortOption: { initialFrac: 0, initialFloorFrac: 0, maintenanceFrac: 0 },
}

type MaybeIsolated = Pick<PricedPosition, 'isIsolated' | 'isolatedMargin'>

function withMargin<T extends MaybeIsolated>(position: T, marginOf: () => Decimal | undefined): T {
  if (!position.isIsolated || position.isolatedMargin !== undefined) return position
  const isolatedMargin = marginOf()
  return isolatedMargin === undefined ? position : { ...position, isolatedMargin }
}

function ownMargin(position: PricedPosition, rules: PositionRules): Decimal {
  if (position.priced.option !== undefined)
    return fromRisk(initialCharge(position, rules, position.priced.settlePrice).amount, marginScale, 'up')
  const imrFrac = ratesOf(position, rules)?.imrFrac ?? 0
  const { leverage, entryNotional } = position
  const frac = leverage === undefined ? imrFrac : Math.max(imrFrac, 1 / leverage)
  return fromRisk((entryNotional ?? 0) * frac, marginScale, 'up')
}

/** At the leverage chosen: which tier it is in depends on a price that is not there. */
function unpricedMargin({ terms }: UnpricedPosition): Decimal | undefined {
  if (terms === null || terms.entryNotional === null || terms.leverage === undefined) return undefined
  if (terms.priced.instrument.kind === 'option') return undefined
  return fromRisk(terms.entryNotional / terms.leverage, marginScale, 'up')
}

/**
 * A pool for each isolated position, in its settlement asset: margin and profit against maintenance and fee. Of a short
 * option it is the margin alone: its maintenance holds the mark already.
 */
export function isolatedPools({ positions }: PricedAccount, rules: PositionRules): readonly Pool[] {
  return positions
    .filter((position) => position.isIsolated && isHeld(position))
    .map((position) => poolOf(position, rules))
}

function poolOf(position: PricedPosition, rules: PositionRules): Pool {
  const { priced, isolatedMargin = Decimal.zero } = position
  const funds = toRisk(isolatedMargin) + pendingProfit(position)
  return {
    name: positionName(position),
    currency: priced.instrument.settle,
    currencyPrice: priced.settlePrice,
    equity: funds + optionValue(position),
    adjustedEquity: funds,
    initial: sumOf('IMR', [initialCharge(position, rules, priced.settlePrice)]),
    maintenance: sumOf('MMR and fee', [
      maintenanceCharge(position, rules, priced.settlePrice),
      sumOf('liquidation fee', [
        leaf(position.symbol, liquidationFee(position, rules, priced.settlePrice), priced.instrument.underlying),
      ]),
    ]),
    trigger: 1,
    collateral: [
      {
        asset: priced.instrument.settle,
        held: isolatedMargin,
        price: priced.settlePrice,
        counted: toRisk(isolatedMargin),
        haircutFrac: 0,
      },
    ],
    positions: [position],
    riskUnits: [],
    unknown: missingTiers([position], rules),
  }
}

/** Size of a position's notional in the market's currency. */
export function notionalUsd(position: PricedPosition): number {
  const { instrument, option, quotePrice, settlePrice, mark } = position.priced
  if (option !== undefined) return notionalOf(position) * quotePrice
  return notionalOf(position) * (instrument.payout === 'linear' ? settlePrice : settlePrice / mark)
}
