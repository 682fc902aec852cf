import { nudgeFrac, type PositionMarginals } from '../../margin/marginals.ts'
import type { Pool } from '../../margin/model.ts'
import { optionValue, type PricedPosition, pendingProfit } from '../../margin/priced-account.ts'
import {
  type MatrixEngine,
  type PairBook,
  type PairEngine,
  type PairSums,
  pairSums,
  riskOfSums,
  withPosition,
} from './matrix-engine.ts'
import { type PairRisk, riskMatrixMargin } from './matrix-margin.ts'

/** A pair of a pool as it stands. */
interface HeldPair {
  readonly book: PairBook
  readonly pair: PairEngine
  readonly sums: PairSums
  readonly risk: PairRisk
}

/** What is done to a position: all of it taken away by −1, and what that does to the equity in what it settles in. */
interface Change {
  readonly position: PricedPosition
  readonly factor: number
  /** Dollars; 0 where equity is in no table. */
  readonly equity: number
}

/**
 * What each position does to a pool's maintenance margin, from the sums of its pair with that position changed, so that
 * n positions cost n rows and not n².
 */
export function matrixMarginals(
  { positions }: Pool,
  books: readonly PairBook[],
  engine: MatrixEngine,
  equityCounts: boolean,
): ReadonlyMap<PricedPosition, PositionMarginals> {
  const held = heldPairs(books, engine)
  const total = (risks: readonly PairRisk[]): number =>
    engine.parameters.maintenanceFactor * riskMatrixMargin(risks, engine.parameters.readings.currenciesNet).amount
  const now = total(held.map(({ risk }) => risk))
  const changed = (change: Change): number => total(held.map((each) => changedRisk(each, each.sums, change, engine)))
  const alone = (change: Change): number =>
    total(
      held.filter((each) => isTouched(each, change)).map((each) => changedRisk(each, nothing(each), change, engine)),
    )
  return new Map(
    positions.map((position) => {
      const equity = equityCounts ? equityOf(position) : 0
      const grown = equityCounts ? equity - position.accruedFunding * position.priced.settlePrice : 0
      return [
        position,
        {
          alone: alone({ position, factor: 1, equity }),
          adds: now - changed({ position, factor: -1, equity: -equity }),
          slope: (changed({ position, factor: nudgeFrac, equity: nudgeFrac * grown }) - now) / nudgeFrac,
        },
      ]
    }),
  )
}

function heldPairs(books: readonly PairBook[], { parameters, pairOf }: MatrixEngine): readonly HeldPair[] {
  return books.flatMap((book) => {
    const pair = pairOf(book.underlying)
    if (pair === null) return []
    const sums = pairSums(book, pair)
    return [{ book, pair, sums, risk: riskOfSums(book, sums, pair, parameters) }]
  })
}

function equityOf(position: PricedPosition): number {
  return (pendingProfit(position) + optionValue(position)) * position.priced.settlePrice
}

function nothing({ pair }: HeldPair): PairSums {
  const dollars = new Float64Array(pair.matrix.plan.length)
  return { dollars, deltas: new Map(), longOptions: 0, others: 0, equityValue: 0 }
}

function isTouched({ book }: HeldPair, { position, equity }: Change): boolean {
  const { underlying, settle } = position.priced.instrument
  return book.underlying === underlying || (book.underlying === settle && equity !== 0)
}

function changedRisk(held: HeldPair, from: PairSums, change: Change, { parameters }: MatrixEngine): PairRisk {
  if (!isTouched(held, change)) return held.risk
  const { book, pair } = held
  const { position, factor, equity } = change
  const { underlying, settle } = position.priced.instrument
  const sums = book.underlying === underlying ? withPosition(from, position, factor, pair) : from
  const equityValue = sums.equityValue + (book.underlying === settle ? equity : 0)
  return riskOfSums(book, { ...sums, equityValue }, pair, parameters)
}
