import type { Decimal } from '@plimsoll/core'
import type { BookKind, PlanInput, PlannedBook } from './book.ts'
import { marketMakers } from './market-makers.ts'
import { type Random, randomOf } from './random.ts'
import { inUnits } from './units.ts'

/** All of these shares and sizes are assumed: they are meant to be plausible, not measured on any venue. */
const kinds: readonly (readonly [BookKind, number])[] = [
  ['long', 54],
  ['long basket', 13],
  ['short', 13],
  ['pair', 6],
  ['cash and carry', 6],
  ['covered call', 3],
  ['protective put', 3],
  ['short strangle', 2],
]

/** Leverage chosen by those who bet on a direction. */
const leverages: readonly (readonly [number, number])[] = [
  [1, 8],
  [2, 14],
  [3, 18],
  [5, 20],
  [10, 20],
  [20, 12],
  [25, 4],
  [50, 4],
]

/** Collateral in USDT: few are large. */
const sizes: readonly (readonly [number, number])[] = [
  [200, 18],
  [500, 20],
  [1000, 20],
  [2500, 16],
  [5000, 11],
  [10_000, 8],
  [25_000, 4],
  [100_000, 2],
  [400_000, 0.5],
]

/** Share of the collateral that is put to use at the chosen leverage. */
const uses: readonly (readonly [number, number])[] = [
  [0.25, 20],
  [0.5, 30],
  [0.75, 30],
  [0.9, 20],
]

const collaterals: readonly (readonly [string, number])[] = [
  ['USDT', 80],
  ['BTC', 8],
  ['ETH', 6],
  ['USDC', 6],
]

/** How often a coin is traded; those that are not named count one. */
const coinWeights: Readonly<Record<string, number>> = { BTC: 34, ETH: 26, SOL: 14, XRP: 8, DOGE: 6, BNB: 4 }

/** Share of the bars at whose ends books are opened: all are there before the middle of the history. */
const openingFrac = 0.4
const makersFrac = 0.01

/**
 * A made-up population: the same for the same seed, history and number on every machine. Market makers take the other
 * side of what all others hold in each perpetual together.
 */
export function planPopulation(input: PlanInput): readonly PlannedBook[] {
  const { population, seed } = input
  const openings = openingTicks(input)
  const makers = Math.max(2, Math.round(population * makersFrac))
  const books = Array.from({ length: Math.max(0, population - makers) }, (_, i) =>
    // Each book has numbers of its own: a change of one kind leaves the books of others as they are.
    planBook(`b${String(i + 1).padStart(5, '0')}`, openings, input, randomOf(seed * 1_000_003 + i)),
  )
  return [...books, ...marketMakers(books, makers, input, randomOf(seed ^ 0x5bd1e995))]
}

/** Ticks at which books open: ends of bars, which are there whatever the steps between them. */
function openingTicks({ ticks }: PlanInput): readonly number[] {
  const closes = ticks.flatMap(({ isClose }, i) => (isClose ? [i] : []))
  return closes.slice(0, Math.max(1, Math.floor(closes.length * openingFrac)))
}

function planBook(id: string, openings: readonly number[], input: PlanInput, random: Random): PlannedBook {
  const tick = openings[random.below(openings.length)] as number
  const maker = new BookMaker(id, input, random, tick)
  return maker.book(random.pick(kinds.filter(([kind]) => maker.canMake(kind))))
}

interface Sized {
  readonly symbol: string
  readonly coin: string
  /** USDT, signed. */
  readonly notional: number
}

/** One book being made at the prices of its tick. */
class BookMaker {
  readonly #id: string
  readonly #input: PlanInput
  readonly #random: Random
  readonly #tick: number

  constructor(id: string, input: PlanInput, random: Random, tick: number) {
    this.#id = id
    this.#input = input
    this.#random = random
    this.#tick = tick
  }

  canMake(kind: BookKind): boolean {
    const { coins, options } = this.#input.market
    if (kind === 'pair' || kind === 'long basket') return coins.length > 1
    return ['covered call', 'protective put', 'short strangle'].includes(kind) ? options.length > 0 : true
  }

  book(kind: BookKind): PlannedBook {
    switch (kind) {
      case 'long':
        return this.#directional(kind, [[this.#coin(), 1]])
      case 'short':
        return this.#directional(kind, [[this.#coin(), -1]])
      case 'long basket':
        return this.#basket()
      case 'pair':
        return this.#pair()
      case 'cash and carry':
        return this.#carry()
      case 'covered call':
        return this.#coveredCall()
      case 'protective put':
        return this.#protectivePut()
      default:
        return this.#strangle()
    }
  }

