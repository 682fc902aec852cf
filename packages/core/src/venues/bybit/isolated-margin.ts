import { type DefaultMargins, marginsAtEntry } from '../../margin/isolated-margin.ts'
import { bankruptcyShare } from './isolated-price.ts'
import { effectiveLeverage } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/** What is set aside for an isolated position: initial margin and fee to close, at entry. */
export function bybitMargins(rules: BybitRules): DefaultMargins {
  return marginsAtEntry((position, entryNotional) => {
    const { priced, contracts } = position
    const leverage = effectiveLeverage(position, rules.bracketsOf(position))
    const side = contracts < 0 ? 'short' : 'long'
    const feeFrac = rules.takerFeeFrac * bankruptcyShare({ payout: priced.instrument.payout, side, leverage })
    return entryNotional * (1 / leverage + feeFrac)
  })
}
