import { expect, test } from 'vitest'
import type { Decimal } from '../num/decimal.ts'
import { type Fields, listing } from '../testkit/builders.ts'
import { engineAt, command as parsed, rules, run, usualPrices } from '../testkit/engine.ts'
import { arbitraryCommand } from '../testkit/naive-ledger/arbitrary-command.ts'
import { applyNaively } from '../testkit/naive-ledger/command.ts'
import { copied, type NaiveAccount, type NaiveLedger, naiveInstrument } from '../testkit/naive-ledger/ledger.ts'
import { multiply, type Rational, rational, subtract, textOf, zero } from '../testkit/naive-ledger/rational.ts'
import { costOf, type NaiveOpening } from '../testkit/naive-ledger/trade.ts'
import { randomOf } from '../testkit/random.ts'
import { apply, type Outcome } from './apply.ts'
import type { EngineEvent, PositionChanged } from './event.ts'
import { changeLawsBroken, lawsBroken } from './laws.ts'
import { copyOf, type EngineState, genesis } from './state.ts'
import { commandText, parseCommand } from './text/command-schema.ts'
import { stateOfText, stateText } from './text/snapshot.ts'

const runs = 1000
const commandsEach = 100
/** Twenty seconds of work, on a machine that has other work too. */
const hangsAfter = 300_000

const listings: readonly Fields[] = [
  listing('BTC/USDT:USDT'),
  listing('ETH/USDT:USDT', { contractSize: '0.01' }),
  listing('ETH/USD:ETH', { contractSize: '10' }),
  listing('BTC/USDT:USDT-260327'),
  listing('ETH/USD:ETH-260327'),
  listing('BTC/USDT:USDT-260327-50000-C', { contractSize: '0.1' }),
  listing('ETH/USD:ETH-260327-2400-P'),
  listing('ETH/USDT'),
]
const symbols = listings.map((each) => String(each['symbol']))
const modes = { alice: 'cross', bob: 'isolated', carol: 'cross', dave: 'isolated' } as const

/** Where every run begins: instruments listed and priced, four accounts with money, a fund that suffices. */
function beginning(): { readonly state: EngineState; readonly ledger: NaiveLedger } {
  const state = genesis('USD')
  const instruments = listings.map(({ mark: _mark, markVol: _vol, ...rest }) => rest)
  run(state, { type: 'list', instruments }, usualPrices(symbols, engineAt))
  for (const [account, mode] of Object.entries(modes))
    run(state, { type: 'open', account, mode, model: `generic/${mode}` })
  let ledger = emptyLedger()
  const funds = ['USDT', 'ETH', 'BTC'].flatMap((asset) => [
    { type: 'fund-deposit', asset, amount: '1000000000' },
    ...Object.keys(modes).map((account) => ({ type: 'deposit', account, asset, amount: '1000' })),
  ])
  for (const fields of [usualPrices(symbols, engineAt), ...funds]) {
    if (fields['type'] !== 'prices') run(state, fields)
    ledger = applyNaively(ledger, { at: engineAt, ...fields }, noMargin).after
  }
  return { state, ledger }
}

function emptyLedger(): NaiveLedger {
  const account = (mode: 'cross' | 'isolated'): NaiveAccount => ({
    mode,
    hedge: false,
    isolated: new Set(),
    leverage: new Map(),
    balances: new Map(),
    positions: new Map(),
  })
  return {
    at: engineAt,
    instruments: new Map(listings.map((each) => [String(each['symbol']), naiveInstrument(each)])),
    accounts: new Map(Object.entries(modes).map(([id, mode]) => [id, account(mode)])),
    books: new Map(),
    marks: new Map(),
    indexes: new Map(),
    settled: new Set(),
  }
}

const noMargin = () => (): Rational => zero

/** Refusals that margin decides, of which a ledger knows nothing. */
const byMargin: Readonly<Record<string, readonly string[]>> = {
  withdraw: ['cash.exceeds-free', 'account.unpriced'],
  transfer: ['cash.exceeds-free', 'account.unpriced'],
  'add-margin': ['cash.exceeds-free', 'margin.insufficient', 'account.unpriced'],
  'set-leverage': ['margin.insufficient', 'account.unpriced'],
}

