import type { Pool } from '../../margin/model.ts'
import { accountRates } from './account-rates.ts'
import { orderLossName } from './order-charges.ts'

/** The account's rates and available balance (USD), under the venue's names; the rate that liquidates is the first. */
export function accountFigures(pools: readonly Pool[]): Readonly<Record<string, number>> {
  const pool = pools.find(({ name }) => name === 'account')
  if (pool === undefined || [...(pool.unknown ?? []), ...(pool.unknownBacking ?? [])].length > 0) return {}
  const orderLoss = pool.initial.parts.find(({ name }) => name === orderLossName)?.amount ?? 0
  const accountIM = pool.initial.amount - orderLoss
  const { availableBalance, initialRate, maintenanceRate } = accountRates({
    backing: pool.adjustedEquity,
    initialMargin: accountIM,
    maintenanceMargin: pool.maintenance.amount,
    haircutLoss: 0,
    orderLoss: 0 - orderLoss,
  })
  return {
    ...(maintenanceRate === null ? {} : { accountMMRate: maintenanceRate }),
    ...(initialRate === null ? {} : { accountIMRate: initialRate }),
    totalAvailableBalance: availableBalance,
  }
}
