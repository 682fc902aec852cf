import type { Charge, MarginResult, PoolResult } from '@plimsoll/core'
import { margin } from '@plimsoll/core'
import type { GoldenCase } from '../../goldens/golden-case.ts'
import { requestOf } from './request.ts'

/** Every intermediate of a portfolio, trees laid flat by the path of names. */
export interface GoldenFigures {
  readonly name: string
  /** Whose figures these were held against, or `regression`. */
  readonly oracle: string
  readonly model: string
  readonly set: string
  readonly totals: Readonly<Record<string, number | string | null>>
  readonly venueFigures: MarginResult['venueFigures']
  readonly pools: readonly Readonly<Record<string, unknown>>[]
  readonly collateral: readonly (readonly [
    pool: string,
    asset: string,
    haircutFrac: number | null,
    counted: number | null,
  ])[]
  readonly riskUnits: readonly Pick<
    MarginResult['riskUnits'][number],
    'name' | 'pool' | 'scenarios' | 'pnl' | 'worst'
  >[]
  readonly liquidation: MarginResult['liquidation']
  readonly problems: readonly (readonly [code: string, path: string])[]
}

/** What the library makes of a case; a book that the venue cannot hold is all problems. */
export function figuresOf(golden: GoldenCase): GoldenFigures {
  const result = margin(requestOf(golden))
  if (!result.ok) return refusedFigures(golden, result.problems)
  const { parameters, venueFigures, pools, collateral, riskUnits, liquidation, problems } = result.value
  return {
    name: golden.name,
    oracle: oracleOf(golden),
    model: result.value.model,
    set: parameters.set,
    totals: totalsOf(result.value),
    venueFigures,
    pools: pools.map(flatPool),
    collateral: collateral.map(({ pool, asset, haircutFrac, counted }) => [pool, asset, haircutFrac, counted]),
    riskUnits: riskUnits.map(({ name, pool, scenarios, pnl, worst }) => ({ name, pool, scenarios, pnl, worst })),
    liquidation,
    problems: problems.map(({ code, path }) => [code, path]),
  }
}

function oracleOf({ outside }: GoldenCase): string {
  return outside?.source ?? 'regression'
}

function refusedFigures(golden: GoldenCase, problems: MarginResult['problems']): GoldenFigures {
  const { name, model } = golden
  return {
    name,
    oracle: oracleOf(golden),
    model,
    set: '',
    totals: {},
    venueFigures: {},
    pools: [],
    collateral: [],
    riskUnits: [],
    liquidation: [],
    problems: problems.map(({ code, path }) => [code, path]),
  }
}

function totalsOf({ equity, adjustedEquity, initialMargin, maintenanceMargin, ...rest }: MarginResult) {
  const { freeCollateral, maintenanceUse, marginRatio, standing, worstPool } = rest
  return {
    equity,
    adjustedEquity,
    initialMargin,
    maintenanceMargin,
    freeCollateral,
    maintenanceUse,
    marginRatio,
    standing,
    worstPool,
  }
}

function flatPool({ initial, maintenance, ...figures }: PoolResult): Readonly<Record<string, unknown>> {
  return { ...figures, initial: flatTree(initial), maintenance: flatTree(maintenance) }
}

/** Amount of every node by its path; names that repeat under one parent are numbered. */
function flatTree(tree: Charge | null): Readonly<Record<string, number>> | null {
  if (tree === null) return null
  const flat: Record<string, number> = {}
  const visit = (node: Charge, path: string): void => {
    flat[path] = node.amount
    const seen = new Map<string, number>()
    for (const part of node.parts) {
      const times = (seen.get(part.name) ?? 0) + 1
      seen.set(part.name, times)
      visit(part, `${path} / ${part.name}${times === 1 ? '' : ` #${times}`}`)
    }
  }
  visit(tree, tree.name)
  return flat
}
