import type { Assessment } from '../account/assess.ts'
import { shiftAccount } from '../account/shift-account.ts'
import { optionValue, type PricedAccount, pendingProfit } from '../margin/priced-account.ts'
import { toRisk } from '../num/crossing.ts'
import { formatInstant, yearMs } from '../num/instant.ts'
import { scopeShock } from './stress-matrix.ts'

/** Profit of the book against now, by index move, at several dates. */
export interface ProfitCurve {
  readonly scope: string
  readonly movesFrac: readonly number[]
  /** Index at each move; empty for `all`. */
  readonly indexPrices: readonly number[]
  /** Today, at the next expiry and at the last one of the book. Report currency. */
  readonly lines: readonly ProfitLine[]
  /** Moves at which the last line crosses zero. */
  readonly breakEvensFrac: readonly number[]
}

export interface ProfitLine {
  readonly name: string
  readonly at: string
  readonly pnl: readonly number[]
}

const rangeFrac = 0.5
const points = 41

/** Moves of the index over ±50 %; volatilities stand still and what expires on the way is worth its intrinsic value. */
export function profitCurve({ account, reportPrice }: Assessment, scope: string): ProfitCurve {
  const movesFrac = Array.from({ length: points }, (_, i) => rangeFrac * ((2 * i) / (points - 1) - 1))
  const before = accountValue(account)
  const lines = datesOf(account, scope).map(({ name, years }) => ({
    name,
    at: formatInstant(account.at + Math.round(years * yearMs)),
    pnl: movesFrac.map(
      (move) => (accountValue(shiftAccount(account, scopeShock(scope, move, 0, years))) - before) / reportPrice,
    ),
  }))
  const index = account.indexes.get(scope)
  return {
    scope,
    movesFrac,
    indexPrices: index === undefined ? [] : movesFrac.map((move) => index * (1 + move)),
    lines,
    breakEvensFrac: crossings(movesFrac, lines.at(-1)?.pnl ?? []),
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

/** Zeros of a broken line. */
function crossings(xs: readonly number[], ys: readonly number[]): readonly number[] {
  return xs.slice(1).flatMap((x, i) => {
    const [x0 = x, y0 = 0, y1 = 0] = [xs[i], ys[i], ys[i + 1]]
    if (y0 === 0) return i === 0 || ys[i - 1] !== 0 ? [x0] : []
    return y0 * y1 < 0 ? [x0 + ((x - x0) * y0) / (y0 - y1)] : []
  })
}