/** What the runs came upon, so that none of it is missing. */
const met = new Map<string, number>()

interface Sides {
  readonly state: EngineState
  ledger: NaiveLedger
}

/** Does a command on both sides; what differs afterwards, in words. */
function differenceAfter(sides: Sides, fields: Fields, isThorough: boolean): string | undefined {
  const { state } = sides
  const command = parsed(fields)
  const text = commandText(command)
  const again = parseCommand(JSON.parse(text))
  if (!again.ok || commandText(again.value) !== text) return `a command must be read back, ${text}`
  const before = isThorough ? copyOf(state) : undefined
  const outcome = apply(state, again.value, rules)
  const wrong = answerDifference(sides, fields, outcome)
  if (wrong !== undefined) return wrong
  const [broken] = lawsBroken(state)
  const [brokenByChange] = before === undefined ? [] : changeLawsBroken(before, outcome.events, state)
  return broken ?? brokenByChange ?? differenceOf(state, sides.ledger)
}

/** Both must do it, or refuse it for the same reason; margin is the engine's alone. */
function answerDifference(sides: Sides, fields: Fields, outcome: Outcome): string | undefined {
  const type = String(fields['type'])
  const answer = outcome.done ? 'done' : outcome.refusal.code
  const { refused = 'done', after } = applyNaively(sides.ledger, fields, adopted(fields, outcome.events, sides.ledger))
  met.set(`${type} ${answer}`, (met.get(`${type} ${answer}`) ?? 0) + 1)
  const isByMargin = refused === 'done' && byMargin[type]?.includes(answer) === true
  sides.ledger = isByMargin ? { ...sides.ledger, at: after.at } : after
  if (isByMargin || refused === answer) return undefined
  return `must be ${refused}, is ${answer} ${outcome.done ? '' : outcome.refusal.message}`
}

/** Leverage that the generic venue allows up to a notional. */
const tiers = [
  [100_000, 50],
  [1_000_000, 25],
  [10_000_000, 15],
  [50_000_000, 10],
  [Number.POSITIVE_INFINITY, 5],
] as const

/** The margin of what a leg opened is the model's: taken over when it is about notional ÷ leverage, an option's as it is. */
function adopted(fields: Fields, events: readonly EngineEvent[], { accounts }: NaiveLedger) {
  const traded = events.filter((_, i) => events[i + 1]?.type === 'filled') as readonly PositionChanged[]
  return (leg: number) =>
    ({ instrument, contracts, opening, price, kept }: NaiveOpening): Rational => {
      const change = traded[leg]
      // The whole trade was refused for a leg after this one.
      if (change === undefined) return zero
      const { account, now } = change
      const added = subtract(rational(String(now?.isolatedMargin ?? '0')), kept)
      if (instrument.kind === 'option') return added
      const cost = Math.abs(numberOf(costOf(instrument, contracts, price)))
      const notional = instrument.inverse ? Math.abs(numberOf(multiply(contracts, instrument.size))) : cost
      const [, most] = tiers.find(([max]) => notional <= max) as (typeof tiers)[number]
      const leverage = Math.min(accounts.get(account)?.leverage.get(String(fields['symbol'])) ?? most, most)
      const expected = (cost / leverage) * (numberOf(opening) / numberOf(contracts))
      const isNear = Math.abs(numberOf(added) - expected) <= 2e-8 + expected * 1e-9
      return isNear ? added : { n: BigInt(Math.round(expected * 1e8)), d: 10n ** 8n }
    }
}

function numberOf({ n, d }: Rational): number {
  return Number(n) / Number(d)
}

