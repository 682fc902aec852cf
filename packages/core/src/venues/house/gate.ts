import type { OrderGate } from '../../margin/order-gate.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import type { HouseEngine } from './engine.ts'
import { fillCost, type GateContract, type GateContracts, gateContracts } from './gate-contract.ts'
import { reserveBeside, reserveOf } from './gate-orders.ts'
import { addRows, copyOfSums, emptySums, type GateSums } from './gate-sums.ts'
import { isWithin, totalsOf } from './gate-totals.ts'
import { emptyUnit, type GateUnit } from './gate-unit.ts'

/** Share of everything added up below which nothing is certain. */
const certaintyFrac = 1e-9

/** Units of the settlement asset that rounding of postings may cost; each is rounded to 1e-8. */
const roundingUnits = 1e-7

/** Makes gates for accounts under one engine; null for an account that it cannot see through. */
export function houseGates(engine: HouseEngine): (account: PricedAccount) => OrderGate | null {
  const contracts = gateContracts(engine)
  return (account) => {
    if (!isPlain(account)) return null
    const sums = emptySums()
    addRows(sums, account, 1, engine, contracts)
    return gateOf(sums, account, engine, contracts)
  }
}

/** Isolated positions have pools of their own; what has no price is not known to anyone. */
function isPlain({ positions, orders, unpriced, problems, orderProblems }: PricedAccount): boolean {
  if (unpriced.length > 0 || problems.length > 0 || orderProblems.length > 0) return false
  return ![...positions, ...orders].some(({ isIsolated }) => isIsolated)
}

type Currencies = Pick<PricedAccount, 'currency' | 'stableAssets'>

function gateOf(
  sums: GateSums,
  { currency, stableAssets }: Currencies,
  engine: HouseEngine,
  contracts: GateContracts,
): OrderGate {
  const total = totalsOf(sums.units, engine)
  const { memory, parameters } = engine
  const { initialFactor } = parameters
  const reserve = reserveOf(
    sums.orders,
    sums.realisable,
    total.states,
    parameters,
    (underlying) => memory.planOf(underlying).risk.concentrationFrom,
  )

  const unitOf = (name: string): GateUnit => sums.units.get(name) ?? emptyUnit(memory.planOf(name), currency)

  return {
    /**
     * Initial margin of open orders is at most their own (`mostAdded`), whatever else is held, so that the position as it
     * is and as it would be decide. First by the most the order can add, then by the cells of its scenarios.
     */
    fits(priced, quantity, price) {
      const contract = contracts.contractOf(priced, stableAssets)
      const { bought, sold, boughtMax, soldMax, underlying } = contract
      const size = Math.abs(quantity)
      const reserved = reserveBeside(reserve, underlying, size * (quantity > 0 ? bought : sold).aloneLoss)
      const free = sums.adjustedEquity - reserved - costOf(sums, contract, quantity, price)
      const room = free / initialFactor
      if (!(total.maintenance <= room)) return false
      const most = total.maintenance + size * (quantity > 0 ? boughtMax : soldMax)
      return most <= room || isWithin(unitOf(underlying), total, contract, quantity, room, parameters)
    },
    changed(was, now) {
      if (!isPlain(now)) return null
      const next = copyOfSums(sums)
      addRows(next, was, -1, engine, contracts)
      addRows(next, now, 1, engine, contracts)
      return gateOf(next, { currency, stableAssets }, engine, contracts)
    },
  }
}

/** What the fill costs, with all that rounding might. */
function costOf({ gross, realisable }: GateSums, contract: GateContract, contracts: number, price: number): number {
  const { symbol } = contract.priced.instrument
  const booked = realisable.size === 0 ? 0 : Math.max(0, realisable.get(symbol) ?? 0)
  const scale = gross + Math.abs(contracts) * (contract.rowMax + contract.size * contract.index)
  const rounding = certaintyFrac * scale + roundingUnits * contract.priced.settlePrice
  return fillCost(contract, contracts, price) + booked + rounding
}
