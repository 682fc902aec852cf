import { fromRisk, toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { contractNotional, type Priced } from '../../pricing/priced.ts'
import { assumedLiquidity, slippageFrac } from '../market/liquidity.ts'
import type { EngineCore } from '../state.ts'

const priceScaleMin = 8
const priceScaleMax = 18

/** Digits after the point with which a price about as high is told: eight, and one more for every zero it begins with. */
export function priceScaleOf(price: number): number {
  let scale = priceScaleMin
  for (let tenfold = price * 10; tenfold < 1 && scale < priceScaleMax; tenfold *= 10) scale += 1
  return scale
}

/** Digits of a share of the price: what float64 adds beyond is noise. */
const shareScale = 12

/** An option without value still costs something to trade: this share of the underlying stands for its price then. */
const optionPriceFloor = 0.01

/** The mark as it was quoted; of an option without one its model price. */
export function markOf({ instrument: { symbol }, mark }: Priced, { market }: EngineCore): Decimal {
  return market.instruments.get(symbol)?.mark ?? fromRisk(mark, priceScaleMin, 'nearest-even')
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
  const scale = priced.option === undefined ? priceScaleOf(priced.mark) : priceScaleMin
  const price = (buys ? mark.plus(distance) : mark.minus(distance)).rounded(scale, buys ? 'up' : 'down')
  const least = priced.option === undefined ? unitOf(scale) : Decimal.zero
  return price.compare(least) < 0 ? least : price
}

/** Smallest price of so many digits. */
function unitOf(scale: number): Decimal {
  return Decimal.of('1').dividedBy(Decimal.of(`1${'0'.repeat(scale)}`), scale, 'up')
}

function baseOf({ instrument, option, index, quotePrice }: Priced, mark: Decimal): Decimal {
  if (option === undefined) return mark
  const unit = instrument.payout === 'inverse' ? 1 : index / quotePrice
  const floor = Decimal.fromNumber(optionPriceFloor * unit)
  return mark.compare(floor) < 0 ? floor : mark
}
