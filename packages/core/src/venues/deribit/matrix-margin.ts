import { type Charge, leaf, maxOf, roundOf, scaleOf, sumOf } from '../../margin/charge.ts'
import { worstCell } from '../../scenario/risk-array.ts'
import { type RiskMatrix, worstBucket, worstLoss } from './risk-matrix.ts'

/** What one currency pair brings to a requirement, pool currency. */
export interface PairRisk {
  /** As the venue names it: `btc_btc`. */
  readonly name: string
  readonly underlying: string
  readonly matrix: RiskMatrix
  readonly preAggregated: Float64Array
  readonly aggregated: Float64Array
  /** `roll_shock` of each expiry. */
  readonly rollShocks: readonly { readonly name: string; readonly amount: number }[]
  readonly deltaShock: number
}

export type Netting = 'same-cell' | 'each-alone'

/** Digits to which the venue rounds. */
const digits = 9

/** `risk_matrix_margin`: the worst case, rounded where it is added, and the shocks beside it. */
export function riskMatrixMargin(pairs: readonly PairRisk[], netting: Netting): Charge {
  return sumOf('risk_matrix_margin', [
    roundOf('worst_case, 9 digits', worstCase(pairs, netting), digits, 'nearest'),
    sumOf(
      'roll_shock',
      pairs.flatMap(({ underlying, rollShocks }) =>
        rollShocks.map(({ name, amount }) => leaf(name, amount, underlying)),
      ),
    ),
    sumOf(
      'delta_shock',
      pairs.map(({ underlying, deltaShock }) => leaf(underlying, deltaShock, underlying)),
    ),
    leaf('correlation_contingency', 0),
  ])
}

function worstCase(pairs: readonly PairRisk[], netting: Netting): Charge {
  if (netting === 'each-alone')
    return sumOf(
      'worst_case',
      pairs.map(({ name, underlying, aggregated }) => leaf(name, worstLoss(aggregated), underlying)),
    )
  const [first] = pairs
  if (first === undefined) return leaf('worst_case', 0)
  const worst = worstCell(jointRow(pairs))
  const parts = pairs.map(({ name, underlying, aggregated }) => leaf(name, -(aggregated[worst] as number), underlying))
  return maxOf('worst_case', [sumOf(cellName(first.matrix, worst, pairs.length), parts), leaf('no loss', 0)])
}

/** All pairs together, cell by cell. */
export function jointRow(pairs: readonly PairRisk[]): Float64Array {
  const sum = new Float64Array(pairs[0]?.aggregated.length ?? 0)
  for (const { aggregated } of pairs)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (aggregated[i] as number)
  return sum
}

/** By its move where there is one currency: the ranges of several differ. */
function cellName(matrix: RiskMatrix, cell: number, pairsCount: number): string {
  if (pairsCount === 1) return `worst: ${matrix.scenarios[cell]?.name}`
  return `worst: ${cellLabel(matrix, cell)}`
}

/** `standard 1 (bucket 1 left)`. */
export function cellLabel(matrix: RiskMatrix, cell: number): string {
  const only = new Float64Array(matrix.scenarios.length)
  only[cell] = -1
  const { source, index, bucket, side } = worstBucket(only, matrix)
  return `${source} ${index} (bucket ${bucket} ${side})`
}

/** What is added to the matrix to open, not to hold. */
export interface InitialExtras {
  readonly spotMargin: number
  readonly mmpMargin: number
  readonly openOrders: Charge
  readonly haircut: Charge | null
}

/** `initial_margin`: everything, rounded. Dust that would round below what it takes to hold it stays as it is. */
export function matrixInitial(riskMatrix: Charge, maintenance: Charge, extras: InitialExtras): Charge {
  const { spotMargin, mmpMargin, openOrders, haircut } = extras
  const parts = [riskMatrix, leaf('spot_margin', spotMargin), leaf('mmp_margin', mmpMargin), openOrders]
  const all = sumOf('before rounding', haircut === null ? parts : [...parts, haircut])
  const rounded = roundOf('initial_margin', all, digits, 'nearest')
  return rounded.amount < maintenance.amount ? all : rounded
}

/** `maintenance_margin`: a share of the matrix, neither orders nor rounding. */
export function matrixMaintenance(riskMatrix: Charge, factor: number, haircut: Charge | null): Charge {
  const scaled = scaleOf(haircut === null ? 'maintenance_margin' : 'mm_factor × matrix', factor, riskMatrix)
  return haircut === null ? scaled : sumOf('maintenance_margin', [scaled, haircut])
}
