import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { PositionRules } from '../../margin/position-margin.ts'
import type { PositionTerms, PricedAccount } from '../../margin/priced-account.ts'
import { fromRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import { bankruptcyShare } from './isolated-price.ts'
import { effectiveLeverage } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/** Digits of a margin the model sets aside by itself. */
const marginScale = 8

/** The account with every isolated position's margin set aside: given, or initial margin and fee to close at entry. */
export function withBybitMargins(account: PricedAccount, rules: BybitRules): PricedAccount {
  const positions = account.positions.map((position) =>
    position.isIsolated && position.isolatedMargin === undefined
      ? { ...position, isolatedMargin: entryMargin(position.symbol, position, rules) }
      : position,
  )
  const unpriced = account.unpriced.map((position) => {
    const { isIsolated, isolatedMargin, terms, symbol } = position
    if (!isIsolated || isolatedMargin !== undefined || terms === null || terms.entryNotional === null) return position
    return { ...position, isolatedMargin: entryMargin(symbol, terms, rules) }
  })
  return withIsolatedMargins({ ...account, positions, unpriced }, () => noTable)
}

function entryMargin(symbol: string, terms: PositionTerms, rules: BybitRules): Decimal {
  const { priced, contracts, entryNotional } = terms
  const leverage = effectiveLeverage(terms, rules.bracketsOf({ symbol, priced }))
  const side = contracts < 0 ? 'short' : 'long'
  const feeFrac = rules.takerFeeFrac * bankruptcyShare({ payout: priced.instrument.payout, side, leverage })
  return fromRisk((entryNotional ?? 0) * (1 / leverage + feeFrac), marginScale, 'up')
}

/** Every margin has been chosen above. */
const noTable: PositionRules = {
  tiers: [{ notionalMax: null, maintenanceRateFrac: 1, maintenanceDeduction: 0, leverageMax: 1 }],
  wholePosition: true,
  shortOption: { initialFrac: 1, initialFloorFrac: 1, maintenanceFrac: 1 },
}
