import { type Charge, maxOf, sumOf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedOrders } from '../../margin/one-way.ts'
import { type OrderedPosition, orderedPositions } from '../../margin/orders.ts'
import { positionName } from '../../margin/position-margin.ts'
import { optionValue, type PricedAccount, pendingProfit } from '../../margin/priced-account.ts'
import { isHeld, type Silo, silosOf } from '../../margin/silos.ts'
import type { Failure } from '../../num/result.ts'
import { assetEquities, collateralHaircut, collateralRows } from './cross-equity.ts'
import type { StandardParameters } from './parameters.ts'
import { type StandardCharges, standardCharges } from './standard-charges.ts'

interface Requirements {
  readonly initial: readonly Charge[]
  readonly maintenance: readonly Charge[]
  readonly unknown: readonly Failure[]
}

/** A pool for each settlement currency, in that currency. Option value backs nothing. */
export function segregatedStandardPools(account: PricedAccount, parameters: StandardParameters): readonly Pool[] {
  return silosOf(account).map((silo) => siloPool(silo, parameters))
}

function siloPool(
  { currency, currencyPrice, balance, positions, ordered }: Silo,
  parameters: StandardParameters,
): Pool {
  const { initial, maintenance, unknown } = requirementsOf(ordered, parameters, currencyPrice)
  let marginBalance = balance?.amount ?? 0
  let options = 0
  for (const position of positions) {
    marginBalance += pendingProfit(position)
    options += optionValue(position)
  }
  return {
    name: currency,
    currency,
    currencyPrice,
    equity: marginBalance + options,
    adjustedEquity: marginBalance,
    initial: sumOf('initial_margin', initial),
    maintenance: sumOf('maintenance_margin', maintenance),
    trigger: 1,
    collateral: balance === null ? [] : collateralRows([balance], () => 0),
    positions,
    riskUnits: [],
    unknown,
  }
}

/** One pool of all currencies, in the market's. */
export function crossStandardPools(account: PricedAccount, parameters: StandardParameters): readonly Pool[] {
  const ordered = orderedPositions(account).filter(({ position }) => !position.isIsolated)
  const positions = ordered.map(({ position }) => position).filter(isHeld)
  const { initial, maintenance, unknown } = requirementsOf(ordered, parameters, 1)
  const equities = assetEquities(account, positions)
  const haircut = collateralHaircut(equities, parameters.collateral, false)
  let marginBalance = 0
  let options = 0
  for (const { price, marginBalance: margin, optionsValue } of equities.values()) {
    marginBalance += margin * price
    options += optionsValue * price
  }
  const pool: Pool = {
    name: 'account',
    currency: account.currency,
    currencyPrice: 1,
    equity: marginBalance + options,
    adjustedEquity: marginBalance,
    initial: sumOf('initial_margin', [...initial, haircut.charge]),
    maintenance: sumOf(
      'maintenance_margin',
      parameters.haircutOn === 'both' ? [...maintenance, haircut.charge] : maintenance,
    ),
    trigger: 1,
    collateral: collateralRows(account.balances, (asset) => parameters.collateral[asset]?.haircutFrac ?? null),
    positions,
    riskUnits: [],
    unknown: parameters.haircutOn === 'both' ? [...unknown, ...haircut.unknown] : unknown,
    unknownInitial: haircut.unknown,
  }
  return [pool]
}

function requirementsOf(
  ordered: readonly OrderedPosition[],
  parameters: StandardParameters,
  poolPrice: number,
): Requirements {
  const initial: Charge[] = []
  const maintenance: Charge[] = []
  const unknown: Failure[] = []
  for (const { position, fills } of nettedOrders(ordered)) {
    const held = standardCharges(position, parameters, poolPrice)
    const filled = fills.map((fill) => standardCharges(fill, parameters, poolPrice))
    initial.push(withFills(positionName(position), held, filled))
    if (isHeld(position)) maintenance.push(held.maintenance)
    unknown.push(...(position.contracts !== 0 ? held : (filled[0] as StandardCharges)).unknown)
  }
  return { initial, maintenance, unknown }
}

/** The worse of all buys filled and all sells filled, which is assumed. */
function withFills(name: string, held: StandardCharges, fills: readonly StandardCharges[]): Charge {
  if (fills.length === 0) return held.initial
  return maxOf(`${name} with orders`, [held.initial, ...fills.map(({ initial }) => initial)])
}
