import { leaf, sumOf } from '../../margin/charge.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { RequirementOf } from '../../margin/isolated-pool.ts'
import {
  notionalOf,
  type PricedAccount,
  type PricedPosition,
  type UnpricedPosition,
} from '../../margin/priced-account.ts'
import { fromRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
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

/** What an isolated position is asked for, as it is in the account: margin of its tier, and the fee of its liquidation. */
export function isolatedRequirement(rules: PositionRules): RequirementOf {
  return (position) => {
    const { settlePrice, instrument } = position.priced
    const fee = leaf(position.symbol, liquidationFee(position, rules, settlePrice), instrument.underlying)
    return {
      initial: sumOf('IMR', [initialCharge(position, rules, settlePrice)]),
      maintenance: sumOf('MMR and fee', [
        maintenanceCharge(position, rules, settlePrice),
        sumOf('liquidation fee', [fee]),
      ]),
      unknown: missingTiers([position], rules),
    }
  }
}

/** Size of a position's notional in the market's currency. */
export function notionalUsd(position: PricedPosition): number {
  const { instrument, option, quotePrice, settlePrice, mark } = position.priced
  if (option !== undefined) return notionalOf(position) * quotePrice
  return notionalOf(position) * (instrument.payout === 'linear' ? settlePrice : settlePrice / mark)
}
