import { leaf, sumOf } from '../../margin/charge.ts'
import type { DefaultMargins } from '../../margin/isolated-margin.ts'
import type { RequirementOf } from '../../margin/isolated-pool.ts'
import { notionalOf, type PricedPosition } from '../../margin/priced-account.ts'
import { initialCharge, liquidationFee, maintenanceCharge } from './position-charge.ts'
import { missingTiers, type PositionRules, ratesOf } from './position-rules.ts'
import { imrOf } from './position-tiers.ts'

/**
 * What is set aside for an isolated position: entry notional ÷ leverage, a short option's own initial margin. Without a
 * price it is known at the leverage chosen alone: which tier the position is in depends on the price.
 */
export function okxMargins(rules: PositionRules): DefaultMargins {
  return {
    priced: (position, entryNotional) => {
      if (position.priced.option !== undefined)
        return initialCharge(position, rules, position.priced.settlePrice).amount
      return entryNotional * imrOf(position, ratesOf(position, rules) ?? { mmrFrac: 0, imrFrac: 0 })
    },
    unpriced: ({ leverage }, entryNotional) => (leverage === undefined ? undefined : entryNotional / leverage),
  }
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
