import type { Pool } from '../../margin/model.ts'
import { type PriceBreak, type PriceScope, quotedPower } from '../../margin/price-breaks.ts'
import { notionalUsd } from './isolated.ts'
import type { PositionRules } from './position-rules.ts'
import { tierBounds, tierSize, tierTableOf } from './position-tiers.ts'

/**
 * Where positions leave their tier as prices move. Tiers are sizes in contracts, which prices do not change, save where
 * the table of a coin stands for contracts in dollars: their coins are read at the mark.
 */
export function tierPriceBreaks(
  { positions, currencyPrice }: Pool,
  { parameters }: PositionRules,
  scope: PriceScope,
): readonly PriceBreak[] {
  return positions.flatMap((position) => {
    const { priced, contracts } = position
    const power = quotedPower(priced, scope)
    const table = priced.option === undefined ? tierTableOf(parameters.positionTiers, priced) : null
    if (table === null || power === 0 || contracts === 0) return []
    if ((priced.instrument.payout === 'linear') === (table.contractUnit === 'coin')) return []
    const size = tierSize(table, priced, contracts, priced.mark)
    const rises = (priced.instrument.payout === 'linear') === power > 0
    const notional = notionalUsd(position) / currencyPrice
    return tierBounds(table, size).map(({ bound, jumpFrac }) => ({
      factor: rises ? bound / size : size / bound,
      jump: Math.abs(jumpFrac) * notional,
    }))
  })
}
