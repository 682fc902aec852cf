import { sumOf } from '../../margin/charge.ts'
import { isolatedPools, type RequirementOf } from '../../margin/isolated-pool.ts'
import type { CountedCollateral, Pool } from '../../margin/model.ts'
import { worstFill } from '../../margin/orders.ts'
import {
  type PricedAccount,
  type PricedBalance,
  type PricedPosition,
  pendingProfit,
} from '../../margin/priced-account.ts'
import { isolatedFill, legInitial, legMaintenance, missingBrackets, type TableOf } from './leg-margin.ts'
import { type Wallet, walletsOf } from './wallet.ts'

/**
 * Single-asset mode: a pool for each margin asset of each wallet, in which wallet balance and unrealised profit back
 * the sum of the positions' maintenance margins, and one for each isolated position.
 */
export function singleAssetPools(account: PricedAccount, tableOf: TableOf): readonly Pool[] {
  const wallets = walletsOf(account).map((wallet) => walletPool(wallet, tableOf))
  const shared = wallets.length === 0 ? [emptyPool(account)] : wallets
  return [...shared, ...isolatedPools(account, isolatedRequirement(tableOf))]
}

export function walletPool(wallet: Wallet, tableOf: TableOf): Pool {
  const { name, asset, price, balance, positions, ordered, isolatedOrders } = wallet
  const initialOf = (position: PricedPosition) => legInitial(position, tableOf, price)
  let funds = balance?.amount ?? 0
  for (const position of positions) funds += pendingProfit(position)
  return {
    name,
    currency: asset,
    currencyPrice: price,
    equity: funds,
    adjustedEquity: funds,
    initial: sumOf('initial', [
      ...ordered.map((row) => worstFill(row, initialOf)),
      ...isolatedOrders.map((row) => isolatedFill(row, initialOf)),
    ]),
    maintenance: sumOf(
      'maintenance',
      positions.map((position) => legMaintenance(position, tableOf, price)),
    ),
    trigger: 1,
    collateral: balance === null ? [] : [wholeCollateral(balance)],
    positions,
    riskUnits: [],
    unknown: missingBrackets([...ordered, ...isolatedOrders], tableOf),
  }
}

/** What brackets ask of an isolated position. */
export function isolatedRequirement(tableOf: TableOf): RequirementOf {
  return (position) => {
    const { settlePrice } = position.priced
    return {
      initial: sumOf('initial', [legInitial(position, tableOf, settlePrice)]),
      maintenance: sumOf('maintenance', [legMaintenance(position, tableOf, settlePrice)]),
      unknown: missingBrackets([{ position, fills: [] }], tableOf),
    }
  }
}

function wholeCollateral({ asset, held, price, amount }: PricedBalance): CountedCollateral {
  return { asset, held, price, counted: amount, haircutFrac: 0 }
}

function emptyPool({ currency }: PricedAccount): Pool {
  return {
    name: 'account',
    currency,
    currencyPrice: 1,
    equity: 0,
    adjustedEquity: 0,
    initial: sumOf('initial', []),
    maintenance: sumOf('maintenance', []),
    trigger: 1,
    collateral: [],
    positions: [],
    riskUnits: [],
  }
}

/** Margin ratio of each pool as the venue shows it, maintenance margin ÷ margin balance: 1 is liquidation. */
export function marginRatios(pools: readonly Pool[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    pools.flatMap(({ name, maintenance, adjustedEquity, unknown = [] }) =>
      maintenance.amount > 0 && adjustedEquity > 0 && unknown.length === 0
        ? [[`marginRatio ${name}`, maintenance.amount / adjustedEquity]]
        : [],
    ),
  )
}
