import { type Coin, coins, type Fields, firstIndex, type Listed, listed } from './listings.ts'
import type { Random } from './random.ts'

/** Where the simulated market stands, whatever the engine was told of it. */
export interface MarketPath {
  readonly indexOf: (coin: Coin) => number
  /** Quote currency; of an inverse option settlement coin. Roughly right for options: enough to trade at. */
  readonly priceOf: (listed: Listed) => number
  /** One step: calm, or the middle of a crash. */
  readonly move: () => void
  /** A `prices` command without its instant: everything that is listed, less what the feed leaves out. */
  readonly told: (symbols: ReadonlySet<string>) => Fields
}

export function marketPathOf(random: Random): MarketPath {
  const index: Record<Coin, number> = { ...firstIndex }
  let crashLeft = 0
  let direction = -1
  const dollar = { USDT: 1, USDC: 1 }
  const indexOf = (coin: Coin): number => index[coin]
  const priceOf = (each: Listed): number => priceIn(each, index[each.coin], dollarOf(dollar, each.quote))
  return {
    indexOf,
    priceOf,
    move: () => {
      if (crashLeft > 0) crashLeft -= 1
      else if (random.chance(0.08)) {
        crashLeft = 2 + random.below(4)
        direction = random.chance(0.7) ? -1 : 1
      }
      const shared = crashLeft > 0 ? direction * random.between(0.02, 0.16) : random.between(-0.012, 0.012)
      for (const coin of coins) index[coin] *= 1 + shared + random.between(-0.006, 0.006)
      dollar.USDT = 1 + random.between(-0.004, 0.003) + (crashLeft > 0 ? shared / 20 : 0)
    },
    told: (symbols) =>
      told(
        random,
        listed.filter(({ symbol }) => symbols.has(symbol)),
        { indexOf, priceOf, dollar },
      ),
  }
}

interface Prices {
  readonly indexOf: (coin: Coin) => number
  readonly priceOf: (listed: Listed) => number
  readonly dollar: Readonly<Record<'USDT' | 'USDC', number>>
}

function told(random: Random, instruments: readonly Listed[], { indexOf, priceOf, dollar }: Prices): Fields {
  // A feed may leave out any one price, and now and then most of them.
  const missing = random.weighted({ none: 12, some: 2, most: 1 })
  const isTold = (): boolean => missing === 'none' || random.chance(missing === 'some' ? 0.85 : 0.3)
  const contracts = instruments.filter(({ kind }) => kind !== 'spot')
  const marks = contracts.filter(({ kind }) => kind !== 'option').filter(isTold)
  const options = contracts.filter(({ kind }) => kind === 'option').filter(isTold)
  return {
    type: 'prices',
    assets: {
      ...(isTold() ? { USDT: { price: decimal(dollar.USDT, 6), stable: true } } : {}),
      ...(isTold() ? { USDC: { price: decimal(dollar.USDC, 6), stable: true } } : {}),
      ...(isTold() ? { BTC: { price: decimal(indexOf('BTC'), 2) } } : {}),
    },
    indexes: Object.fromEntries(coins.filter(isTold).map((coin) => [coin, decimal(indexOf(coin), 2)])),
    marks: Object.fromEntries(marks.map((each) => [each.symbol, decimal(priceOf(each), 2)])),
    vols: Object.fromEntries(
      options.map(({ symbol }) => [symbol, random.chance(0.01) ? null : 0.5 + random.below(40) / 100]),
    ),
  }
}

function dollarOf(dollar: Readonly<Record<string, number>>, quote: string): number {
  return dollar[quote] ?? 1
}

/** Intrinsic value and a little time value for an option; the index with a small premium for the rest. */
function priceIn({ kind, isInverse, strike = 0, right }: Listed, index: number, dollar: number): number {
  if (kind !== 'option') return (index * 1.0005) / dollar
  const intrinsic = Math.max(0, right === 'call' ? index - strike : strike - index)
  const value = intrinsic + 0.03 * index
  return isInverse ? value / index : value / dollar
}

/** Plain digits of a figure, rounded; never with an exponent, a sign of zero or needless zeros. */
export function decimal(x: number, digits: number): string {
  const text = x
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  return text === '-0' ? '0' : text
}
