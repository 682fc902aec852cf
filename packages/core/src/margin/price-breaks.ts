import type { Asset, Underlying } from '../market/instrument.ts'
import { type LeverageTier, tierMaintenance } from './leverage-tiers.ts'
import type { PositionRules } from './position-margin.ts'
import { notionalOf, type PricedPosition } from './priced-account.ts'

/** Which prices move together, all by one factor. */
export interface PriceScope {
  readonly movesUnderlying: (underlying: Underlying) => boolean
  readonly movesAsset: (asset: Asset) => boolean
}

/** A factor of the prices of a scope at which the requirement of a pool jumps. */
export interface PriceBreak {
  /** Price after ÷ before. */
  readonly factor: number
  /** Size of the jump at today's prices, pool currency, never negative. */
  readonly jump: number
}

/** What a pool's tiers are read at. */
interface TieredPool {
  readonly positions: readonly PricedPosition[]
  /** Market currency per unit of the pool's. */
  readonly currencyPrice: number
}

/** Of the bound: a smaller difference is how a deduction was rounded. */
const jumpMin = 1e-9

/** Power of the scope's factor by which a price in the quote currency moves: 1, −1 where only the quote moves, else 0. */
export function quotedPower(
  { instrument }: Pick<PricedPosition['priced'], 'instrument'>,
  { movesUnderlying, movesAsset }: PriceScope,
): number {
  return (movesUnderlying(instrument.underlying) ? 1 : 0) - (movesAsset(instrument.quote) ? 1 : 0)
}

/** Where a pool's futures and perpetuals grow out of a tier whose requirement does not go on smoothly into the next. */
export function tierBreaks(
  { positions, currencyPrice }: TieredPool,
  rulesOf: (position: PricedPosition) => PositionRules,
  scope: PriceScope,
): readonly PriceBreak[] {
  return positions.flatMap((position) => {
    const power = quotedPower(position.priced, scope)
    const notional = notionalOf(position)
    // The notional of an inverse contract is its number of quote units, whatever the price.
    if (notional === 0 || power === 0 || position.priced.option !== undefined) return []
    if (position.priced.instrument.payout === 'inverse') return []
    const inPool = position.priced.settlePrice / currencyPrice
    return boundJumps(rulesOf(position)).map(({ bound, jump }) => ({
      factor: power > 0 ? bound / notional : notional / bound,
      jump: jump * inPool,
    }))
  })
}

/** Quote currency. */
function boundJumps({ tiers, wholePosition }: PositionRules): readonly { bound: number; jump: number }[] {
  return tiers.flatMap((tier, i) => {
    const next: LeverageTier | undefined = tiers[i + 1]
    const bound = tier.notionalMax
    if (next === undefined || bound === null || bound <= 0) return []
    const jump = Math.abs(tierMaintenance(next, bound, wholePosition) - tierMaintenance(tier, bound, wholePosition))
    return jump > jumpMin * bound ? [{ bound, jump }] : []
  })
}
