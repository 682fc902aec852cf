import type { Asset } from '../market/instrument.ts'
import { countedQuantity, effectiveHaircut, type HaircutTier } from './collateral.ts'
import type { CountedCollateral } from './model.ts'
import { optionValue, type PricedAccount, type PricedPosition, pendingProfit } from './priced-account.ts'

/** Collateral of which it is known how it counts. */
export interface KnownCollateral extends CountedCollateral {
  readonly counted: number
  readonly haircutFrac: number
}

/** What stands behind a pool, market currency. */
export interface Funds {
  readonly collateral: readonly KnownCollateral[]
  readonly balancesValue: number
  /** The same after haircuts. */
  readonly countedValue: number
  /** Unrealised profit of futures and perpetuals, funding included. */
  readonly profitValue: number
  /** Value of options, negative when short. */
  readonly optionsValue: number
}

/** Adds up what an account's balances and pooled positions are worth. Haircuts fall on balances alone. */
export function fundsOf(
  account: PricedAccount,
  positions: readonly PricedPosition[],
  haircutsOf: (asset: Asset) => readonly HaircutTier[],
): Funds {
  const collateral = account.balances.map(({ asset, held, amount, price }) => {
    const tiers = haircutsOf(asset)
    return {
      asset,
      held,
      price,
      amount,
      counted: countedQuantity(tiers, amount),
      haircutFrac: effectiveHaircut(tiers, amount),
    }
  })
  let balancesValue = 0
  let countedValue = 0
  for (const { amount, price, counted } of collateral) {
    balancesValue += amount * price
    countedValue += counted * price
  }
  let profitValue = 0
  let optionsValue = 0
  for (const position of positions) {
    profitValue += pendingProfit(position) * position.priced.settlePrice
    optionsValue += optionValue(position) * position.priced.settlePrice
  }
  return { collateral, balancesValue, countedValue, profitValue, optionsValue }
}
