import { expect, test, vi } from 'vitest'
import { type Fields, listing } from '../testkit/builders.ts'
import { engineAt, engineWith, rules, run, usualPrices } from '../testkit/engine.ts'
import { type Random, randomOf } from '../testkit/random.ts'
import { apply, dryRun, type Outcome } from './apply.ts'
import { changeLawsBroken, lawsBroken } from './laws.ts'
import { copyOf, type EngineState } from './state.ts'
import { parseCommand } from './text/command-schema.ts'
import { stateOfText, stateText } from './text/snapshot.ts'

vi.setConfig({ testTimeout: 240_000 })

const mutations = 100_000
/** One in so many is also asked whether the laws hold and a snapshot is read back. */
const thorough = 50
/** Commands after which a state begins anew. */
const stretch = 400

const [perpetual, inverse, expiring] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'BTC/USDT:USDT-260102']
const [put, spot, unpriced] = ['BTC/USDC:USDC-260327-50000-P', 'BTC/USDT', 'SOL/USDT:USDT']
const symbols = [perpetual, inverse, expiring, put, spot]
const models = {
  anna: 'generic/cross',
  ben: 'generic/isolated',
  carl: 'house/portfolio',
  dora: 'okx/portfolio',
  emil: 'deribit/portfolio',
  fay: 'binance/portfolio-margin',
  gus: 'hyperliquid/cross',
  hana: 'bybit/isolated',
  ivy: 'generic/isolated',
}
const names = Object.keys(models)
const hedged = ['gus', 'ivy']
const modes = { isolated: 'isolated', cross: 'cross' } as Readonly<Record<string, string>>
const modeOf = (model: string): string => modes[model.split('/')[1] ?? ''] ?? 'portfolio'

function beginning(): EngineState {
  const state = engineWith(symbols)
  run(
    state,
    { type: 'list', instruments: [listing(unpriced, { mark: undefined })] },
    { type: 'fund-deposit', asset: 'USDT', amount: '1000' },
    ...Object.entries(models).flatMap(([account, model]) => [
      { type: 'open', account, mode: modeOf(model), model },
      { type: 'deposit', account, asset: 'USDT', amount: '20000' },
      { type: 'deposit', account, asset: 'ETH', amount: '10' },
    ]),
    ...hedged.map((account) => ({ type: 'set-hedge-mode', account, hedge: true })),
  )
  return state
}

/** Small, odd and giant; then what is none. */
const numbers = ['0', '1', '-1', '0.1', '-0.3', '2', '-7', '0.00000001', '-0.000000000000000001', '50000', '0.0001']
const giants = ['999999999999999', '-999999999999999.999999999999999999', '1000000000000000', '1e5', 'NaN', '', '-0']

function arbitraryCommand(random: Random, at: number): Record<string, unknown> {
  const account = random.pick(names)
  const symbol = random.pick(symbols)
  const amount = random.pick(numbers)
  const asset = random.pick(['USDT', 'USDC', 'ETH', 'BTC', 'USD'])
  const price = symbol === inverse ? '2500' : symbol === put ? random.pick(['0', '3000']) : '50000'
  const sideOf = (of: string): Fields =>
    hedged.includes(of) && symbol !== spot ? { side: random.pick(['long', 'short']) } : {}
  const side = sideOf(account)
  const model = random.pick(Object.values(models))
  const leg = (of: string): Fields => ({ account: of, contracts: amount, fee: '0.5', ...sideOf(of) })
  const made: readonly Fields[] = [
    { type: 'open', account: `new${random.int(0, 9)}`, mode: modeOf(model), model },
    { type: 'deposit', account, asset, amount: '100' },
    { type: 'withdraw', account, asset, amount: '50' },
    { type: 'transfer', account, to: random.pick(names), asset, amount: '7' },
    { type: 'fund-deposit', asset, amount: '1' },
    { type: 'list', instruments: [listing(`${random.pick(['A', 'B', 'C'])}/USDT:USDT`, { mark: undefined })] },
    usualPrices(symbols, at, { BTC: random.pick([1, 1, 0.8, 1.3]), ETH: random.pick([1, 0.7]) }),
    { type: 'prices', vols: { [put]: random.pick([0.6, 0.2, 3, null]) } },
    { type: 'fill', symbol, price, legs: [leg(account)] },
    { type: 'fill', symbol, price, legs: [leg(account), leg(account)] },
    {
      type: 'fill',
      symbol,
      price,
      legs: [leg(account), { ...leg(random.pick(names)), order: `o${random.int(0, 4)}` }],
    },
    {
      type: 'order',
      account,
      order: { id: `o${random.int(0, 4)}`, symbol, contracts: amount, price, reduceOnly: random.oneIn(3), ...side },
    },
    { type: 'cancel', account, order: `o${random.int(0, 4)}` },
    { type: 'funding', symbol, rateFrac: random.pick(['0.0001', '-0.01', '0.5']) },
    { type: 'accrue-funding', symbol, rateFrac: random.pick(['0.0001', '-0.01', '0.5']) },
    { type: 'interest', asset, rateFrac: '0.001' },
    { type: 'settle', symbol, price },
    { type: 'set-leverage', account, symbol, leverage: random.pick([1, 3, 10, 100]) },
    { type: 'add-margin', account: random.pick(['ben', 'hana']), symbol, amount },
    { type: 'add-margin', account: 'ivy', symbol, amount, side: random.pick(['long', 'short']) },
    { type: 'set-isolated', account, symbol, isolated: random.oneIn(2) },
    { type: 'set-hedge-mode', account, hedge: random.oneIn(2) },
    { type: 'accept-disclosure', account, disclosure: 'risks' },
    { type: 'switch-mode', account, mode: modeOf(model), model },
    { type: 'change-rules', account, model, effectiveAt: at + random.int(0, 5000) },
    { type: 'change-rules', ofModel: random.pick(Object.values(models)), model, effectiveAt: at + random.int(0, 5000) },
    { type: 'define-parameters', name: `set${random.int(0, 3)}`, document: { model, parameters: {} } },
    { type: 'configure', config: { staleAfterMs: random.pick([1000, 60_000, 10_000_000]), jumpMaxFrac: 0.5 } },
    { type: 'resume' },
    { type: 'liquidate', account },
  ]
  // Prices keep the rest from being refused for want of them.
  return random.oneIn(5) ? { ...usualPrices(symbols, at), at } : { at, ...random.pick(made) }
}