function differenceOf(state: EngineState, ledger: NaiveLedger): string | undefined {
  for (const [id, account] of ledger.accounts) {
    const mine = state.accounts.get(id)
    if (mine === undefined) return `${id} must be open`
    const difference =
      differenceIn(`balance of ${id}`, mine.balances, account.balances) ??
      (mine.positions.size === account.positions.size ? undefined : `positions of ${id}`)
    if (difference !== undefined) return difference
    for (const [key, position] of account.positions) {
      const held = mine.positions.get(key)
      const is = [held?.contracts, held?.cost, held?.isolatedMargin, held?.fundingIndex].map(shown)
      const texts = [position.contracts, position.cost, position.margin, position.paid].map(shown)
      if (is.join() !== texts.join()) return `${key} of ${id} must be ${texts}, is ${is}`
    }
  }
  return differenceIn('book', state.books, ledger.books)
}

function differenceIn(
  what: string,
  mine: ReadonlyMap<string, Decimal>,
  theirs: ReadonlyMap<string, Rational>,
): string | undefined {
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [is, must] = [shown(mine.get(name) ?? zero), shown(theirs.get(name) ?? zero)]
    if (is !== must) return `${what} ${name} must be ${must}, is ${is}`
  }
  return undefined
}

/** Texts of numbers, most of which are the same ones after the next command. */
const shownBefore = new WeakMap<Decimal | Rational, string>()

function shown(value: Decimal | Rational | null | undefined): string {
  if (value === null || value === undefined) return 'none'
  const known = shownBefore.get(value) ?? ('n' in value ? textOf(value) : value.toString())
  shownBefore.set(value, known)
  return known
}

const start = beginning()

/** Commands that are made as they go, from a seed; then what they did wrong. */
function runOf(seed: number): { readonly commands: readonly Fields[]; readonly difference: string | undefined } {
  const random = randomOf(seed)
  const sides: Sides = { state: copyOf(start.state), ledger: copied(start.ledger) }
  const commands: Fields[] = []
  for (let i = 0; i < commandsEach; i += 1) {
    const fields = arbitraryCommand(random, sides.ledger)
    commands.push(fields)
    const difference = differenceAfter(sides, fields, i % 20 === 0)
    if (difference !== undefined) return { commands, difference }
  }
  const text = stateText(sides.state)
  const isSame = stateText(stateOfText(text)) === text
  return { commands, difference: isSame ? undefined : 'a state must be read back as it was' }
}

/** What the same commands do wrong, when they are given. */
function replayOf(commands: readonly Fields[]): string | undefined {
  const sides: Sides = { state: copyOf(start.state), ledger: copied(start.ledger) }
  for (const fields of commands) {
    const difference = differenceAfter(sides, fields, false)
    if (difference !== undefined) return difference
  }
  return undefined
}

/** Without every command that is not needed for the last one to go wrong. */
function shrunk(commands: readonly Fields[]): readonly Fields[] {
  let left = commands
  for (let i = left.length - 2; i >= 0; i -= 1) {
    const without = left.toSpliced(i, 1)
    if (replayOf(without) !== undefined) left = without
  }
  return left
}

test(
  `${runs} runs of ${commandsEach} commands leave what a ledger kept in fractions has, and no law broken`,
  () => {
    for (let seed = 0; seed < runs; seed += 1) {
      const { commands, difference } = runOf(seed)
      if (difference === undefined) continue
      const fewest = shrunk(commands)
      const told = fewest.map((fields) => JSON.stringify(fields)).join('\n')
      expect.fail(`seed ${seed}: ${difference}\nshortest: ${replayOf(fewest) ?? difference}\n${told}`)
    }
  },
  hangsAfter,
)

test('the runs came upon every kind of command, done, and upon every refusal a ledger can give', () => {
  const done = ['deposit', 'withdraw', 'transfer', 'fund-deposit', 'fill', 'prices', 'funding', 'accrue-funding']
  done.push('interest', 'settle', 'set-leverage', 'add-margin', 'set-isolated', 'set-hedge-mode')
  const refusals = [
    'fill position.flips',
    'fill position.side',
    'fill instrument.expired',
    'withdraw cash.exceeds-free',
  ]
  refusals.push('settle instrument.not-expired', 'add-margin margin.insufficient', 'set-isolated mode.refused')
  refusals.push('set-hedge-mode position.open', 'transfer cash.same-account', 'deposit command.clock-back')
  expect([...done.map((type) => `${type} done`), ...refusals].filter((each) => !met.has(each))).toEqual([])
})
