// Sums, products, comparisons, quotients, reading and writing of decimals as a trade meets them, by `Decimal` and by big.js,
// which is its oracle in tests. One run, repeats interleaved, the least time of each counts. The ratios come last.
//   node bench/decimal.bench.ts [repeats, 30 by default]
import Big from 'big.js'
import { Decimal } from '../packages/core/src/num/decimal.ts'

const repeats = Number(process.argv[2] ?? 30)
const count = 2000

/** Prices of one digit after the point, contracts of three, balances and fees of up to eight: the same on every run. */
function textsOf(seed: number, wholeMax: number, digits: number): readonly string[] {
  let state = seed
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return Array.from({ length: count }, () => String(Math.round(next() * wholeMax * 10 ** digits) / 10 ** digits))
}

const plain = (text: string): string => (Decimal.isDecimal(text) ? text : '0.5')
const balances = textsOf(1, 1_000_000, 8).map(plain)
const amounts = textsOf(2, 5_000, 8).map(plain)
const prices = textsOf(3, 100_000, 1).map(plain)
const contracts = textsOf(4, 10, 3).map((text) => (text === '0' ? '1' : plain(text)))
const costs = balances.map((text, i) => new Big(text).times(amounts[i] ?? '1').toFixed(18))

interface Pair {
  readonly name: string
  readonly ours: () => number
  readonly theirs: () => number
}

const read = (texts: readonly string[]): readonly Decimal[] => texts.map((text) => Decimal.of(text))
const readBig = (texts: readonly string[]): readonly Big[] => texts.map((text) => new Big(text))
const mine = {
  balances: read(balances),
  amounts: read(amounts),
  prices: read(prices),
  contracts: read(contracts),
  costs: read(costs),
}
const big = {
  balances: readBig(balances),
  amounts: readBig(amounts),
  prices: readBig(prices),
  contracts: readBig(contracts),
  costs: readBig(costs),
}
class Quotient extends Big {}
Quotient.DP = 18
Quotient.RM = 0

/** What is made is looked at, so that none of it can be left out. */
function over<T>(left: readonly T[], right: readonly T[], of: (a: T, b: T) => unknown): () => number {
  return () => {
    let seen = 0
    for (let i = 0; i < count; i += 1) if (of(left[i] as T, right[i] as T) !== undefined) seen += 1
    return seen
  }
}

const pairs: readonly Pair[] = [
  {
    name: 'plus',
    ours: over(mine.balances, mine.amounts, (a, b) => a.plus(b)),
    theirs: over(big.balances, big.amounts, (a, b) => a.plus(b)),
  },
  {
    name: 'plus, of 18 digits',
    ours: over(mine.costs, mine.costs, (a, b) => a.plus(b)),
    theirs: over(big.costs, big.costs, (a, b) => a.plus(b)),
  },
  {
    name: 'times',
    ours: over(mine.contracts, mine.prices, (a, b) => a.times(b)),
    theirs: over(big.contracts, big.prices, (a, b) => a.times(b)),
  },
  {
    name: 'times, of 18 digits',
    ours: over(mine.costs, mine.contracts, (a, b) => a.times(b)),
    theirs: over(big.costs, big.contracts, (a, b) => a.times(b)),
  },
  {
    name: 'compare',
    ours: over(mine.balances, mine.amounts, (a, b) => a.compare(b)),
    theirs: over(big.balances, big.amounts, (a, b) => a.cmp(b)),
  },
  {
    name: 'dividedBy, 18 digits',
    ours: over(mine.balances, mine.contracts, (a, b) => a.dividedBy(b, 18, 'down')),
    theirs: over(
      balances.map((text) => new Quotient(text)),
      contracts.map((text) => new Quotient(text)),
      (a, b) => a.div(b),
    ),
  },
  {
    name: 'of a text',
    ours: over(balances, balances, (text) => Decimal.of(text)),
    theirs: over(balances, balances, (text) => new Big(text)),
  },
  {
    name: 'toString',
    ours: over(mine.balances, mine.balances, (a) => a.toString()),
    theirs: over(big.balances, big.balances, (a) => a.toFixed()),
  },
]

function timed(run: () => number): number {
  const begunAt = performance.now()
  if (run() !== count) throw new Error('every one must be made')
  return ((performance.now() - begunAt) * 1e6) / count
}

const least = new Map(pairs.map(({ name }) => [name, { ours: Infinity, theirs: Infinity }]))
for (let i = 0; i < repeats; i += 1)
  for (const { name, ours, theirs } of pairs) {
    const row = least.get(name) as { ours: number; theirs: number }
    row.ours = Math.min(row.ours, timed(ours))
    row.theirs = Math.min(row.theirs, timed(theirs))
  }

console.log(`${count} of each, least of ${repeats} repeats, ns each`)
for (const [name, { ours, theirs }] of least)
  console.log(
    `${name.padEnd(22)} Decimal ${ours.toFixed(0).padStart(5)}   big.js ${theirs.toFixed(0).padStart(5)}   ${(theirs / ours).toFixed(1)}×`,
  )
