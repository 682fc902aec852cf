import type { Priced } from '../../pricing/priced.ts'
import { type RiskPlan, riskArray, riskPlan } from '../../scenario/risk-array.ts'
import { rowMemory } from '../../scenario/row-memory.ts'
import type { VolRule } from '../../scenario/vol-shock.ts'
import type { GridScenario, SpanParameters } from './params.ts'

/** A user's scenarios of one underlying, ready to revalue. */
export interface Grid {
  readonly names: readonly string[]
  /** Index after ÷ before − 1, and the weight, by scenario. */
  readonly moves: Float64Array
  readonly weights: Float64Array
  /** Profit of one contract in each scenario, market currency, weights applied. */
  readonly rowOf: (priced: Priced) => Float64Array
  /** The scenario is an outermost move. */
  readonly isEdge: (i: number) => boolean
}

/** Grids by underlying, made when first needed; null where the user gives none. */
export function gridsOf({ scenarios }: Pick<SpanParameters, 'scenarios'>): (underlying: string) => Grid | null {
  const known = new Map<string, Grid | null>()
  return (underlying) => {
    const found = known.get(underlying)
    if (found !== undefined) return found
    const rows = scenarios === null ? undefined : ownOr(scenarios, underlying)
    const grid = rows === undefined ? null : gridOf(rows)
    known.set(underlying, grid)
    return grid
  }
}

function ownOr<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  if (Object.hasOwn(table, name)) return table[name]
  return Object.hasOwn(table, '*') ? table['*'] : undefined
}

function gridOf(rows: readonly GridScenario[]): Grid {
  const plan = planOf(rows)
  const moves = Float64Array.from(rows, ({ moveFrac }) => moveFrac)
  const [low, high] = [Math.min(...moves), Math.max(...moves)]
  return {
    names: rows.map(nameOf),
    moves,
    weights: Float64Array.from(rows, ({ lossWeight }) => lossWeight),
    rowOf: rowMemory(rows.length, (priced, row) => riskArray(priced, plan, row)),
    isEdge: (i) => moves[i] === low || moves[i] === high,
  }
}

/** Each scenario is a set of its own, with its own change of volatility. */
function planOf(rows: readonly GridScenario[]): RiskPlan {
  const rules = new Map<number, VolRule>()
  const ruleOf = (volMoveFrac: number): VolRule => {
    const rule = rules.get(volMoveFrac) ?? (() => ({ factor: 1 + volMoveFrac, points: 0, floor: 0 }))
    rules.set(volMoveFrac, rule)
    return rule
  }
  return riskPlan(
    rows.map((row) => ({
      scenarios: [
        {
          name: nameOf(row),
          moveFrac: row.moveFrac,
          vol: row.volMoveFrac === 0 ? ('same' as const) : ('up' as const),
          lossWeight: row.lossWeight,
          isEdge: false,
        },
      ],
      volRule: ruleOf(row.volMoveFrac),
    })),
  )
}

function nameOf({ moveFrac, volMoveFrac }: GridScenario): string {
  return `spot ${percent(moveFrac)} vol ${percent(volMoveFrac)}`
}

function percent(frac: number): string {
  const tenths = Math.round(frac * 1000)
  return `${tenths > 0 ? '+' : ''}${tenths / 10}%`
}
