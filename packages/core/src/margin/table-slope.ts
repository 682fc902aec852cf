import { type LeverageTier, tierMaintenance, tierOf } from './leverage-tiers.ts'
import type { CountedCollateral, Pool } from './model.ts'
import type { PositionRules } from './position-margin.ts'
import { notionalOf, type PricedAccount, type PricedPosition } from './priced-account.ts'
import type { SlackSlope, SlopeReach } from './slack-slope.ts'

/** Whether the slopes here know how the position moves: linear, in stablecoins, an option by its volatility alone. */
export function hasKnownSlope({ priced }: PricedPosition, { stableAssets, quotes }: PricedAccount): boolean {
  const { instrument, option } = priced
  if (instrument.payout !== 'linear' || !stableAssets.has(instrument.settle) || !stableAssets.has(instrument.quote))
    return false
  if (option === undefined) return true
  const isByVol = quotes.instruments.get(instrument.symbol)?.mark === undefined && option.discount === 1
  return isByVol && Math.abs((option.forward * priced.quotePrice) / priced.index - 1) < forwardTolerance
}

/** A forward that has no price of its own is the index, up to rounding. */
const forwardTolerance = 1e-12

/** Size of a position that moves with its price, pool currency; of an option at most this much does. */
export function movingValue({ priced, contracts }: PricedPosition, poolPrice: number): number {
  const { size, mark, index, option, settlePrice } = priced
  const value = option === undefined ? mark * settlePrice : Math.max(index, option.forward * settlePrice)
  return (Math.abs(contracts) * size * value) / poolPrice
}

/** Counted coins that move with their price, pool currency. Stablecoins are held where they are. */
export function movingCollateral({ collateral, currencyPrice }: Pool, { stableAssets }: PricedAccount): number {
  let value = 0
  for (const held of collateral) if (!stableAssets.has(held.asset)) value += Math.abs(countedValue(held))
  return value / currencyPrice
}

function countedValue({ counted, price }: CountedCollateral): number {
  return (counted ?? 0) * price
}

/** The slope of a pool whose positions are margined one by one by tables, and in which an option's value does not count. */
export function tableSlope(
  pool: Pool,
  account: PricedAccount,
  rulesOf: (position: PricedPosition) => PositionRules,
  reach: SlopeReach,
): SlackSlope | null {
  let equityPerMove = movingIn(pool, account)
  let maintenancePerMove = 0
  let reserve = 0
  for (const position of pool.positions) {
    if (!hasKnownSlope(position, account)) return null
    const value = movingValue(position, pool.currencyPrice)
    const rules = rulesOf(position)
    if (position.priced.option !== undefined) {
      // A short option's charge moves with the index and with its mark, which gains from no passing of time.
      if (position.contracts < 0) maintenancePerMove += value * (rules.shortOption.maintenanceFrac + 1)
      continue
    }
    equityPerMove += value
    const { rate, jump } = tierSlope(position, rules, reach)
    maintenancePerMove += value * rate
    reserve += (jump * position.priced.settlePrice) / pool.currencyPrice
  }
  return { equityPerMove, maintenancePerMove, reserve }
}

/** An isolated position is backed by stablecoins alone. */
function movingIn(pool: Pool, account: PricedAccount): number {
  return pool.positions.some(({ isIsolated }) => isIsolated) ? 0 : movingCollateral(pool, account)
}

/** The highest rate within reach, and what the requirement jumps by where one tier ends and the next begins. */
function tierSlope(
  position: PricedPosition,
  { tiers, wholePosition }: PositionRules,
  { moveFrac }: SlopeReach,
): { readonly rate: number; readonly jump: number } {
  const notional = notionalOf(position)
  const from = tiers.indexOf(tierOf(tiers, notional * (1 - moveFrac)))
  const to = tiers.indexOf(tierOf(tiers, notional * (1 + moveFrac)))
  let rate = 0
  let jump = 0
  for (let i = from; i <= to; i++) {
    const tier = tiers[i] as LeverageTier
    rate = Math.max(rate, tier.maintenanceRateFrac)
    const bound = tier.notionalMax
    if (i === to || bound === null) continue
    const next = tiers[i + 1] as LeverageTier
    jump += Math.abs(tierMaintenance(next, bound, wholePosition) - tierMaintenance(tier, bound, wholePosition))
  }
  return { rate, jump }
}
