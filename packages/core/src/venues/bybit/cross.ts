import { sumOf } from '../../margin/charge.ts'
import type { Pool } from '../../margin/model.ts'
import { orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { borrowCharges } from './borrowing.ts'
import { bybitFunds, collateralRows } from './funds.ts'
import { borrowLacks, collateralLacks, positionLacks } from './lacks.ts'
import { initialWithFills, orderLosses } from './order-charges.ts'
import { maintenanceOf } from './position-charges.ts'
import type { BybitRules } from './rules.ts'

/**
 * Regular margin: one pool, every position margined by itself. Margin balance is wallet value and the unrealised profit
 * of futures and perpetuals; the value of options does not count.
 */
export function crossPools(account: PricedAccount, rules: BybitRules): readonly Pool[] {
  const ordered = orderedPositions(account)
  const positions = ordered.map(({ position }) => position).filter(isHeld)
  const funds = bybitFunds(account, positions, rules)
  const borrowed = borrowCharges(account, rules)
  const unknown = [
    ...ordered.flatMap(({ position, fills }) => [position, ...fills].flatMap((each) => positionLacks(each, rules))),
    ...borrowLacks(account, rules),
  ]
  return [
    {
      name: 'account',
      currency: account.currency,
      currencyPrice: 1,
      equity: funds.balancesValue + funds.profitValue + funds.optionsValue,
      adjustedEquity: funds.countedValue + funds.profitValue,
      initial: sumOf('initial', [
        ...ordered.map((row) => initialWithFills(row, rules, 1)),
        ...borrowed.initial,
        ...orderLosses(account),
      ]),
      maintenance: sumOf('maintenance', [
        ...positions.map((position) => maintenanceOf(position, rules, 1)),
        ...borrowed.maintenance,
      ]),
      trigger: 1,
      collateral: collateralRows(funds, rules),
      positions,
      riskUnits: [],
      unknown,
      unknownBacking: collateralLacks(account, rules),
    },
  ]
}