  #size(): number {
    return this.#random.pick(sizes) * this.#random.between(0.6, 1.4)
  }

  #coin(): string {
    return this.#random.pick(this.#input.market.coins.map((coin) => [coin, coinWeights[coin] ?? 1] as const))
  }

  #price(coin: string): number {
    const { market, ticks } = this.#input
    return ticks[this.#tick]?.prices[market.coins.indexOf(coin)] as number
  }

  #directional(kind: BookKind, shares: readonly (readonly [coin: string, share: number])[]): PlannedBook {
    const leverage = this.#random.pick(leverages)
    const collateral = this.#size()
    const gross = collateral * leverage * this.#random.pick(uses)
    const asset = this.#random.pick(
      collaterals.filter(([name]) => name.startsWith('USD') || this.#input.market.coins.includes(name)),
    )
    const legs = shares.map(([coin, share]) => this.#perpetual(coin, gross * share))
    return this.#made(kind, leverage, [[asset, collateral]], legs)
  }

  #basket(): PlannedBook {
    const coins = new Set([this.#coin(), this.#coin(), this.#coin(), this.#coin()])
    return this.#directional(
      'long basket',
      [...coins].map((coin) => [coin, 1 / coins.size] as const),
    )
  }

  #pair(): PlannedBook {
    const long = this.#coin()
    const others = this.#input.market.coins.filter((coin) => coin !== long)
    const short = this.#random.pick(others.map((coin) => [coin, coinWeights[coin] ?? 1] as const))
    const leverage = this.#random.pick([
      [2, 1],
      [3, 2],
      [5, 2],
      [10, 2],
      [20, 1],
    ])
    const collateral = this.#size()
    const side = (collateral * leverage * this.#random.pick(uses)) / 2
    return this.#made(
      'pair',
      leverage,
      [['USDT', collateral]],
      [this.#perpetual(long, side), this.#perpetual(short, -side)],
    )
  }

  /** The coin held, as many sold forward, and a buffer of stablecoins. */
  #carry(): PlannedBook {
    const coin = this.#major()
    const notional = this.#size()
    const buffer = this.#random.pick([
      [0.12, 2],
      [0.25, 3],
      [0.4, 1],
    ])
    const leverage = Math.ceil(1 / buffer)
    const deposits: readonly (readonly [string, number])[] = [
      [coin, notional],
      ['USDT', notional * buffer],
    ]
    return this.#made('cash and carry', leverage, deposits, [this.#perpetual(coin, -notional)])
  }

  #coveredCall(): PlannedBook {
    const coin = this.#optionCoin()
    const notional = this.#size()
    const deposits: readonly (readonly [string, number])[] = [
      [coin, notional],
      ['USDT', notional * 0.3],
    ]
    return this.#made('covered call', 1, deposits, [this.#option(coin, 'call', 1.05, -notional)])
  }

  #protectivePut(): PlannedBook {
    const coin = this.#optionCoin()
    const leverage = this.#random.pick([
      [3, 2],
      [5, 2],
      [10, 1],
    ])
    const collateral = this.#size()
    const notional = collateral * leverage * this.#random.pick(uses) * 0.8
    const legs = [this.#perpetual(coin, notional), this.#option(coin, 'put', 0.95, notional)]
    return this.#made('protective put', leverage, [['USDT', collateral]], legs)
  }

  #strangle(): PlannedBook {
    const coin = this.#optionCoin()
    const collateral = this.#size()
    const notional = collateral * this.#random.between(0.5, 2)
    const legs = [this.#option(coin, 'call', 1.1, -notional), this.#option(coin, 'put', 0.9, -notional)]
    return this.#made('short strangle', 1, [['USDT', collateral]], legs)
  }

  #major(): string {
    const { coins } = this.#input.market
    const majors = ['BTC', 'ETH', 'SOL'].filter((coin) => coins.includes(coin))
    return this.#random.pick(
      (majors.length > 0 ? majors : coins).map((coin) => [coin, coinWeights[coin] ?? 1] as const),
    )
  }

  #optionCoin(): string {
    const coins = new Set(this.#input.market.options.map(({ coin }) => coin))
    return this.#random.pick([...coins].map((coin) => [coin, coinWeights[coin] ?? 1] as const))
  }

  #perpetual(coin: string, notional: number): Sized {
    return { symbol: `${coin}/USDT:USDT`, coin, notional }
  }

  /** The listed one whose strike is nearest to a share of the price. */
  #option(coin: string, right: 'call' | 'put', share: number, notional: number): Sized {
    const wanted = this.#price(coin) * share
    const [nearest] = this.#input.market.options
      .filter((option) => option.coin === coin && option.right === right)
      .sort((a, b) => Math.abs(a.strike - wanted) - Math.abs(b.strike - wanted))
    return { symbol: nearest?.symbol ?? '', coin, notional }
  }

  #made(
    kind: BookKind,
    leverage: number,
    deposits: readonly (readonly [asset: string, value: number])[],
    legs: readonly Sized[],
  ): PlannedBook {
    const collateral = deposits.reduce((sum, [, value]) => sum + value, 0)
    const gross = legs.reduce((sum, { notional }) => sum + Math.abs(notional), 0)
    return {
      id: this.#id,
      kind,
      tick: this.#tick,
      leverage,
      deposits: deposits.map(([asset, value]) => ({ asset, amount: this.#amount(asset, value) })),
      legs: legs.map(({ symbol, coin, notional }) => ({ symbol, contracts: inUnits(notional / this.#price(coin)) })),
      effectiveLeverage: gross / collateral,
    }
  }

  #amount(asset: string, value: number): Decimal {
    return inUnits(asset.startsWith('USD') ? value : value / this.#price(asset))
  }
}
