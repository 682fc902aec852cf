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
export interface PairEngine {
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

/** What the positions of a book come to: all that its table and its shocks are made from. */
export interface PairSums {
  /** Profit and loss of the positions in each cell, dollars after the move. */
  readonly dollars: Float64Array
  /** Coins, by years to expiry. */
  readonly deltas: ReadonlyMap<number, number>
  /** Delta of long options, and of everything else, coins. */
  readonly longOptions: number
  readonly others: number
  /** Dollars of the underlying's own coin, as `equityValue` of a book. */
  readonly equityValue: number
}

/** The table and the shocks of one pair; null where the underlying has no parameters. */
export function pairRisk(book: PairBook, engine: MatrixEngine): PairRisk | null {
  const pair = engine.pairOf(book.underlying)
  return pair === null ? null : riskOfSums(book, pairSums(book, pair), pair, engine.parameters)
}

export function pairSums({ positions, equityValue }: PairBook, { matrix, riskOf }: PairEngine): PairSums {
  const dollars = new Float64Array(matrix.plan.length)
  const deltas = new Map<number, number>()
  let longOptions = 0
  let others = 0
  for (const { priced, contracts } of positions) {
    const { row, delta } = riskOf(priced)
    for (let i = 0; i < dollars.length; i++) dollars[i] = (dollars[i] as number) + contracts * (row[i] as number)
    deltas.set(priced.expiryYears, (deltas.get(priced.expiryYears) ?? 0) + contracts * delta)
    if (isLongOption(priced, contracts)) longOptions += contracts * delta
    else others += contracts * delta
  }
  return { dollars, deltas, longOptions, others, equityValue }
}

function isLongOption({ option }: Priced, contracts: number): boolean {
  return option !== undefined && contracts > 0
}

/** The sums with `factor` of a position added, all of it taken away by −1; `equityValue` is what its profit adds here. */
export function withPosition(
  sums: PairSums,
  { priced, contracts }: PricedPosition,
  factor: number,
  { riskOf }: PairEngine,
): PairSums {
  const { row, delta } = riskOf(priced)
  const added = factor * contracts
  const years = priced.expiryYears
  const isLong = isLongOption(priced, contracts)
  return {
    ...sums,
    dollars: sums.dollars.map((dollars, i) => dollars + added * (row[i] as number)),
    deltas: new Map(sums.deltas).set(years, (sums.deltas.get(years) ?? 0) + added * delta),
    longOptions: sums.longOptions + (isLong ? added * delta : 0),
    others: sums.others + (isLong ? 0 : added * delta),
  }
}

/** What a book asks for from the sums of its positions. */
export function riskOfSums(
  book: PairBook,
  sums: PairSums,
  { parameters: pair, matrix }: PairEngine,
  parameters: MatrixParameters,
): PairRisk {
  const { readings, collateral } = parameters
  const dollars = sums.dollars.slice()
  addEquity(dollars, sums.equityValue, collateral[book.underlying]?.equitySideImpact ?? 'none', matrix)
  const preAggregated = inUnits(dollars, book.unitPrice, book.isOwnCoin, matrix)
  const perCoin = book.isOwnCoin ? 1 : book.index / book.unitPrice
  const shocked = shockedDelta(sums.longOptions, sums.others)
  return {
    name: book.name,
    underlying: book.underlying,
    matrix,
    preAggregated,
    aggregated: aggregated(preAggregated, aggregationOf(book, pair, parameters), matrix),
    rollShocks: rollShocks(book, sums, pair, readings, perCoin),
    deltaShock: deltaShock(shocked, book.index, pair, readings.deltaShockForm) * perCoin,
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

function rollShocks(
  { underlying }: PairBook,
  { deltas }: PairSums,
  pair: PairParameters,
  { rollShockForm }: MatrixParameters['readings'],
  perCoin: number,
): PairRisk['rollShocks'] {
  return [...deltas].map(([years, delta]) => ({
    name: years === 0 ? `${underlying} perpetual` : `${underlying} in ${Math.round(years * 3650) / 10} days`,
    amount: perCoin * rollShock(delta, years, pair, rollShockForm),
  }))
}

/** Why the requirement of an underlying without parameters is unknown. */
export function missingPair(underlying: string): Failure {
  return problem(
    'params.missing',
    pointer('parameters', 'pairs', underlying),
    `margin parameters of ${underlying} must be given, the set has none`,
  )
}
