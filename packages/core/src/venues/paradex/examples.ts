import { type ExampleRule, numberIn, numberOr, numbersIn } from '../../margin/conformance.ts'
import { fundingAdvance, fundingPeriodSeconds, fundingPremium, rawFundingRate } from './funding.ts'
import { deltaSplit, minimumDelta } from './minimum-delta.ts'
import { netInitial, openSize } from './open-size.ts'

/** The numbers published about Paradex, by the rules of this folder. */
export const paradexExamples: Readonly<Record<string, ExampleRule>> = {
  'paradex: pm minimum delta requirement': (inputs) => {
    const deltas = numbersIn(inputs, 'deltas')
    const side = (sign: number): number => deltas.reduce((sum, delta) => sum + Math.max(0, sign * delta), 0)
    const split = deltaSplit({ long: side(1), short: side(-1), longOrders: 0, shortOrders: 0 })
    const factors = { unhedgedFrac: numberIn(inputs, 'unhedged'), hedgedFrac: numberIn(inputs, 'hedged') }
    return {
      net_delta: split.netDelta,
      gross_delta: split.grossDelta,
      hedged_delta: split.hedgedDelta,
      min_delta_risk: minimumDelta(split, factors, numberIn(inputs, 'spot')),
    }
  },
  'paradex: order risk check': (inputs) => {
    const [size, imf] = [numberIn(inputs, 'size'), numberIn(inputs, 'imf')]
    const [entry, mark] = [numberIn(inputs, 'entry'), numberIn(inputs, 'mark')]
    const initialAt = (price: number): number => netInitial(openSize({ position: size, bids: 0, asks: 0 }), imf, price)
    const upnl = size * (mark - entry)
    const value = numberIn(inputs, 'collateral') + upnl
    return {
      [`imr_at_${entry}`]: initialAt(entry),
      [`imr_at_${mark}`]: initialAt(mark),
      imr: initialAt(mark),
      upnl,
      account_value: value,
      accepted: value >= initialAt(mark),
    }
  },
  'paradex: continuous funding': (inputs) => {
    const rate = rawFundingRate(numberIn(inputs, 'premium_rate'), {
      baselineFrac: numberOr(inputs, 'baseline', 0.0001),
      clampFrac: numberOr(inputs, 'clamp', 0.0005),
      maxRateFrac: numberOr(inputs, 'max_rate', Number.MAX_VALUE),
      multiplier: numberOr(inputs, 'multiplier', 1),
    })
    const premium = fundingPremium(rate, numberIn(inputs, 'spot'), numberOr(inputs, 'usdc', 1))
    const period = numberOr(inputs, 'period_s', fundingPeriodSeconds)
    const advance = fundingAdvance(premium, numberIn(inputs, 'window_s'), period)
    return { raw_rate: rate, premium, index_advance: advance, pnl: -numberIn(inputs, 'position') * advance }
  },
}
