import { log } from '../num/exp-log.ts'
import { black76Delta, black76Greeks } from './black76.ts'
import type { Priced, PricedOption } from './priced.ts'

/** Sensitivities of the value of one long contract in the market's currency. */
export interface ContractGreeks {
  /** Change of value per 1.00 of the index: coins. */
  readonly delta: number
  /** Change of delta per 1.00 of the index. */
  readonly gamma: number
  /** Change of value per 1.00 of volatility. */
  readonly vega: number
  /** Change of value per year, prices held. */
  readonly theta: number
}

/**
 * Greeks with respect to the index, forwards keeping their ratio to it.
 *
 * An inverse future or perpetual counts size ÷ mark coins, as venues print it; what its unrealised profit in coins adds
 * is part of the coin balance. An inverse option is worth B(F)·S/F, so its delta is that of Black-76 on the forward. What
 * an option's mark is off its model counts as rounding and has no greeks.
 */
export function contractGreeks(priced: Priced): ContractGreeks {
  return priced.option === undefined ? delta1Greeks(priced) : optionGreeks(priced, priced.option)
}

/** The delta of `contractGreeks` alone, coins: what a charge on delta is made from. */
export function contractDelta(priced: Priced): number {
  const { instrument, option, size, index, settlePrice } = priced
  if (option === undefined) return delta1Greeks(priced).delta
  const scale = instrument.payout === 'inverse' ? 1 : option.forward * option.discount
  return ((size * scale * settlePrice) / index) * black76Delta(option)
}

function delta1Greeks({ instrument, size, mark, index, settlePrice }: Priced): ContractGreeks {
  const exposure = instrument.payout === 'linear' ? size * mark : size / mark
  return { delta: (exposure * settlePrice) / index, gamma: 0, vega: 0, theta: 0 }
}

function optionGreeks({ instrument, size, index, settlePrice }: Priced, option: PricedOption): ContractGreeks {
  const { delta, gamma, vega, theta, price } = black76Greeks(option)
  const { forward, discount, tteYears } = option
  if (instrument.payout === 'inverse') {
    const perForward = settlePrice / forward
    const forwardPerIndex = forward / index
    const scale = size * perForward * forwardPerIndex
    return {
      delta: scale * delta,
      gamma: scale * forwardPerIndex * gamma,
      vega: size * perForward * vega,
      theta: size * perForward * theta,
    }
  }
  const forwardPerIndex = forward / index
  const scale = size * discount * settlePrice
  const rate = tteYears > 0 && discount !== 1 ? -log(discount) / tteYears : 0
  return {
    delta: scale * forwardPerIndex * delta,
    gamma: scale * forwardPerIndex * forwardPerIndex * gamma,
    vega: scale * vega,
    theta: scale * (theta + rate * price),
  }
}
