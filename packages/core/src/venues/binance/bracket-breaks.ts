import type { Pool } from '../../margin/model.ts'
import { type PriceBreak, type PriceScope, quotedPower } from '../../margin/price-breaks.ts'
import { maintenanceMargin, termsOf } from './bracket.ts'
import { legNotional, type TableOf } from './leg-margin.ts'

/** Of the bound: a smaller difference is how an amount was rounded. */
const jumpMin = 1e-9

/**
 * Where a position grows out of a bracket whose amount does not carry on into the next: the venue's own tables have no
 * such place, a user's may. A COIN-M notional grows as the price falls.
 */
export function bracketBreaks(
  { positions, currencyPrice }: Pick<Pool, 'positions' | 'currencyPrice'>,
  tableOf: TableOf,
  scope: PriceScope,
): readonly PriceBreak[] {
  return positions.flatMap((position) => {
    const { priced } = position
    const { brackets } = tableOf(priced.instrument)
    const power = quotedPower(priced, scope) * (priced.instrument.payout === 'linear' ? 1 : -1)
    const notional = legNotional(position)
    if (brackets === null || notional === 0 || power === 0) return []
    return brackets.flatMap((bracket, i) => {
      const [bound] = bracket
      const next = brackets[i + 1]
      if (next === undefined || bound === null) return []
      const jump = Math.abs(maintenanceMargin(bound, termsOf(next)) - maintenanceMargin(bound, termsOf(bracket)))
      if (jump <= jumpMin * bound) return []
      const factor = power > 0 ? bound / notional : notional / bound
      return [{ factor, jump: (jump * priced.settlePrice) / currencyPrice }]
    })
  })
}
