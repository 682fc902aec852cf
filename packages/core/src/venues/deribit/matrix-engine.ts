import type { PricedPosition } from '../../margin/priced-account.ts'
import { type Failure, pointer, problem } from '../../num/result.ts'
import type { Priced } from '../../pricing/priced.ts'
import { type ContractRisk, contractMemory } from './contract-row.ts'
import { deltaShock, shockedDelta } from './delta-shock.ts'
import type { PairRisk } from './matrix-margin.ts'
import type { MatrixParameters, PairParameters } from './parameters.ts'
import { addEquity, aggregated, inUnits, type RiskMatrix, riskMatrix } from './risk-matrix.ts'
import { rollShock } from './roll-shock.ts'

/** The parameters of one underlying laid out once. */
interface PairEngine {
  readonly parameters: PairParameters
  readonly matrix: RiskMatrix
  readonly riskOf: (priced: Priced) => ContractRisk
}

export interface MatrixEngine {
  readonly parameters: MatrixParameters
  /** Null where no parameters are known of it. */
  pairOf(underlying: string): PairEngine | null
}

export function matrixEngine(parameters: MatrixParameters): MatrixEngine {
  const pairs = new Map(
    Object.entries(parameters.pairs).map(([underlying, pair]): [string, PairEngine] => {
      const matrix = riskMatrix(pair, parameters)
      return [underlying, { parameters: pair, matrix, riskOf: contractMemory(matrix) }]
    }),
  )
  return { parameters, pairOf: (underlying) => pairs.get(underlying) ?? null }
}

/** Positions on one underlying that share a table, and the unit in which it is kept. */
export interface PairBook {
  readonly name: string
  readonly underlying: string
  readonly positions: readonly PricedPosition[]
  /** Dollars per unit of the pool's currency. */
  readonly unitPrice: number
  /** The unit is the underlying's own coin, which moves with it. */
  readonly isOwnCoin: boolean
  /** Dollars of the underlying. */
  readonly index: number
  /** Equity in the underlying's own coin that enters the table, dollars; 0 where it does not. */
  readonly equityValue: number
}

/** The table and the shocks of one pair; null where the underlying has no parameters. */
export function pairRisk(book: PairBook, { parameters, pairOf }: MatrixEngine): PairRisk | null {
  const pair = pairOf(book.underlying)
  if (pair === null) return null
  const { matrix } = pair
  const risks = book.positions.map(({ priced }) => pair.riskOf(priced))
  const dollars = netRow(book.positions, risks, matrix)
  const impact = parameters.collateral[book.underlying]?.equitySideImpact ?? 'none'
  addEquity(dollars, book.equityValue, impact, matrix)
  const preAggregated = inUnits(dollars, book.unitPrice, book.isOwnCoin, matrix)
  const perCoin = book.isOwnCoin ? 1 : book.index / book.unitPrice
  return {
    name: book.name,
    underlying: book.underlying,
    matrix,
    preAggregated,
    aggregated: aggregated(preAggregated, aggregationOf(book, pair.parameters, parameters), matrix),
    rollShocks: rollShocks(book, risks, pair.parameters, parameters, perCoin),
    deltaShock: shockOf(book, risks, pair.parameters, parameters) * perCoin,
  }
}

function aggregationOf({ unitPrice, isOwnCoin }: PairBook, pair: PairParameters, { readings }: MatrixParameters) {
  return {
    pnlOffsetFrac: pair.pnlOffsetFrac,
    offsetablePnlMax: readings.offsetablePnlCaps ? pair.offsetablePnlMaxUsd : null,
    extendedDampener: pair.extendedDampenerUsd,
    unitPrice,
    isOwnCoin,
  }
}

/** Of the positions of a book, in their order. */
type Risks = readonly ContractRisk[]

function netRow(positions: readonly PricedPosition[], risks: Risks, { plan }: RiskMatrix): Float64Array {
  const net = new Float64Array(plan.length)
  for (let k = 0; k < risks.length; k++) {
    const { row } = risks[k] as ContractRisk
    const { contracts } = positions[k] as PricedPosition
    for (let i = 0; i < net.length; i++) net[i] = (net[i] as number) + contracts * (row[i] as number)
  }
  return net
}

function rollShocks(
  { underlying, positions }: PairBook,
  risks: Risks,
  pair: PairParameters,
  { readings }: MatrixParameters,
  perCoin: number,
): PairRisk['rollShocks'] {
  const deltas = new Map<number, number>()
  for (const [k, { priced, contracts }] of positions.entries()) {
    const years = priced.expiryYears
    deltas.set(years, (deltas.get(years) ?? 0) + contracts * deltaAt(risks, k))
  }
  return [...deltas].map(([years, delta]) => ({
    name: years === 0 ? `${underlying} perpetual` : `${underlying} in ${Math.round(years * 3650) / 10} days`,
    amount: perCoin * rollShock(delta, years, pair, readings.rollShockForm),
  }))
}

function shockOf(
  { index, positions }: PairBook,
  risks: Risks,
  pair: PairParameters,
  { readings }: MatrixParameters,
): number {
  let longOptions = 0
  let others = 0
  for (const [k, { priced, contracts }] of positions.entries()) {
    const delta = contracts * deltaAt(risks, k)
    if (priced.option !== undefined && contracts > 0) longOptions += delta
    else others += delta
  }
  return deltaShock(shockedDelta(longOptions, others), index, pair, readings.deltaShockForm)
}

function deltaAt(risks: Risks, k: number): number {
  return (risks[k] as ContractRisk).delta
}

/** Why the requirement of an underlying without parameters is unknown. */
export function missingPair(underlying: string): Failure {
  return problem(
    'params.missing',
    pointer('parameters', 'pairs', underlying),
    `margin parameters of ${underlying} must be given, the set has none`,
  )
}
