import { knownPools, labelOf } from '../../margin/cash-pools.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedPositions } from '../../margin/one-way.ts'
import { notionalOf, type PricedPosition } from '../../margin/priced-account.ts'
import type { TierBook } from './charges.ts'
import { bankruptcyQuantums, fillableShare } from './liquidation-order.ts'
import { liquidationPrice } from './liquidation-price.ts'
import { maintenanceQuantums } from './liquidity-tier.ts'
import type { DydxParameters } from './params.ts'
import { millionPpm, quantumsOf, ratioOf, signedQuantumsOf, usdcOf } from './quantums.ts'

/** Net and free collateral of each subaccount, and of each position where and for what it would be closed. */
export function dydxFigures(
  pools: readonly Pool[],
  book: TierBook,
  { liquidation }: DydxParameters,
): Readonly<Record<string, number>> {
  const rows = knownPools(pools).flatMap((pool) => [
    [`${pool.name}: total net collateral`, pool.equity] as const,
    [`${pool.name}: free collateral`, pool.equity - pool.initial.amount] as const,
    ...nettedPositions(pool.positions).flatMap((position) => positionFigures(pool, position, book, liquidation)),
  ])
  return Object.fromEntries(rows)
}

function positionFigures(
  pool: Pool,
  position: PricedPosition,
  book: TierBook,
  { maxFeePpm, bankruptcyAdjustmentPpm, spreadToMaintenancePpm }: DydxParameters['liquidation'],
): readonly (readonly [string, number])[] {
  const { priced, contracts } = position
  const tier = book.tierOf(priced.instrument.underlying)
  if (tier === null || contracts === 0 || pool.maintenance.amount <= 0) return []
  const notional = (notionalOf(position) * priced.settlePrice) / pool.currencyPrice
  const own = maintenanceQuantums(quantumsOf(notional), tier)
  const signed = signedQuantumsOf(contracts < 0 ? -notional : notional)
  const risk = {
    netCollateral: signedQuantumsOf(pool.equity),
    maintenance: quantumsOf(pool.maintenance.amount),
  }
  if (own === 0n || signed === 0n || risk.maintenance === 0n) return []
  const terms = {
    bankruptcyAdjustmentPpm: BigInt(bankruptcyAdjustmentPpm),
    spreadToMaintenancePpm: BigInt(spreadToMaintenancePpm),
  }
  const bankrupt = usdcOf(bankruptcyQuantums({ notionalChange: -signed, maintenanceChange: -own }, risk))
  const price = liquidationPrice({
    equity: pool.equity,
    size: contracts * priced.size,
    price: (priced.mark * priced.settlePrice) / pool.currencyPrice,
    maintenanceFrac: ratioOf(tier.initialMarginPpm * tier.maintenanceFractionPpm, millionPpm * millionPpm),
    otherMaintenance: pool.maintenance.amount - usdcOf(own),
  })
  const label = labelOf(position, pool)
  return [
    ...(price === null ? [] : [[`${label}: liquidation price`, price] as const]),
    [`${label}: fillable price`, priced.mark * fillableShare({ notional: signed, maintenance: own }, risk, terms)],
    [`${label}: bankruptcy price`, bankrupt / (contracts * priced.size)],
    [`${label}: largest liquidation fee`, usdcOf((quantumsOf(notional) * BigInt(maxFeePpm)) / millionPpm)],
  ]
}
