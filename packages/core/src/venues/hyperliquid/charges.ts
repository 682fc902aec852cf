import type { PositionCharges } from '../../margin/cash-pools.ts'
import { leaf } from '../../margin/charge.ts'
import { type DefaultMargins, tableMargins } from '../../margin/isolated-margin.ts'
import type { LeverageTier } from '../../margin/leverage-tiers.ts'
import { initialWithOrders } from '../../margin/orders.ts'
import { type PositionRules, positionMaintenance, positionName } from '../../margin/position-margin.ts'
import type { RuledPosition } from '../../margin/table-rules.ts'
import { pointer, problem } from '../../num/result.ts'
import { leverageTiers } from './margin-table.ts'
import type { HyperliquidParameters } from './params.ts'

/** Rules of a position by its coin; null where nobody has said which margin table it is in. */
export type RulesOf = (position: RuledPosition) => PositionRules | null

const noOptions = { initialFrac: 1, initialFloorFrac: 1, maintenanceFrac: 1 }

export function hyperliquidRules({ marginTables, markets, maintenanceShareFrac }: HyperliquidParameters): RulesOf {
  const rules = new Map<string, PositionRules>()
  for (const [name, rows] of Object.entries(marginTables))
    rules.set(name, {
      tiers: leverageTiers(rows, maintenanceShareFrac),
      wholePosition: false,
      shortOption: noOptions,
    })
  return ({ priced }) => {
    const { underlying } = priced.instrument
    const name = (Object.hasOwn(markets, underlying) ? markets[underlying] : markets['*']) ?? null
    return name === null ? null : (rules.get(name) ?? null)
  }
}

/** Isolated margin of a coin whose table is not known is all of its notional. */
const unlevered: readonly LeverageTier[] = [
  { notionalMax: null, maintenanceRateFrac: 0, maintenanceDeduction: 0, leverageMax: 1 },
]

/** What is set aside for isolated positions. */
export function hyperliquidMargins(rulesOf: RulesOf): DefaultMargins {
  const unknown = { tiers: unlevered, wholePosition: false, shortOption: noOptions }
  return tableMargins((position) => rulesOf(position) ?? unknown)
}

export function hyperliquidCharges(rulesOf: RulesOf): PositionCharges {
  return {
    initial: (row, poolPrice) => {
      const rules = rulesOf(row.position)
      return rules === null ? unknownCharge(row.position) : initialWithOrders(row, rules, poolPrice)
    },
    maintenance: (position, poolPrice) => {
      const rules = rulesOf(position)
      return rules === null ? unknownCharge(position) : positionMaintenance(position, rules, poolPrice)
    },
    missing: (position) => {
      if (rulesOf(position) !== null) return []
      const { underlying } = position.priced.instrument
      const message = `margin table of ${underlying} must be given, the venue’s meta endpoint names it`
      return [problem('params.missing', pointer('parameters', 'markets', underlying), message)]
    },
  }
}

function unknownCharge(position: Parameters<typeof positionName>[0]) {
  return leaf(positionName(position), 0, position.priced.instrument.underlying)
}
