import type { Pool } from '../../margin/model.ts'
import type { Asset } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { bookBalance } from '../draft.ts'
import { post } from '../emit.ts'
import { freeBalance } from '../position/isolated.ts'
import { payFunding } from '../position/pay-funding.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { assetsOf, assetsPaying, convertDebts, coverDebts, debtsIn } from './debts.ts'
import { deleverage } from './deleverage.ts'
import { accountOf, forked, type Liquidation } from './measure.ts'
import { cancelOrders } from './orders.ts'
import { isIsolatedPool, positionsIn } from './pool-contents.ts'
import { marketTrade, pricedIn, tradeAtMarket } from './trade.ts'
import { noFee } from './ways.ts'

/** Closes all that is in a pool at the market; what it then owes is paid by its other balances, and the rest by others. */
export function closeAll(liquidation: Liquidation, standing: AccountStanding, pool: Pool): boolean {
  const assets = assetsPaying(liquidation, standing, pool)
  const hasCancelled = cancelOrders(liquidation, standing, pool, 'all')
  const hasClosed = closePositions(liquidation, pool, assets)
  if (isIsolatedPool(pool)) return hasCancelled || hasClosed
  const hasDebts = debtsIn(liquidation, assets).length > 0
  convertDebts(liquidation, assets)
  coverDebts(liquidation, assets)
  return hasCancelled || hasClosed || hasDebts
}

/**
 * The same at the bankruptcy price: the account loses exactly what backed the pool. What the market gives beyond it is the
 * fund's, what the market does not give is the fund's to pay. No fee. Of a pool without positions only debts are paid.
 */
export function takeOver(liquidation: Liquidation, standing: AccountStanding, pool: Pool): boolean {
  if (pool.positions.length === 0) return closeAll(liquidation, standing, pool)
  const before = setAsideFor(liquidation, pool)
  closeAll(withoutFee(liquidation), standing, pool)
  for (const { asset, target } of before) {
    const { draft, account } = liquidation
    const left = freeBalance(accountOf(liquidation), asset, draft.core)
    const amount = left.minus(target)
    if (amount.sign() > 0) post(draft, { cause: 'surplus', asset, amount, from: account, to: '@fund' })
  }
  return true
}

/** Balances as they are to be when a pool is gone: of an isolated one what is free already, else nothing of what backs it. */
function setAsideFor(liquidation: Liquidation, pool: Pool): readonly { asset: Asset; target: Decimal }[] {
  const { draft } = liquidation
  if (!isIsolatedPool(pool)) return assetsOf(pool).map((asset) => ({ asset, target: Decimal.zero }))
  payAllFunding(liquidation, pool)
  const account = accountOf(liquidation)
  return [{ asset: pool.currency, target: freeBalance(account, pool.currency, draft.core) }]
}

/** Funding is paid first, so that every margin is what it is. */
function payAllFunding(liquidation: Liquidation, pool: Pool): void {
  const { draft, account } = liquidation
  for (const [, { symbol }] of positionsIn(accountOf(liquidation), pool)) payFunding(draft, account, symbol)
}

function closePositions(liquidation: Liquidation, pool: Pool, assets: readonly Asset[]): boolean {
  payAllFunding(liquidation, pool)
  if (positionsIn(accountOf(liquidation), pool).length === 0) return false
  if (!isFundShort(liquidation, pool, assets)) {
    closeAtMarket(liquidation, pool)
    return true
  }
  deleverage(liquidation, pool)
  // Nothing is left to pay a fee from.
  closeAtMarket(withoutFee(liquidation), pool)
  return true
}

function withoutFee(liquidation: Liquidation): Liquidation {
  return { ...liquidation, way: { ...liquidation.way, fee: noFee } }
}

function closeAtMarket(liquidation: Liquidation, pool: Pool): void {
  const trades = positionsIn(accountOf(liquidation), pool).map(([, { symbol, side, contracts }]) =>
    marketTrade(liquidation, pricedIn(liquidation, symbol), contracts.negated(), side),
  )
  tradeAtMarket(liquidation, pool, trades)
}

/** Whether closing at the market would lose more than the pool and the fund have together. */
function isFundShort(liquidation: Liquidation, pool: Pool, assets: readonly Asset[]): boolean {
  if (liquidation.way.rank === 'none') return false
  const trial = forked(liquidation)
  closeAtMarket(trial, pool)
  if (isIsolatedPool(pool))
    return trial.draft.events.some(
      (event) => event.type === 'loss-uncovered' || (event.type === 'posted' && event.entry.cause === 'socialised'),
    )
  convertDebts(trial, assets)
  return debtsIn(trial, assets).some(({ asset, owed }) => owed.compare(bookBalance(trial.draft, '@fund', asset)) > 0)
}
