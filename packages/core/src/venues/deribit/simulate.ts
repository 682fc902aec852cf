import { type Charge, leaf } from '../../margin/charge.ts'
import { deltaShock } from './delta-shock.ts'
import { matrixInitial, matrixMaintenance, type PairRisk, riskMatrixMargin } from './matrix-margin.ts'
import type { MatrixParameters, PairParameters } from './parameters.ts'
import { aggregated, futureRow, inUnits, type RiskMatrix, riskMatrix, worstBucket, worstLoss } from './risk-matrix.ts'
import { rollShock } from './roll-shock.ts'

/** Futures and perpetuals of one currency, as `private/pme/simulate` is asked. */
export interface SimulateInput {
  /** `BTC`. */
  readonly currency: string
  readonly indexPrice: number
  /** Coins, by instrument; negative is short. */
  readonly positions: Readonly<Record<string, number>>
  /** Years to expiry of each that has one. */
  readonly years: Readonly<Record<string, number>>
  readonly pair: PairParameters
  readonly shape: Pick<MatrixParameters, 'bucketsCount' | 'extendedMovesFrac' | 'readings' | 'maintenanceFactor'>
  readonly spotMargin: number
  readonly mmpMargin: number
  readonly openOrdersMargin: number
  /** In place of what the rule gives. */
  readonly deltaShock?: number
}

/** Cells of the standard and of the extended table. */
export interface RiskVectors {
  readonly standard: readonly number[]
  readonly extended: readonly number[]
}

/** The answer of `private/pme/simulate` for one coin-settled currency, in the venue's own words. */
export interface SimulateResponse {
  readonly initial_risk_vectors: Readonly<Record<string, RiskVectors>>
  readonly pre_aggregated_risk_vectors: Readonly<Record<string, RiskVectors>>
  readonly aggregated_risk_vectors: Readonly<Record<string, RiskVectors>>
  readonly margins: Readonly<Record<string, SimulatedMargins>>
}

export interface SimulatedMargins {
  readonly initial_margin_details: {
    readonly risk_matrix_margin_details: {
      readonly worst_case: number
      readonly worst_case_bucket: ReturnType<typeof worstBucket>
      readonly roll_shock: number
      readonly delta_shock: number
      readonly correlation_contingency: number
    }
    readonly risk_matrix_margin: number
    readonly spot_margin: number
    readonly mmp_margin: number
    readonly open_orders_margin: number
  }
  readonly initial_margin: number
  readonly maintenance_margin: number
}

/** The extended risk matrix of futures held in one coin, by the rules that margin an account. */
export function simulate(input: SimulateInput): SimulateResponse {
  const { currency, indexPrice, positions, pair, shape } = input
  const matrix = riskMatrix(pair, shape)
  const vectors = Object.entries(positions).map(([instrument, coins]): readonly [string, Float64Array] => [
    instrument,
    coinRow(coins, matrix),
  ])
  const preAggregated = summed(
    vectors.map(([, row]) => row),
    matrix,
  )
  const rule = {
    pnlOffsetFrac: pair.pnlOffsetFrac,
    offsetablePnlMax: shape.readings.offsetablePnlCaps ? pair.offsetablePnlMaxUsd : null,
    extendedDampener: pair.extendedDampenerUsd,
    unitPrice: indexPrice,
    isOwnCoin: true,
  }
  const name = `${currency}_${currency}`.toLowerCase()
  const risk: PairRisk = {
    name,
    underlying: currency,
    matrix,
    preAggregated,
    aggregated: aggregated(preAggregated, rule, matrix),
    rollShocks: rollShocksOf(input),
    deltaShock: input.deltaShock ?? shockOf(input),
  }
  return {
    initial_risk_vectors: Object.fromEntries(vectors.map(([instrument, row]) => [instrument, split(row, matrix)])),
    pre_aggregated_risk_vectors: { [name]: split(preAggregated, matrix) },
    aggregated_risk_vectors: { [name]: split(risk.aggregated, matrix) },
    margins: { [currency]: marginsOf(risk, input) },
  }
}

/** A future of so many coins, in coins. */
function coinRow(coins: number, matrix: RiskMatrix): Float64Array {
  return inUnits(futureRow(coins, matrix, new Float64Array(matrix.plan.length)), 1, true, matrix)
}

function summed(rows: readonly Float64Array[], { plan }: RiskMatrix): Float64Array {
  const sum = new Float64Array(plan.length)
  for (const row of rows) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (row[i] as number)
  return sum
}

function split(row: Float64Array, { standardCount }: RiskMatrix): RiskVectors {
  return { standard: [...row.slice(0, standardCount)], extended: [...row.slice(standardCount)] }
}

/** Instruments without years are perpetual, and net with each other; so do those of one expiry. */
function rollShocksOf({ positions, years, pair, shape }: SimulateInput): PairRisk['rollShocks'] {
  const byExpiry = Map.groupBy(Object.entries(positions), ([name]) => years[name] ?? name)
  return [...byExpiry].map(([expiry, held]) => {
    let delta = 0
    for (const [, coins] of held) delta += coins
    const left = typeof expiry === 'number' ? expiry : 0
    return {
      name: (held[0] as (typeof held)[number])[0],
      amount: rollShock(delta, left, pair, shape.readings.rollShockForm),
    }
  })
}

function shockOf({ positions, indexPrice, pair, shape }: SimulateInput): number {
  let delta = 0
  for (const coins of Object.values(positions)) delta += coins
  return deltaShock(delta, indexPrice, pair, shape.readings.deltaShockForm)
}

function marginsOf(risk: PairRisk, input: SimulateInput): SimulatedMargins {
  const { spotMargin, mmpMargin, openOrdersMargin, shape } = input
  const riskMatrix: Charge = riskMatrixMargin([risk], shape.readings.currenciesNet)
  const openOrders = leaf('open_orders_margin', openOrdersMargin)
  const maintenance = matrixMaintenance(riskMatrix, shape.maintenanceFactor, null)
  let roll = 0
  for (const { amount } of risk.rollShocks) roll += amount
  return {
    initial_margin_details: {
      risk_matrix_margin_details: {
        worst_case: worstLoss(risk.aggregated),
        worst_case_bucket: worstBucket(risk.aggregated, risk.matrix),
        roll_shock: roll,
        delta_shock: risk.deltaShock,
        correlation_contingency: 0,
      },
      risk_matrix_margin: riskMatrix.amount,
      spot_margin: spotMargin,
      mmp_margin: mmpMargin,
      open_orders_margin: openOrdersMargin,
    },
    initial_margin: matrixInitial(riskMatrix, maintenance, { spotMargin, mmpMargin, openOrders, haircut: null }).amount,
    maintenance_margin: maintenance.amount,
  }
}
