// Re-prices an exchange's chain, 500 strikes with a call and a put each, in 45 scenarios, and compares the kernel with the
// plain way of writing it. One run, repeats interleaved, the least time of each counts. The ratio is the last line.
//   node bench/revalue.bench.ts [repeats, 200 by default]

import { log } from '../packages/core/src/num/exp-log.ts'
import { black76 } from '../packages/core/src/pricing/black76.ts'
import {
  black76Cells,
  black76PairCells,
  type ScenarioCells,
  scenarioCells,
} from '../packages/core/src/pricing/black76-cells.ts'
import { truthCases } from '../packages/core/src/pricing/testdata/truth-cases.ts'
import { naiveBlack76 } from './naive-black76.ts'

interface Strike {
  readonly forward: number
  readonly strike: number
  readonly logMoneyness: number
  readonly vol: number
  readonly tteYears: number
}

const volFactors = [0.72, 1, 1.28]
const repeats = Number(process.argv[2] ?? 200)
const chain = makeChain()
const cells = makeCells()
const width = cells.count
const length = 2 * chain.length * width

/** Nine expiries from a day to nine months, strikes within 2.5 deviations; the same on every run. */
function makeChain(): readonly Strike[] {
  const days = [1, 2, 7, 14, 30, 60, 90, 180, 270]
  return Array.from({ length: 500 }, (_, i) => {
    const tteYears = (days[i % days.length] ?? 1) / 365
    const vol = 0.4 + 0.6 * frac(i * 0.618034)
    const forward = 2222.25 * (1 + 0.05 * tteYears)
    const strike = forward * Math.exp(vol * Math.sqrt(tteYears) * (5 * frac(i * 0.414214) - 2.5))
    return { forward, strike, logMoneyness: log(forward / strike), vol, tteYears }
  })
}

/** Fifteen moves from −21 % to +21 %, each under three vols. */
function makeCells(): ScenarioCells {
  const moves = Float64Array.from({ length: 45 }, (_, i) => 0.79 + 0.03 * Math.floor(i / 3))
  return scenarioCells(
    moves,
    Uint8Array.from(moves, (_, i) => i % 3),
  )
}

function frac(x: number): number {
  return x - Math.floor(x)
}

function naive(out: Float64Array): void {
  for (const [i, { forward, strike, vol, tteYears }] of chain.entries()) {
    for (let c = 0; c < width; c++) {
      const moved = forward * (cells.moves[c] ?? 0)
      const shocked = vol * (volFactors[cells.volIndex[c] ?? 0] ?? 0)
      out[2 * i * width + c] = naiveBlack76('call', moved, strike, shocked, tteYears)
      out[(2 * i + 1) * width + c] = naiveBlack76('put', moved, strike, shocked, tteYears)
    }
  }
}

function scalar(out: Float64Array): void {
  for (const [i, { forward, strike, vol, tteYears }] of chain.entries()) {
    for (let c = 0; c < width; c++) {
      const moved = forward * (cells.moves[c] ?? 0)
      const option = { forward: moved, strike, vol: vol * (volFactors[cells.volIndex[c] ?? 0] ?? 0), tteYears }
      out[2 * i * width + c] = black76({ right: 'call', ...option })
      out[(2 * i + 1) * width + c] = black76({ right: 'put', ...option })
    }
  }
}

const totalVols = new Float64Array(volFactors.length)

function setTotalVols({ vol, tteYears }: Strike): void {
  const root = Math.sqrt(tteYears)
  for (let v = 0; v < volFactors.length; v++) totalVols[v] = vol * (volFactors[v] ?? 0) * root
}

function oneByOne(out: Float64Array): void {
  for (let i = 0; i < chain.length; i++) {
    const { forward, strike, logMoneyness } = chain[i] as Strike
    setTotalVols(chain[i] as Strike)
    black76Cells({ forward, strike, logMoneyness, right: 1 }, cells, totalVols, out, 2 * i * width)
    black76Cells({ forward, strike, logMoneyness, right: -1 }, cells, totalVols, out, (2 * i + 1) * width)
  }
}

function pairs(out: Float64Array): void {
  for (let i = 0; i < chain.length; i++) {
    setTotalVols(chain[i] as Strike)
    const offsets = { call: 2 * i * width, put: (2 * i + 1) * width }
    black76PairCells(chain[i] as Strike, cells, totalVols, out, offsets)
  }
}

/** Nanoseconds a cell, the least of the repeats. */
function leastTimes(ways: readonly ((out: Float64Array) => void)[]): readonly number[] {
  const out = new Float64Array(length)
  const least = ways.map(() => Number.POSITIVE_INFINITY)
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [w, way] of ways.entries()) {
      const from = performance.now()
      way(out)
      least[w] = Math.min(least[w] ?? 0, ((performance.now() - from) * 1e6) / length)
    }
  }
  return least
}

/** The largest difference from the scalar path, in forwards. */
function errorOf(way: (out: Float64Array) => void): number {
  const found = new Float64Array(length)
  const expected = new Float64Array(length)
  way(found)
  scalar(expected)
  return found.reduce((worst, price, i) => {
    const { forward } = chain[Math.floor(i / (2 * width))] as Strike
    return Math.max(worst, Math.abs(price - (expected[i] ?? 0)) / (forward * (cells.moves[i % width] ?? 1)))
  }, 0)
}

/** The largest errors against 60 digits: of the kernel in units of the larger of forward and strike, of the scalar path relative. */
function errorsAgainstTruth(): { readonly kernel: number; readonly scalar: number } {
  const one = scenarioCells(Float64Array.of(1), Uint8Array.of(0))
  const out = new Float64Array(1)
  let kernel = 0
  let relative = 0
  for (const { option, price } of truthCases) {
    const { right, forward, strike, vol, tteYears } = option
    const root = Float64Array.of(vol * Math.sqrt(tteYears))
    black76Cells({ forward, strike, right: right === 'call' ? 1 : -1 }, one, root, out, 0)
    kernel = Math.max(kernel, Math.abs((out[0] ?? 0) - price) / Math.max(forward, strike))
    relative = Math.max(relative, Math.abs(black76(option) / price - 1))
  }
  return { kernel, scalar: relative }
}

const [naiveTime = 0, scalarTime = 0, oneTime = 0, pairTime = 0] = leastTimes([naive, scalar, oneByOne, pairs])
const truth = errorsAgainstTruth()
const ns = (time: number) => `${time.toFixed(2).padStart(8)} ns a cell`
const times = (time: number) => `${(naiveTime / time).toFixed(1).padStart(5)}×`

console.log(`${chain.length} strikes × call and put × ${width} scenarios, least of ${repeats}`)
console.log(`naive, Cody's distribution   ${ns(naiveTime)}`)
console.log(`scalar path                  ${ns(scalarTime)}   ${times(scalarTime)}`)
console.log(
  `kernel, option by option     ${ns(oneTime)}   ${times(oneTime)}   error ${errorOf(oneByOne).toExponential(1)} forwards`,
)
console.log(
  `kernel, call and put at once ${ns(pairTime)}   ${times(pairTime)}   error ${errorOf(pairs).toExponential(1)} forwards`,
)
console.log(
  `${truthCases.length} options of 60 digits: kernel ${truth.kernel.toExponential(1)} of the larger of forward and strike,`,
)
console.log(`  scalar path ${truth.scalar.toExponential(1)} relative`)
console.log(`ratio to naive, chain at once: ${(naiveTime / pairTime).toFixed(2)}`)
