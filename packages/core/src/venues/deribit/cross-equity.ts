import { type Charge, leaf, sumOf } from '../../margin/charge.ts'
import type { CountedCollateral } from '../../margin/model.ts'
import {
  optionValue,
  type PricedAccount,
  type PricedBalance,
  type PricedPosition,
  pendingProfit,
} from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { CollateralParameters } from './parameters.ts'

/** What an account owns and owes in one currency, in its units. */
export interface AssetEquity {
  readonly asset: string
  /** Market currency per unit. */
  readonly price: number
  /** Balance and unrealised profit of futures. */
  readonly marginBalance: number
  readonly optionsValue: number
}

/** By currency, balances first. */
export function assetEquities(
  { balances }: PricedAccount,
  positions: readonly PricedPosition[],
): ReadonlyMap<string, AssetEquity> {
  const equities = new Map<string, AssetEquity>()
  const add = (asset: string, price: number, margin: number, options: number): void => {
    const found = equities.get(asset)
    equities.set(asset, {
      asset,
      price,
      marginBalance: (found?.marginBalance ?? 0) + margin,
      optionsValue: (found?.optionsValue ?? 0) + options,
    })
  }
  for (const { asset, price, amount } of balances) add(asset, price, amount, 0)
  for (const position of positions) {
    const { instrument, settlePrice } = position.priced
    add(instrument.settle, settlePrice, pendingProfit(position), optionValue(position))
  }
  return equities
}

/** Haircut of what is owned in each currency, market currency; what is owed has none. */
export function collateralHaircut(
  equities: ReadonlyMap<string, AssetEquity>,
  table: Readonly<Record<string, Pick<CollateralParameters, 'haircutFrac'>>>,
  withOptions: boolean,
): { readonly charge: Charge; readonly unknown: readonly Failure[] } {
  const parts: Charge[] = []
  const unknown: Failure[] = []
  for (const { asset, price, marginBalance, optionsValue } of equities.values()) {
    const owned = marginBalance + (withOptions ? optionsValue : 0)
    if (owned <= 0) continue
    const haircut = table[asset]?.haircutFrac ?? null
    if (haircut === null) unknown.push(missingHaircut(asset))
    else if (haircut > 0) parts.push(leaf(asset, haircut * owned * price, asset))
  }
  return { charge: sumOf('collateral haircut', parts), unknown }
}

function missingHaircut(asset: string): Failure {
  return problem(
    'params.missing',
    pointer('parameters', 'collateral', asset, 'haircutFrac'),
    `haircut of ${asset} must be given, the set has none`,
  )
}

/** Balances as collateral; the haircut is part of the requirement, so `counted` tells what is left to open with. */
export function collateralRows(
  balances: readonly PricedBalance[],
  haircutOf: (asset: string) => number | null,
): readonly CountedCollateral[] {
  return balances.map(({ asset, held, amount, price }) => {
    const haircutFrac = amount > 0 ? haircutOf(asset) : 0
    return { asset, held, price, counted: haircutFrac === null ? null : amount * (1 - haircutFrac), haircutFrac }
  })
}
