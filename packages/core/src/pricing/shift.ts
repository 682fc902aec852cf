import { exp, log } from '../num/exp-log.ts'
import { optionModelMark, type Priced, type PricedOption } from './priced.ts'

/** How prices change together, as ratios after ÷ before. */
export interface PriceMove {
  readonly indexFactor: number
  /** Of the settlement asset's price. */
  readonly settleFactor: number
  /** Of the quote currency's price. */
  readonly quoteFactor: number
  /** Volatility after the move, from the option before it; the same when absent. */
  readonly volAfter?: (option: PricedOption) => number
  /** Time that passes with the move; 0 when absent. */
  readonly yearsPassed?: number
}

/**
 * The instrument after a move of the prices: marks and forwards keep their ratio to the index, options are repriced
 * by Black-76 at the moved forward.
 */
export function shift(priced: Priced, move: PriceMove): Priced {
  const { indexFactor, settleFactor, quoteFactor, yearsPassed = 0 } = move
  const inQuote = indexFactor / quoteFactor
  const option = priced.option === undefined ? undefined : shiftOption(priced.option, inQuote, move)
  // Every field is written out: a liquidation search shifts a book dozens of times, and spreading is slow.
  return {
    instrument: priced.instrument,
    size: priced.size,
    index: priced.index * indexFactor,
    mark: option === undefined ? priced.mark * inQuote : optionMark(priced, option),
    quotePrice: priced.quotePrice * quoteFactor,
    settlePrice: priced.settlePrice * settleFactor,
    expiryYears: Math.max(0, priced.expiryYears - yearsPassed),
    isShifted: true,
    option,
  }
}

function optionMark({ instrument }: Priced, option: PricedOption): number {
  return Math.max(0, optionModelMark(instrument.payout, option) + option.residual)
}

function shiftOption(option: PricedOption, inQuote: number, { volAfter, yearsPassed = 0 }: PriceMove): PricedOption {
  const tteYears = Math.max(0, option.tteYears - yearsPassed)
  return {
    right: option.right,
    strike: option.strike,
    forward: option.forward * inQuote,
    vol: tteYears === 0 ? 0 : volAfter === undefined ? option.vol : volAfter(option),
    tteYears,
    discount: yearsPassed === 0 ? option.discount : discountAt(option, tteYears),
    residual: tteYears === 0 ? 0 : option.residual,
  }
}

/** The discount grows to 1 as expiry comes nearer, its rate staying what it is. */
function discountAt({ discount, tteYears }: PricedOption, yearsLeft: number): number {
  return yearsLeft === 0 || discount === 1 ? 1 : exp((log(discount) * yearsLeft) / tteYears)
}
