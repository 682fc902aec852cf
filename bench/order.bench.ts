// Checks one order against one account of 50 positions on the demo market under the house portfolio model, prices and sums
// at hand: the kernel (a P&L vector of 45 cells + contracts × row, tested against a limit until the first cell below it),
// the model's whole gate, the engine's whole check, and the plain check that margins the account anew. One run, repeats
// interleaved, the least time of each counts. The ratios come last.
//   node bench/order.bench.ts [repeats, 30 by default]
import { readFileSync } from 'node:fs'
import { engineRules } from '../packages/core/src/desk/engine-rules.ts'
import type { Account } from '../packages/core/src/engine/account.ts'
import { apply } from '../packages/core/src/engine/apply.ts'
import type { Command, OrderTerms } from '../packages/core/src/engine/command.ts'
import { checkOrder, checkOrderPlainly } from '../packages/core/src/engine/order/check.ts'
import { priceAccount, pricerOf } from '../packages/core/src/engine/standing/price-account.ts'
import { type EngineState, genesis } from '../packages/core/src/engine/state.ts'
import { Decimal, parseMarket, type Result } from '../packages/core/src/index.ts'
import type { OrderGate } from '../packages/core/src/margin/order-gate.ts'
import type { Priced } from '../packages/core/src/pricing/priced.ts'
import { staysAbove } from '../packages/core/src/scenario/within.ts'

const repeats = Number(process.argv[2] ?? 30)
const kernelBudgetNs = 100
const cells = 45
const size = 50
const rules = engineRules()
const market = valueOrThrow(
  parseMarket(JSON.parse(readFileSync(new URL('../examples/market-2024-01-08.json', import.meta.url), 'utf8'))),
)

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems[0]?.message)
  return result.value
}

function frac(x: number): number {
  return x - Math.floor(x)
}

/** The account of 50 positions: seven options in ten, the rest perpetuals and futures; the same on every run. */
function stateWithAccount(): EngineState {
  const state = genesis(market.currency, market.at)
  // The prices of the demo are hours apart, and all count as fresh here.
  state.core = { ...state.core, market, freshFrom: 0, config: { ...state.core.config, staleAfterMs: 86_400_000 } }
  const run = (command: Command): void => {
    const outcome = apply(state, command, rules)
    if (!outcome.done) throw new Error(outcome.refusal.message)
  }
  const at = market.at
  run({ type: 'open', at, account: 'desk', mode: 'portfolio', model: 'house/portfolio' })
  for (const [asset, amount] of Object.entries({ ETH: '120', BTC: '0.5', USDC: '900000' }))
    run({ type: 'deposit', at, account: 'desk', asset, amount: Decimal.of(amount) })
  for (const [i, symbol] of chosenSymbols().entries()) {
    const contracts = Decimal.of(String(Math.round(30 * (frac(i * 0.414214) - 0.5)) || 1))
    const priced = valueOrThrow(pricerOf(market)(symbol)).priced
    const leg = { account: 'desk', contracts, fee: Decimal.zero }
    run({ type: 'fill', at, symbol, price: Decimal.fromNumber(priced.mark).rounded(8, 'nearest-even'), legs: [leg] })
  }
  return state
}

function symbolsOf(isOption: boolean): readonly string[] {
  return [...market.instruments.values()]
    .filter(({ instrument, mark }) => mark !== undefined && (instrument.kind === 'option') === isOption)
    .filter(({ instrument }) => instrument.kind !== 'spot')
    .map(({ instrument }) => instrument.symbol)
}

function chosenSymbols(): readonly string[] {
  const others = symbolsOf(false)
  const options = symbolsOf(true)
  const step = Math.floor(options.length / size)
  return [...others, ...options.filter((_, i) => i % step === 0)].slice(0, size)
}

const state = stateWithAccount()
const account = state.accounts.get('desk') as Account
const model = valueOrThrow(rules.modelOf(account.rules, state.core.parameters))
const made = (): OrderGate => model.gate?.(priceAccount(account, state.core)) as OrderGate
const gate = made()
const small = orderOf(symbolsOf(false)[0] ?? '', '0.1')
const priced = valueOrThrow(pricerOf(market)(small.symbol)).priced

function orderOf(symbol: string, contracts: string): OrderTerms {
  const { mark } = valueOrThrow(pricerOf(market)(symbol)).priced
  return { id: 'a', symbol, contracts: Decimal.of(contracts), price: Decimal.fromNumber(mark), reduceOnly: false }
}

