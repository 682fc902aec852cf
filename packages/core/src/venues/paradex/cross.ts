import type { PositionCharges } from '../../margin/cash-pools.ts'
import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'
import { type OrderedPosition, workingOrders } from '../../margin/orders.ts'
import { positionName } from '../../margin/position-margin.ts'
import type { PricedAccount, PricedOrder, PricedPosition } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { Priced, PricedOption } from '../../pricing/priced.ts'
import { optionFee, perpetualFee } from './fee-provision.ts'
import { netInitial, openLoss, openSize } from './open-size.ts'
import { type OptionRates, optionMargin } from './option-margin.ts'
import type { ParadexParameters } from './params.ts'

/** Cross margin, market by market: net requirement, fee provision, and what orders lose when they are filled. */
export function paradexCharges(account: PricedAccount, parameters: ParadexParameters): PositionCharges {
  const working = workingOrders(account)
  return {
    initial: (row, poolPrice) => {
      const { option } = row.position.priced
      return option === undefined
        ? perpetualInitial(row, poolPrice, ordersOf(row, working), parameters)
        : optionInitial(row, option, poolPrice, ordersOf(row, working), parameters)
    },
    maintenance: (position, poolPrice) => maintenanceCharge(position, poolPrice, parameters),
    missing: (position) => missingParameters(position.priced, parameters),
  }
}

/** The orders that its fills are made of: of an isolated position those of its side, otherwise of both. */
function ordersOf({ position, fills }: OrderedPosition, orders: readonly PricedOrder[]): readonly PricedOrder[] {
  if (fills.length === 0) return []
  const { symbol, side, isIsolated } = position
  const isOn = (order: PricedOrder): boolean => order.symbol === symbol && order.isIsolated === isIsolated
  return orders.filter((order) => isOn(order) && (!isIsolated || order.side === side))
}

/** Initial margin fraction of a market: its own, or that of the lower leverage which the user chose; null when unknown. */
function initialFracOf({ instrument }: Priced, { initialFrac }: ParadexParameters): number | null {
  const { underlying } = instrument
  return (Object.hasOwn(initialFrac, underlying) ? initialFrac[underlying] : initialFrac['*']) ?? null
}

function missingParameters(priced: Priced, parameters: ParadexParameters): readonly Failure[] {
  const { underlying } = priced.instrument
  const lacks = (path: readonly string[], what: string): readonly Failure[] => [
    problem('params.missing', pointer('parameters', ...path, underlying), `${what} of ${underlying} must be given`),
  ]
  if (priced.option !== undefined)
    return Object.hasOwn(parameters.options, underlying) ? [] : lacks(['options'], 'option margin')
  return initialFracOf(priced, parameters) === null ? lacks(['initialFrac'], 'initial margin fraction') : []
}

function perpetualInitial(
  { position, fills }: OrderedPosition,
  poolPrice: number,
  orders: readonly PricedOrder[],
  parameters: ParadexParameters,
): Charge {
  const { priced, contracts, leverage } = position
  const base = initialFracOf(priced, parameters) ?? 0
  const frac = leverage === undefined ? base : Math.max(base, 1 / leverage)
  const [bids, asks] = [1, -1].map((sign) =>
    fills.reduce((sum, fill) => sum + Math.max(0, sign * (fill.contracts - contracts)), 0),
  ) as [number, number]
  const size = openSize({ position: contracts, bids, asks }) * priced.size
  const inPool = priced.settlePrice / poolPrice
  const { underlying } = priced.instrument
  return namedSum(position, [
    leaf('net IMR', netInitial(size, frac, priced.mark) * inPool, underlying),
    leaf('fee provision', size * perpetualFee(priced.mark, parameters.fees) * inPool, underlying),
    ...lossCharges(orders, poolPrice),
  ])
}

/** Nothing when no order loses at once. */
function lossCharges(orders: readonly PricedOrder[], poolPrice: number): readonly Charge[] {
  let loss = 0
  for (const { contracts, price, priced } of orders)
    loss += (openLoss(contracts * priced.size, price, priced.mark) * priced.settlePrice) / poolPrice
  return loss > 0 ? [leaf('open loss', loss, orders[0]?.priced.instrument.underlying)] : []
}

function optionInitial(
  { position, fills }: OrderedPosition,
  option: PricedOption,
  poolPrice: number,
  orders: readonly PricedOrder[],
  parameters: ParadexParameters,
): Charge {
  const ratesOf = parameters.options[position.priced.instrument.underlying]?.initial
  const held = optionCharge(position, option, ratesOf, poolPrice, parameters)
  if (fills.length === 0) return held
  const filled = fills.map((fill) => optionCharge(fill, option, ratesOf, poolPrice, parameters))
  return namedSum(position, [maxOf('with orders', [held, ...filled]), ...lossCharges(orders, poolPrice)])
}

function maintenanceCharge(position: PricedPosition, poolPrice: number, parameters: ParadexParameters): Charge {
  const { priced, contracts } = position
  const { underlying } = priced.instrument
  if (priced.option !== undefined)
    return optionCharge(position, priced.option, parameters.options[underlying]?.maintenance, poolPrice, parameters)
  const inPool = (Math.abs(contracts) * priced.size * priced.settlePrice) / poolPrice
  const frac = initialFracOf(priced, parameters) ?? 0
  return namedSum(position, [
    scaleOf('net MMR', parameters.maintenanceFactor, leaf('net IMR', frac * priced.mark * inPool, underlying)),
    leaf('fee provision', perpetualFee(priced.mark, parameters.fees) * inPool, underlying),
  ])
}

function optionCharge(
  position: PricedPosition,
  { right, strike }: PricedOption,
  rates: OptionRates | undefined,
  poolPrice: number,
  { shortPutCapOn, fees }: ParadexParameters,
): Charge {
  const { priced, contracts } = position
  const { underlying } = priced.instrument
  const spot = priced.index / priced.quotePrice
  const inPool = (Math.abs(contracts) * priced.size * priced.settlePrice) / poolPrice
  const standing = { right, isLong: contracts > 0, mark: priced.mark, spot, strike }
  const margin = rates === undefined ? 0 : optionMargin(standing, rates, shortPutCapOn)
  return namedSum(position, [
    leaf('option margin', margin * inPool, underlying),
    leaf('fee provision', optionFee(priced.mark, spot, fees) * inPool, underlying),
  ])
}

function namedSum(position: PricedPosition, parts: readonly Charge[]): Charge {
  return { ...sumOf(positionName(position), parts), riskFactor: position.priced.instrument.underlying }
}
