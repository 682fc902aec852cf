import type { Pool } from '../../margin/model.ts'
import { type AuctionTerms, bufferMargin, largestFraction, liquidationFee } from './auction.ts'

/**
 * Net margins as the venue shows them, below 0 when there is too little, and what an auction would do now: its buffer
 * margin and, once maintenance margin is negative, the largest share sold at the first discount, and the fee.
 */
export function deriveFigures(pools: readonly Pool[], auction: AuctionTerms): Readonly<Record<string, number>> {
  const [pool] = pools
  if (pool === undefined) return {}
  const markToMarket = pool.equity
  const netMaintenance = pool.adjustedEquity - pool.maintenance.amount
  const buffer = bufferMargin({ markToMarket, netMaintenance }, auction)
  const figures = {
    MM: netMaintenance,
    IM: pool.adjustedEquity - pool.initial.amount,
    MtM: markToMarket,
    BM: buffer,
  }
  return netMaintenance < 0 ? { ...figures, ...auctionFigures(markToMarket, buffer, auction) } : figures
}

function auctionFigures(
  markToMarket: number,
  buffer: number,
  { startDiscountFrac, feeFrac }: AuctionTerms,
): Readonly<Record<string, number>> {
  if (markToMarket <= 0) return {}
  const fraction = largestFraction({ markToMarket, buffer, discountFrac: startDiscountFrac, reserved: 0 })
  return {
    'largest fraction sold': fraction,
    ...(feeFrac === null ? {} : { 'liquidation fee': liquidationFee(markToMarket, buffer, feeFrac) }),
  }
}