/** The largest order of a symbol, of a sign, that certainly fits: its cells decide, not the first bound. */
function largestIn(instrument: Priced, sign: 1 | -1): number {
  let [fits, breaches] = [0, 1e9]
  for (let i = 0; i < 60; i++) {
    const middle = (fits + breaches) / 2
    if (gate.fits(instrument, sign * middle, instrument.mark)) fits = middle
    else breaches = middle
  }
  return sign * fits
}

const sold = largestIn(priced, -1)
const bought = largestIn(priced, 1)
const nearLimit = 0.999 * (Math.abs(sold) > Math.abs(bought) ? sold : bought)
const [vector, row] = [0.7, 0.3].map((seed) =>
  Float64Array.from({ length: cells }, (_, i) => 1000 * (frac(seed * (i + 1)) - 0.5)),
) as [Float64Array, Float64Array]
const floor = -1e6
const breach = orderOf(small.symbol, '1000000000')
const half = { ...account, positions: new Map([...account.positions].slice(1)) }
const changedRows = [half, account].map((each) =>
  priceAccount(rowsOnly(each, half === each ? account : half), state.core),
)

/** The one position that differs, as a change is told to a gate. */
function rowsOnly(of: Account, other: Account): Account {
  const positions = new Map([...of.positions].filter(([key, row]) => other.positions.get(key) !== row))
  return { ...of, positions, balances: new Map(), orders: new Map() }
}

const [gone, back] = changedRows as [ReturnType<typeof priceAccount>, ReturnType<typeof priceAccount>]

interface Way {
  readonly name: string
  readonly times: number
  /** Whether it answers that the order fits. */
  readonly fits: boolean
  readonly once: (i: number) => boolean
}

const ways: readonly Way[] = [
  // The quantity changes, so that nothing can be hoisted out of the loop.
  { name: 'kernel, 45 cells', times: 200_000, fits: true, once: (i) => staysAbove(vector, row, 1 + (i & 7), floor) },
  {
    name: 'kernel, breach at once',
    times: 200_000,
    fits: false,
    once: (i) => staysAbove(vector, row, 1 + (i & 7), 1e7),
  },
  {
    name: 'gate, by its bound',
    times: 200_000,
    fits: true,
    once: (i) => gate.fits(priced, 0.1 + (i & 7) / 100, priced.mark),
  },
  {
    name: 'gate, by its cells',
    times: 100_000,
    fits: true,
    once: (i) => gate.fits(priced, nearLimit * (1 - (i & 7) / 1e6), priced.mark),
  },
  {
    name: 'engine, whole check',
    times: 20_000,
    fits: true,
    once: () => checkOrder(state, account, small, rules).verdict === 'fits',
  },
  {
    name: 'plain check',
    times: 20,
    fits: true,
    once: () => checkOrderPlainly(state, account, small, rules).verdict === 'fits',
  },
  {
    name: 'plain, with the largest',
    times: 1,
    fits: false,
    once: () => checkOrderPlainly(state, account, breach, rules).verdict === 'fits',
  },
  { name: 'gate carried by a fill', times: 500, fits: true, once: () => gate.changed(gone, back) !== null },
  { name: 'gate made anew', times: 100, fits: true, once: () => made() !== null },
]

/** Nanoseconds a check. */
function timeOnce({ name, times, fits, once }: Way): number {
  let count = 0
  const from = performance.now()
  for (let i = 0; i < times; i++) if (once(i)) count += 1
  const time = ((performance.now() - from) * 1e6) / times
  if (count !== (fits ? times : 0))
    throw new Error(`${name} must answer ${fits} ${times} times, answers true ${count} times`)
  return time
}

const least = new Map<string, number>()
for (let repeat = 0; repeat < repeats; repeat++)
  for (const way of ways) least.set(way.name, Math.min(least.get(way.name) ?? Number.POSITIVE_INFINITY, timeOnce(way)))
console.log(`one order against an account of ${account.positions.size} positions, ${repeats} repeats`)
for (const [name, time] of least)
  console.log(
    `  ${name.padEnd(24)} ${time < 10_000 ? `${time.toFixed(1).padStart(10)} ns` : `${(time / 1000).toFixed(1).padStart(10)} µs`}`,
  )
const timeOf = (name: string): number => least.get(name) ?? Number.NaN
for (const name of ['kernel, 45 cells', 'gate, by its bound', 'gate, by its cells', 'engine, whole check'])
  console.log(
    `${name}: ${(timeOf('plain check') / timeOf(name)).toFixed(0)} × the plain check, ${(timeOf(name) / kernelBudgetNs).toFixed(2)} of the budget of ${kernelBudgetNs} ns`,
  )
