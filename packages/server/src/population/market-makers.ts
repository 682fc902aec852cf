import { Decimal } from '@plimsoll/core'
import type { PlanInput, PlannedBook } from './book.ts'
import type { Random } from './random.ts'
import { inUnits } from './units.ts'

/** Share of its shorts' value that a market maker holds in stablecoins, beside the coins. */
const bufferFrac = 0.2
const leverage = 10

/**
 * Market makers take the other side of every perpetual, each a share of it, hedged by the coins themselves: what the
 * others are long together, these are short, to the last unit.
 */
export function marketMakers(
  books: readonly PlannedBook[],
  count: number,
  { market, ticks }: PlanInput,
  random: Random,
): readonly PlannedBook[] {
  const weights = Array.from({ length: count }, () => random.between(0.5, 1.5))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const left = new Map(market.perpetuals.map((symbol) => [symbol, netOf(books, symbol)]))
  return weights.map((weight, i) => {
    const isLast = i === count - 1
    const legs = market.perpetuals.flatMap((symbol) => {
      const net = left.get(symbol) ?? Decimal.zero
      const share = isLast ? net : inUnits(Number(netOf(books, symbol).toString()) * (weight / total))
      left.set(symbol, net.minus(share))
      return share.isZero() ? [] : [{ symbol, contracts: share.negated() }]
    })
    return makerOf(`m${String(i + 1).padStart(4, '0')}`, legs, market.coins, ticks[0]?.prices ?? [])
  })
}

function netOf(books: readonly PlannedBook[], symbol: string): Decimal {
  let net = Decimal.zero
  for (const { legs } of books) for (const leg of legs) if (leg.symbol === symbol) net = net.plus(leg.contracts)
  return net
}

function makerOf(
  id: string,
  legs: PlannedBook['legs'],
  coins: readonly string[],
  prices: readonly number[],
): PlannedBook {
  let gross = 0
  let held = 0
  const deposits = legs.flatMap(({ symbol, contracts }) => {
    const coin = symbol.split('/')[0] ?? ''
    const value = Number(contracts.toString()) * (prices[coins.indexOf(coin)] as number)
    gross += Math.abs(value)
    // What is sold forward is held; a net long is backed by stablecoins alone.
    if (value > 0) return []
    held -= value
    return [{ asset: coin, amount: contracts.negated() }]
  })
  const buffer = gross * bufferFrac
  return {
    id,
    kind: 'market maker',
    tick: 0,
    leverage,
    deposits: [...deposits, { asset: 'USDT', amount: inUnits(buffer) }],
    legs,
    effectiveLeverage: gross / (held + buffer),
  }
}
