import type { Pool } from '../../margin/model.ts'
import type { PositionSide } from '../../market/book.ts'
import { assert } from '../../num/assert.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import type { Decimal } from '../../num/decimal.ts'
import { contractValue, type Priced } from '../../pricing/priced.ts'
import type { Filled } from '../event.ts'
import { bookTrade } from '../position/book-trade.ts'
import { pricerOf } from '../standing/price-account.ts'
import { moneyScale } from '../state.ts'
import { fillPrice } from './fill-price.ts'
import type { Liquidation } from './measure.ts'
import type { LiquidationWay } from './ways.ts'

/** A trade at the market, told before it is done. */
export interface MarketTrade {
  readonly priced: Priced
  readonly contracts: Decimal
  readonly side: PositionSide | undefined
  readonly price: Decimal
  /** What the fill is worse than the mark, market currency. */
  readonly slippage: number
  /** Market currency, if there is enough left to pay it. */
  readonly fee: number
}

export function pricedIn({ draft }: Pick<Liquidation, 'draft'>, symbol: string): Priced {
  const result = pricerOf(draft.core.market)(symbol)
  assert(result.ok, `what is liquidated must have a price, ${symbol} has none`)
  return result.value.priced
}

/** What trading `contracts` of a symbol at the market would be. */
export function marketTrade(
  { draft, way }: Liquidation,
  priced: Priced,
  contracts: Decimal,
  side: PositionSide | undefined,
): MarketTrade {
  const price = fillPrice(priced, contracts, draft.core)
  const size = toRisk(contracts)
  const filled = contractValue({ ...priced, mark: toRisk(price) })
  const slippage = Math.abs(size * (contractValue(priced) - filled)) * priced.settlePrice
  const fee = Math.abs(size) * filled * priced.settlePrice * feeFracOf(way, priced)
  return { priced, contracts, side, price, slippage, fee }
}

function feeFracOf({ fee: { feeFrac, byUnderlying } }: LiquidationWay, { instrument }: Priced): number {
  return byUnderlying[instrument.underlying] ?? feeFrac
}

/** Part of equity that float64 cannot tell from nothing: a fee never takes it. */
const unseenFrac = 1e-9

/**
 * Trades at the market. The fee is at most what is left of the pool's equity when all of them are done, so that no fee
 * makes anyone bankrupt.
 */
export function tradeAtMarket(
  liquidation: Liquidation,
  { equity, currencyPrice }: Pick<Pool, 'equity' | 'currencyPrice'>,
  trades: readonly MarketTrade[],
  why: Filled['why'] = 'liquidation',
): void {
  let left = equity * currencyPrice * (1 - unseenFrac)
  for (const { slippage } of trades) left -= slippage
  for (const trade of trades) {
    const fee = Math.max(0, Math.min(trade.fee, left))
    left -= fee
    bookMarketTrade(liquidation, trade, fee, why)
  }
}

function bookMarketTrade(
  { draft, rules, account }: Liquidation,
  { priced, contracts, price, side }: MarketTrade,
  fee: number,
  why: Filled['why'],
): void {
  bookTrade(draft, rules, {
    account,
    instrument: priced.instrument,
    contracts,
    price,
    fee: fromRisk(fee / priced.settlePrice, moneyScale, 'down'),
    feeTo: '@fund',
    side,
    order: undefined,
    why,
  })
}
