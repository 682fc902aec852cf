import { workingOrders } from '../../margin/orders.ts'
import {
  optionValue,
  type PricedAccount,
  type PricedBalance,
  type PricedOrder,
  type PricedPosition,
  pendingProfit,
} from '../../margin/priced-account.ts'
import type { HouseEngine } from './engine.ts'
import type { GateContract, GateContracts } from './gate-contract.ts'
import { addedOrder, orderKey, type PositionOrders } from './gate-orders.ts'
import { addCoins, addLeg, copyOf, emptyUnit, type GateUnit } from './gate-unit.ts'
import type { HouseParameters } from './params.ts'

/** Everything a gate adds up. Rows are added and taken away; what rounding leaves behind is far below what is certain. */
export interface GateSums {
  readonly units: Map<string, GateUnit>
  /** By `orderKey`. */
  readonly orders: Map<string, PositionOrders>
  /** By symbol: the most that is lost of what is free when its profit so far is booked. */
  readonly realisable: Map<string, number>
  adjustedEquity: number
  /** Size of all that was ever added: the scale of rounding. */
  gross: number
}

export function emptySums(): GateSums {
  return { units: new Map(), orders: new Map(), realisable: new Map(), adjustedEquity: 0, gross: 0 }
}

export function copyOfSums({ units, orders, realisable, adjustedEquity, gross }: GateSums): GateSums {
  return {
    units: new Map([...units].map(([name, unit]) => [name, copyOf(unit)])),
    orders: new Map(orders),
    realisable: new Map(realisable),
    adjustedEquity,
    gross,
  }
}

/** Adds every row of an account, or takes it away with `factor` −1. */
export function addRows(
  sums: GateSums,
  account: PricedAccount,
  factor: 1 | -1,
  engine: HouseEngine,
  contracts: GateContracts,
): void {
  const { currency, stableAssets } = account
  const unitOf = (name: string): GateUnit => {
    const known = sums.units.get(name)
    if (known !== undefined) return known
    const unit = emptyUnit(engine.memory.planOf(name), currency)
    sums.units.set(name, unit)
    return unit
  }
  const contractOf = ({ priced }: Pick<PricedPosition, 'priced'>): GateContract =>
    contracts.contractOf(priced, stableAssets)
  for (const position of account.positions) addPosition(sums, position, factor, contractOf(position), unitOf)
  for (const balance of account.balances) {
    const value = contracts.counted(balance.asset, balance.amount) * balance.price
    addBalance(sums, balance, factor * value)
    if (!stableAssets.has(balance.asset) && value !== 0) addCoins(unitOf(balance.asset), factor * value, true)
  }
  for (const order of workingOrders(account)) addOrder(sums, order, factor, contractOf(order), engine.parameters)
}

function addOrder(
  sums: GateSums,
  order: PricedOrder,
  factor: 1 | -1,
  contract: GateContract,
  parameters: HouseParameters,
): void {
  const key = orderKey(order)
  const orders = addedOrder(sums.orders.get(key), order, factor, contract, parameters)
  sums.gross += Math.abs(order.contracts) * contract.rowMax
  if (orders === undefined) sums.orders.delete(key)
  else sums.orders.set(key, orders)
}

function addPosition(
  sums: GateSums,
  position: PricedPosition,
  factor: number,
  contract: GateContract,
  unitOf: (name: string) => GateUnit,
): void {
  const { settle, underlying } = position.priced.instrument
  const unit = unitOf(underlying)
  addLeg(unit, { ...contract, contracts: factor * position.contracts }, contract.index)
  const { settlePrice } = position.priced
  const profit = pendingProfit(position) * settlePrice
  const value = optionValue(position) * settlePrice
  if (contract.coinInitialMax > 0) {
    if (settle === underlying) addCoins(unit, factor * profit, false)
    else addCoins(unitOf(settle), factor * profit, true)
  }
  sums.adjustedEquity += factor * (profit + value)
  sums.gross += Math.abs(position.contracts) * contract.rowMax + Math.abs(profit) + Math.abs(value)
  const lost = Math.abs(profit) * (contract.inflowLossFrac + contract.coinInitialMax)
  if (lost > 0) add(sums.realisable, position.symbol, factor * lost)
}

function addBalance(sums: GateSums, { amount, price }: PricedBalance, value: number): void {
  sums.adjustedEquity += value
  sums.gross += Math.abs(amount * price)
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}