const doable =
  'open deposit withdraw transfer fund-deposit list prices fill order cancel funding accrue-funding interest settle'
    .concat(' set-leverage add-margin set-isolated set-hedge-mode accept-disclosure switch-mode change-rules configure')
    .concat(' resume liquidate')
    .split(' ')

/** Something else in place of one value, a field too many, or one too few; at any depth. */
function mutated(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.oneIn(6)) return [...value, ...value]
    return value.toSpliced(random.int(0, value.length - 1), 1, mutated(random.pick(value), random))
  }
  if (typeof value !== 'object' || value === null) return other(value, random)
  const keys = Object.keys(value)
  if (keys.length === 0 || random.oneIn(12)) return { ...value, [random.pick(['extra', '__proto__', ''])]: 1 }
  const key = random.pick(keys)
  const { [key]: one, ...rest } = value as Record<string, unknown>
  if (random.oneIn(12)) return rest
  return { ...value, [key]: mutated(one, random) }
}

function other(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return random.pick([value + 1, value + 1, value + 7, -1, 0.5, 1e300, String(value), 0])
  if (typeof value === 'boolean') return random.pick([!value, 'true'])
  if (typeof value !== 'string') return random.pick([0, '1', {}])
  if (/^-?\d/.test(value)) return random.pick([...numbers, ...giants])
  return random.pick([...names, ...symbols, unpriced, 'FOO', '@fund', 'a b', ...Object.values(models), 7, null, ''])
}

/** What does not depend on the count and the clock, to be compared by identity: accounts and tables are never changed in place. */
function pictureOf({ core, accounts, books, openContracts }: EngineState): readonly unknown[] {
  const { sequence: _count, at: _clock, ...rest } = core
  return [...Object.values(rest), ...accounts.values(), ...books.values(), ...openContracts.values()]
}

function isSamePicture(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, i) => each === other[i])
}

/** What is wrong about a command and what it did, in words. */
function wrongOf(state: EngineState, fields: unknown, outcomes: Set<string>, isThorough: boolean): string | undefined {
  const parsed = parseCommand(fields)
  if (!parsed.ok) {
    for (const { code } of parsed.problems) outcomes.add(code)
    return undefined
  }
  const before = pictureOf(state)
  const copy = isThorough ? copyOf(state) : undefined
  const { accounts: _accounts, core: _core, ...said } = dryRun(state, parsed.value, rules)
  if (!isSamePicture(before, pictureOf(state))) return 'a dry run must change nothing'
  const outcome: Outcome = apply(state, parsed.value, rules)
  outcomes.add(`${parsed.value.type} ${outcome.done ? 'done' : outcome.refusal.code}`)
  if (JSON.stringify(said) !== JSON.stringify(outcome)) return 'a dry run must say what happens'
  if (!outcome.done && outcome.refusal.code === 'engine.bug') return outcome.refusal.message
  if (outcome.events.length === 0 && !isSamePicture(before, pictureOf(state)))
    return 'without events nothing may change'
  if (copy === undefined) return undefined
  const [broken] = [...lawsBroken(state), ...changeLawsBroken(copy, outcome.events, state)]
  if (broken !== undefined) return broken
  const text = stateText(state)
  return stateText(stateOfText(text)) === text ? undefined : 'a state must be read back as it was'
}

test(`${mutations} mutated commands: none throws, none refused changes anything, each does what its dry run says`, () => {
  const random = randomOf(1)
  const outcomes = new Set<string>()
  let state = beginning()
  let at = engineAt
  const found: string[] = []
  for (let i = 0; i < mutations; i += 1) {
    if (i % stretch === 0) {
      state = beginning()
      at = engineAt
    }
    at = Math.max(at, state.core.at) + (random.oneIn(300) ? 50_000_000 : random.int(0, 300))
    const valid = arbitraryCommand(random, at)
    const fields = random.oneIn(3) ? valid : mutated(valid, random)
    let wrong: string | undefined
    try {
      wrong = wrongOf(state, fields, outcomes, i % thorough === 0)
    } catch (error) {
      wrong = String(error)
    }
    if (wrong !== undefined) {
      found.push(`${i} ${wrong} :: ${JSON.stringify(fields)}`)
      state = beginning()
      if (found.length > 40) break
    }
  }
  expect(found).toEqual([])
  expect(doable.filter((type) => !outcomes.has(`${type} done`))).toEqual([])
})
