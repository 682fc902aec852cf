// Margins accounts of 10 and of 50 positions on the demo market under the house portfolio model, risk arrays at hand, and
// compares the hot path with the plain way of writing the formula. One run, repeats interleaved, the least time of each
// counts. The ratios come last.
//   node bench/margin.bench.ts [repeats, 40 by default]
import { readFileSync } from 'node:fs'
import { bindAccount } from '../packages/core/src/account/bind.ts'
import { parseBook, parseMarket, type Result } from '../packages/core/src/index.ts'
import { fundsOf } from '../packages/core/src/margin/funds.ts'
import type { CountedCollateral } from '../packages/core/src/margin/model.ts'
import type { PricedAccount } from '../packages/core/src/margin/priced-account.ts'
import { haircutsByTable } from '../packages/core/src/margin/table-rules.ts'
import type { Priced } from '../packages/core/src/pricing/priced.ts'
import { houseEngine, riskOf, riskOfUnits } from '../packages/core/src/venues/house/engine.ts'
import { houseDefault } from '../packages/core/src/venues/house/params.ts'
import { housePools } from '../packages/core/src/venues/house/pools.ts'
import { type Unit, unitsOf } from '../packages/core/src/venues/house/unit.ts'
import { plainMaintenance } from './plain-house.ts'

interface Case {
  readonly account: PricedAccount
  readonly collateral: readonly CountedCollateral[]
  readonly units: readonly Unit[]
}

const accountCount = 200
const repeats = Number(process.argv[2] ?? 40)
const budgets: Readonly<Record<number, number>> = { 10: 200_000, 50: 60_000 }
const { parameters } = houseDefault
const engine = houseEngine(parameters)
const market = valueOrThrow(
  parseMarket(JSON.parse(readFileSync(new URL('../examples/market-2024-01-08.json', import.meta.url), 'utf8'))),
)
const symbolsOf = (isOption: boolean): readonly string[] =>
  [...market.instruments.values()]
    .filter(({ instrument, mark }) => mark !== undefined && (instrument.kind === 'option') === isOption)
    .filter(({ instrument }) => instrument.kind !== 'spot')
    .map(({ instrument }) => instrument.symbol)
const options = symbolsOf(true)
const others = symbolsOf(false)

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems[0]?.message)
  return result.value
}

/** Seven options in ten, the rest perpetuals and futures; the same on every run. */
function makeCase(index: number, size: number): Case {
  const positions = Array.from({ length: size }, (_, i) => {
    const from = i % 10 < 7 ? options : others
    const symbol = from[Math.floor(from.length * frac((index + 1) * 0.618034 + i * 0.754878)) % from.length] ?? ''
    const contracts = String(Math.round(40 * (frac(index * 0.569841 + i * 0.414214) - 0.5)) || 1)
    return { symbol, contracts, entryPrice: i % 10 < 7 ? '0.05' : '2200' }
  })
  const balances = { ETH: '120', BTC: '0.5', USDC: '250000' }
  const book = valueOrThrow(parseBook({ format: 'plimsoll-book/1', account: `${index}`, balances, positions }))
  const account = withSharedPrices(bindAccount(book, market, 'portfolio'))
  const { collateral } = fundsOf(account, account.positions, haircutsByTable(parameters.tables.haircuts))
  return { account, collateral, units: unitsOf(account, account.positions, collateral, engine.memory) }
}

const pricedBySymbol = new Map<string, Priced>()

/** Accounts of one market hold the same priced instruments, and so share their risk arrays. */
function withSharedPrices(account: PricedAccount): PricedAccount {
  const positions = account.positions.map((position) => {
    const priced = pricedBySymbol.get(position.symbol) ?? position.priced
    pricedBySymbol.set(position.symbol, priced)
    return { ...position, priced }
  })
  return { ...account, positions }
}

function frac(x: number): number {
  return x - Math.floor(x)
}

type Way = (each: Case) => number

const ways: Readonly<Record<string, Way>> = {
  'plain loops': ({ units, account }) => plainMaintenance(units, account.currency, parameters),
  'hot path, units at hand': ({ units }) => riskOfUnits(units, engine).maintenance,
  'positions grouped anew': ({ account, collateral }) =>
    riskOf(account, account.positions, collateral, engine).maintenance,
  'pools with their trees': ({ account }) => housePools(account, engine)[0]?.maintenance.amount ?? Number.NaN,
}

/** Nanoseconds an account, the least of the repeats. */
function leastTimes(cases: readonly Case[]): ReadonlyMap<string, number> {
  const least = new Map<string, number>()
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [name, way] of Object.entries(ways)) {
      const from = performance.now()
      for (const each of cases) way(each)
      const time = ((performance.now() - from) * 1e6) / cases.length
      least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, time))
    }
  }
  return least
}

/** The largest relative difference from the plain loops. */
function largestError(cases: readonly Case[]): number {
  const plain = ways['plain loops'] as Way
  return Math.max(...cases.flatMap((each) => Object.values(ways).map((way) => Math.abs(way(each) / plain(each) - 1))))
}

const perSecond = (nanoseconds: number): string =>
  `${Math.round(1e9 / nanoseconds).toLocaleString('en')} accounts a second`

const lastLines: string[] = []
for (const size of [10, 50]) {
  const cases = Array.from({ length: accountCount }, (_, i) => makeCase(i, size))
  const error = largestError(cases)
  const least = leastTimes(cases)
  console.log(`${size} positions, ${accountCount} accounts, ${cases[0]?.units[0]?.plan.length} cells an instrument`)
  for (const [name, time] of least)
    console.log(`  ${name.padEnd(24)} ${(time / 1000).toFixed(2).padStart(8)} µs  ${perSecond(time)}`)
  console.log(`  largest relative difference ${error.toExponential(1)}`)
  const [plain, hot] = ['plain loops', 'hot path, units at hand'].map((name) => least.get(name) ?? Number.NaN) as [
    number,
    number,
  ]
  lastLines.push(
    `${size} positions: hot path ${(plain / hot).toFixed(1)} × the plain loops, ${(1e9 / hot / (budgets[size] ?? 1)).toFixed(1)} × its budget of ${budgets[size]?.toLocaleString('en')} a second`,
  )
  if (!(error < 1e-9)) throw new Error(`the ways must agree, differ by ${error}`)
}
console.log(lastLines.join('\n'))
