import { type Charge, leaf, scaleOf, sumOf } from '../../margin/charge.ts'
import { type LeverageTier, tierOf } from '../../margin/leverage-tiers.ts'
import { positionName } from '../../margin/position-margin.ts'
import { type PricedPosition, sideOf } from '../../margin/priced-account.ts'
import { assert } from '../../num/assert.ts'
import { bankruptcyShare, positionValue } from './isolated-price.ts'
import { bracketedMaintenance, leveragedInitial } from './leveraged-margin.ts'
import type { BybitRules } from './rules.ts'
import { optionFee, type ShortOption, shortOptionInitial, shortOptionMaintenance } from './short-option.ts'

/** Maintenance margin of one position by itself, pool currency, of which one unit costs `poolPrice`. */
export function maintenanceOf(position: PricedPosition, rules: BybitRules, poolPrice: number): Charge {
  if (position.priced.option !== undefined) return ofShortOption(position, rules, poolPrice, shortOptionMaintenance)
  const brackets = rules.bracketsOf(position)
  return inPool(position, poolPrice, bracketedMaintenance(leveragedValue(position, rules, brackets), brackets))
}

/** Initial margin of the same. */
export function initialOf(position: PricedPosition, rules: BybitRules, poolPrice: number): Charge {
  if (position.priced.option !== undefined) return ofShortOption(position, rules, poolPrice, shortOptionInitial)
  const brackets = rules.bracketsOf(position)
  return inPool(position, poolPrice, leveragedInitial(leveragedValue(position, rules, brackets)))
}

function leveragedValue(position: PricedPosition, rules: BybitRules, brackets: readonly LeverageTier[] | undefined) {
  const leverage = effectiveLeverage(position, brackets)
  const { payout } = position.priced.instrument
  return {
    value: heldValue(position, rules.valuedAt),
    leverage,
    // The bankruptcy price follows from the entry: the fee to close there stays as the mark moves.
    closingFee:
      rules.takerFeeFrac * heldValue(position, 'entry') * bankruptcyShare({ payout, side: sideOf(position), leverage }),
  }
}

/** Settlement asset: USDT of a linear contract, coins of an inverse one. */
function heldValue({ priced, contracts, cost }: PricedPosition, valuedAt: BybitRules['valuedAt']): number {
  if (valuedAt === 'entry') return Math.abs(cost ?? 0)
  return positionValue(priced.instrument.payout, Math.abs(contracts) * priced.size, priced.mark)
}

/**
 * The leverage chosen, at most what the row of the entry value allows; that row's own when none was chosen. A position
 * keeps it as prices move.
 */
export function effectiveLeverage(
  { leverage, entryNotional }: Pick<PricedPosition, 'leverage' | 'entryNotional'>,
  brackets: readonly LeverageTier[] | undefined,
): number {
  if (brackets === undefined) return leverage ?? 1
  const { leverageMax } = tierOf(brackets, entryNotional ?? 0)
  return Math.min(leverage ?? leverageMax, leverageMax)
}

function inPool(position: PricedPosition, poolPrice: number, charge: Charge): Charge {
  const { settlePrice, instrument } = position.priced
  return {
    ...scaleOf(positionName(position), settlePrice / poolPrice, charge),
    riskFactor: instrument.underlying,
  }
}

/** A long option was paid for: it needs nothing, and backs nothing. */
function ofShortOption(
  position: PricedPosition,
  rules: BybitRules,
  poolPrice: number,
  unitOf: typeof shortOptionInitial,
): Charge {
  const name = positionName(position)
  const { size, instrument } = position.priced
  const terms = rules.optionOf(position)
  if (position.contracts >= 0 || terms === undefined) return leaf(name, 0, instrument.underlying)
  const unit = unitOf(shortOptionOf(position, poolPrice), terms)
  return { ...scaleOf(name, Math.abs(position.contracts) * size, unit), riskFactor: instrument.underlying }
}

/** Prices in the pool's currency. */
function shortOptionOf({ priced, cost, contracts }: PricedPosition, poolPrice: number): ShortOption {
  const { option, index, mark, size, quotePrice, settlePrice } = priced
  assert(option !== undefined, `${priced.instrument.symbol} must be an option`)
  const entry = cost === null || contracts === 0 ? mark : Math.max(0, cost / (contracts * size))
  return {
    right: option.right,
    index: index / poolPrice,
    strike: (option.strike * quotePrice) / poolPrice,
    mark: (mark * settlePrice) / poolPrice,
    entry: (entry * settlePrice) / poolPrice,
  }
}

/** What an order on an option takes besides the margin of the position it makes: fee, and premium paid less received. */
export function optionOrderCost(
  { priced }: PricedPosition,
  contracts: number,
  rules: BybitRules,
  poolPrice: number,
): Charge {
  const { index, mark, size, settlePrice } = priced
  const terms = rules.optionOf({ symbol: priced.instrument.symbol, priced })
  const price = (mark * settlePrice) / poolPrice
  const fee = terms === undefined ? 0 : optionFee({ index: index / poolPrice, price }, terms)
  return sumOf('fee and premium', [
    leaf('fee', Math.abs(contracts) * size * fee),
    leaf('premium', contracts * size * price),
  ])
}
