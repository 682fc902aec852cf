import { type LeverageTier, tierOf } from '../../margin/leverage-tiers.ts'
import type { Pool } from '../../margin/model.ts'
import { type PricedPosition, sideOf } from '../../margin/priced-account.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import {
  bankruptcyPriceOf,
  bankruptcyShare,
  entryLiquidationPrice,
  type IsolatedPosition,
  markLiquidationPrice,
} from './isolated-price.ts'
import { effectiveLeverage } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/** Liquidation and bankruptcy price of each isolated position by the closed forms, under the venue's names, quote currency. */
export function isolatedFigures(pools: readonly Pool[], rules: BybitRules): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {}
  for (const { name, positions } of pools) {
    const [position] = positions
    const brackets = position === undefined ? undefined : rules.bracketsOf(position)
    if (position === undefined || brackets === undefined || position.contracts === 0 || !position.cost) continue
    const isolated = isolatedOf(position, brackets, rules)
    const liquidation = liquidationPriceOf(isolated, brackets, rules)
    const bankruptcy = bankruptcyPriceOf(isolated)
    if (liquidation !== null) figures[`${name} liqPrice`] = liquidation
    if (bankruptcy !== null) figures[`${name} bustPrice`] = bankruptcy
  }
  return figures
}

function liquidationPriceOf(
  position: IsolatedPosition,
  brackets: readonly LeverageTier[],
  { valuedAt }: BybitRules,
): number | null {
  if (valuedAt === 'mark') return markLiquidationPrice(position, brackets)
  const { payout, size, entry } = position
  const value = payout === 'linear' ? size * entry : size / entry
  return entryLiquidationPrice(position, tierOf(brackets, value))
}

function isolatedOf(position: PricedPosition, brackets: readonly LeverageTier[], rules: BybitRules): IsolatedPosition {
  const { priced, contracts, cost, accruedFunding, isolatedMargin = Decimal.zero } = position
  const { payout } = priced.instrument
  const side = sideOf(position)
  const size = Math.abs(contracts) * priced.size
  const value = Math.abs(cost as number)
  const leverage = effectiveLeverage(position, brackets)
  const own = value * (1 / leverage + rules.takerFeeFrac * bankruptcyShare({ payout, side, leverage }))
  return {
    payout,
    side,
    size,
    entry: payout === 'linear' ? value / size : size / value,
    leverage,
    extraMargin: toRisk(isolatedMargin) + accruedFunding - own,
  }
}
