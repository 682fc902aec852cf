import { positionKey } from '../engine/account.ts'
import type { Book, Position } from '../market/book.ts'
import { type Failure, pointer, problem } from '../num/result.ts'

/** What a book can say and an engine's account cannot be: with each place, none when it can. */
export function bookLimits({ positions, orders }: Book): readonly Failure[] {
  const firsts = new Map<string, Position>()
  for (const position of positions) {
    const key = positionKey(position.symbol, position.positionSide)
    if (!firsts.has(key)) firsts.set(key, position)
  }
  const isSided = positions.some(({ positionSide }) => positionSide !== undefined)
  return [
    ...positions.flatMap((position, i) => positionLimits(position, i, { isSided, firsts })),
    ...[...Map.groupBy([...positions, ...orders], ({ symbol }) => symbol)].flatMap(([symbol, rows]) =>
      leverageLimits(symbol, new Set(rows.flatMap(({ leverage }) => leverage ?? []))),
    ),
  ]
}

interface Others {
  /** Some position of the book names its side. */
  readonly isSided: boolean
  /** The first of each key. */
  readonly firsts: ReadonlyMap<string, Position>
}

function positionLimits(position: Position, i: number, { isSided, firsts }: Others): readonly Failure[] {
  const { symbol, positionSide, contracts, accruedFunding } = position
  const key = positionKey(symbol, positionSide)
  const problems: Failure[] = []
  if (accruedFunding !== undefined && !accruedFunding.isZero())
    problems.push(cannot(`/positions/${i}/accruedFunding`, 'funding must be booked to the balance, is not'))
  if ((firsts.get(key)?.contracts.sign() ?? 0) * contracts.sign() < 0)
    problems.push(cannot(`/positions/${i}/contracts`, `rows of ${key} must have one sign or name their sides, do not`))
  if (isSided && positionSide === undefined)
    problems.push(cannot(`/positions/${i}/positionSide`, 'a side must be named of every position or of none, is not'))
  return problems
}

/** An account has one leverage in a symbol. */
function leverageLimits(symbol: string, leverages: ReadonlySet<number>): readonly Failure[] {
  if (leverages.size < 2) return []
  const message = `leverage in ${symbol} must be one, is ${[...leverages].join(' and ')}`
  return [cannot(pointer('positions', symbol), message)]
}

function cannot(path: string, message: string): Failure {
  return problem('venue.cannot-hold', path, message)
}
