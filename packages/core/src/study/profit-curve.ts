import type { Assessment } from '../account/assess.ts'
import { shiftAccount } from '../account/shift-account.ts'
import { optionValue, type PricedAccount, pendingProfit } from '../margin/priced-account.ts'
import { toRisk } from '../num/crossing.ts'
import { formatInstant, yearMs } from '../num/instant.ts'
import { bracketedRoot } from '../num/root.ts'
import { accountSize, profitBetween } from './profit.ts'
import { scopeShock } from './stress-matrix.ts'

/** Profit of the book against now, by index move, at several dates. */
export interface ProfitCurve {
  readonly scope: string
  readonly movesFrac: readonly number[]
  /** Index at each move; empty for `all`. */
  readonly indexPrices: readonly number[]
  /** Today, at the next expiry and at the last one of the book. Report currency. */
  readonly lines: readonly ProfitLine[]
  /** Moves at which the last line crosses zero, as far as the points show: two crossings between points are not seen. */
  readonly breakEvensFrac: readonly number[]
}

export interface ProfitLine {
  readonly name: string
  readonly at: string
  readonly pnl: readonly number[]
}

const rangeFrac = 0.5
const points = 41

/**
 * Moves of the index over ±50 %; volatilities stand still and what expires on the way is worth its intrinsic value.
 * Of an account that is known whole.
 */
export function profitCurve({ account, reportPrice }: Assessment, scope: string): ProfitCurve {
  const movesFrac = Array.from({ length: points }, (_, i) => rangeFrac * ((2 * i) / (points - 1) - 1))
  const index = account.indexes.get(scope)
  const indexPrices = index === undefined ? [] : movesFrac.map((move) => index * (1 + move))
  const before = accountValue(account)
  const size = accountSize(account)
  const dates = datesOf(account, scope).map(({ name, years }) => {
    const pnlAt = (move: number): number =>
      profitBetween(before, accountValue(shiftAccount(account, scopeShock(scope, move, 0, years))), size) / reportPrice
    return {
      line: { name, at: formatInstant(account.at + Math.round(years * yearMs)), pnl: movesFrac.map(pnlAt) },
      pnlAt,
    }
  })
  const last = dates.at(-1)
  return {
    scope,
    movesFrac,
    indexPrices,
    lines: dates.map(({ line }) => line),
    breakEvensFrac: last === undefined ? [] : crossings(movesFrac, last.line.pnl, last.pnlAt),
  }
}

/** Everything the account holds, market currency; isolated margins included. */
function accountValue({ balances, positions }: PricedAccount): number {
  let value = 0
  for (const { amount, price } of balances) value += amount * price
  for (const position of positions) {
    const margin = position.isolatedMargin === undefined ? 0 : toRisk(position.isolatedMargin)
    value += (pendingProfit(position) + optionValue(position) + margin) * position.priced.settlePrice
  }
  return value
}

function datesOf(
  { positions }: PricedAccount,
  scope: string,
): readonly { readonly name: string; readonly years: number }[] {
  const options = positions.filter(
    ({ priced }) => priced.option !== undefined && (scope === 'all' || priced.instrument.underlying === scope),
  )
  const years = options.map(({ priced }) => priced.expiryYears).filter((left) => left > 0)
  if (years.length === 0) return [{ name: 'today', years: 0 }]
  const next = Math.min(...years)
  const last = Math.max(...years)
  const dated =
    next === last
      ? [{ name: 'at expiry', years: last }]
      : [
          { name: 'at next expiry', years: next },
          { name: 'at last expiry', years: last },
        ]
  return [{ name: 'today', years: 0 }, ...dated]
}

/** Width to which a break-even is solved, as a fraction of the index. */
const breakEvenTolerance = 1e-12

/**
 * Zeros at the points and where the sign changes between two of them; a stretch of zeros counts at its start, and a
 * line that is nothing but zero crosses nowhere.
 */
function crossings(xs: readonly number[], ys: readonly number[], f: (x: number) => number): readonly number[] {
  if (ys.every((y) => y === 0)) return []
  return xs.flatMap((high, i) => {
    const [low, fLow, fHigh = 0] = [xs[i - 1], ys[i - 1], ys[i]]
    if (fHigh === 0) return fLow === 0 ? [] : [high]
    if (low === undefined || fLow === undefined || fLow === 0 || fLow > 0 === fHigh > 0) return []
    const root = bracketedRoot({ f, low, high, fLow, fHigh, toleranceX: breakEvenTolerance, iterationsMax: 60 })
    return root.state === 'found' ? [root.x] : []
  })
}
