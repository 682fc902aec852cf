import type { PricedPosition } from '../../margin/priced-account.ts'
import { assert } from '../../num/assert.ts'
import type { Failure } from '../../num/result.ts'
import { pointer, problem } from '../../num/result.ts'
import { entryOf } from './coin-rule.ts'
import type { AccountParameters, LiquidationFee, OptionMargin } from './parameters.ts'
import { type TierRates, tierRates, tierSize, tierTableOf } from './position-tiers.ts'
import type { OkxSettings } from './settings.ts'
import { optionFactor, type ShortOption } from './short-option.ts'

type Held = Pick<PricedPosition, 'priced' | 'contracts'>

/** What margins positions one by one, with the account's own fees. */
export interface PositionRules {
  readonly parameters: AccountParameters
  readonly fee: LiquidationFee
  /** JSON Pointer of the parameters above, which problems begin with. */
  readonly path: readonly string[]
}

export function positionRules(
  parameters: AccountParameters,
  { takerFee }: OkxSettings,
  path: readonly string[],
): PositionRules {
  return { parameters, fee: { ...parameters.liquidationFee, ...takerFee }, path }
}

/** Rates of a future or perpetual, for all of it; null where the user must supply its tiers. */
export function ratesOf({ priced, contracts }: Held, { parameters }: PositionRules): TierRates | null {
  const table = tierTableOf(parameters.positionTiers, priced)
  return table === null ? null : tierRates(table, tierSize(table, priced, contracts, priced.mark))
}

/** Rates of options on an underlying; null where none are listed. */
export function optionRatesOf({ optionMargin }: AccountParameters, underlying: string): OptionMargin | null {
  return Object.hasOwn(optionMargin, underlying) ? (optionMargin[underlying] as OptionMargin) : null
}

/** An option position as the short margin sees it; its tier is that of its own size. */
export function shortOptionOf({ priced, contracts }: Held, { parameters }: PositionRules): ShortOption {
  const { instrument, option, index, quotePrice, mark, size } = priced
  assert(option !== undefined, `${instrument.symbol} must be an option`)
  return {
    right: option.right,
    marginedIn: instrument.payout === 'inverse' ? 'coin' : 'usd',
    index: index / quotePrice,
    forward: option.forward,
    strike: option.strike,
    mark,
    factor: optionFactor(entryOf(parameters.optionFactors, instrument.underlying), Math.abs(contracts) * size),
  }
}

/** Positions whose tiers are not known, once a symbol. */
export function missingTiers(positions: readonly PricedPosition[], rules: PositionRules): readonly Failure[] {
  const lacking = positions.filter(({ priced }) => priced.option === undefined && isUntabled(priced, rules))
  return [...new Set(lacking.map(({ symbol }) => symbol))].map((symbol) =>
    problem(
      'params.missing',
      pointer('parameters', ...rules.path, 'positionTiers', symbol),
      `position tiers of ${symbol} must be supplied: the venue gives them at /api/v5/public/position-tiers, and this set has none`,
    ),
  )
}

function isUntabled(priced: PricedPosition['priced'], { parameters }: PositionRules): boolean {
  return tierTableOf(parameters.positionTiers, priced) === null
}
