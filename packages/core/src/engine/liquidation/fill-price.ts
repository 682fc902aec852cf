import { fromRisk, toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { contractNotional, type Priced } from '../../pricing/priced.ts'
import { assumedLiquidity, slippageFrac } from '../liquidity.ts'
import type { EngineCore } from '../state.ts'

/** Digits of a price after the point, and its smallest value. */
const priceScale = 8
const priceMin = Decimal.of('0.00000001')

/** Digits of a share of the price: what float64 adds beyond is noise. */
const shareScale = 12

/** An option without value still costs something to trade: this share of the underlying stands for its price then. */
const optionPriceFloor = 0.01

/** The mark as it was quoted; of an option without one its model price. */
export function markOf({ instrument: { symbol }, mark }: Priced, { market }: EngineCore): Decimal {
  return market.instruments.get(symbol)?.mark ?? fromRisk(mark, priceScale, 'nearest-even')
}

/**
 * What a market order of `contracts` gets by the liquidity model, rounded against whoever sends it. The distance from the
 * mark follows from the notional; of an option it is a share of its price, or of a hundredth of the underlying where that
 * is more. Never below zero, of a future never zero.
 */
export function fillPrice(priced: Priced, contracts: Decimal, core: EngineCore): Decimal {
  const { instrument } = priced
  const { liquidity } = core
  const mark = markOf(priced, core)
  const depth = liquidity.get(instrument.symbol) ?? liquidity.get('*') ?? assumedLiquidity
  const notional = Math.abs(toRisk(contracts)) * contractNotional(priced)
  const frac = fromRisk(slippageFrac(depth, notional), shareScale, 'nearest-even')
  const buys = contracts.sign() > 0
  const distance = frac.times(baseOf(priced, mark))
  const price = (buys ? mark.plus(distance) : mark.minus(distance)).rounded(priceScale, buys ? 'up' : 'down')
  const least = priced.option === undefined ? priceMin : Decimal.zero
  return price.compare(least) < 0 ? least : price
}

function baseOf({ instrument, option, index, quotePrice }: Priced, mark: Decimal): Decimal {
  if (option === undefined) return mark
  const unit = instrument.payout === 'inverse' ? 1 : index / quotePrice
  const floor = Decimal.fromNumber(optionPriceFloor * unit)
  return mark.compare(floor) < 0 ? floor : mark
}
