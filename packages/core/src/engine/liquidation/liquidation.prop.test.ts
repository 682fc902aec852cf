import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toRisk } from '../../num/crossing.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import { type AccountDocuments, arbitraryAccount, between } from '../../testkit/arbitrary-account.ts'
import type { Fields } from '../../testkit/builders.ts'
import { attempt, engineAt, rules, run } from '../../testkit/engine.ts'
import { cushioned, engineOf, openBook, pricesOf } from '../../testkit/engine-account.ts'
import { equityTold, feesTold, flowsTold, negated, postedFor } from '../../testkit/step-sums.ts'
import type { EngineEvent } from '../event.ts'
import { changeLawsBroken, lawsBroken } from '../laws.ts'
import { copyOf, type EngineState } from '../state.ts'
import { stateText } from '../text/snapshot.ts'
import { accountsInDanger } from './danger.ts'
import { liquidationPlan } from './plan.ts'
import type { LiquidationStepFacts } from './step.ts'

const models = [
  { mode: 'isolated', model: 'generic/isolated' },
  { mode: 'cross', model: 'generic/cross' },
  { mode: 'portfolio', model: 'house/portfolio' },
] as const

interface Crash {
  readonly documents: AccountDocuments
  readonly mode: 'isolated' | 'cross' | 'portfolio'
  readonly model: string
  readonly cushion: number
  readonly moves: Readonly<Record<string, number>>
  readonly fund: number
  readonly isHedged: boolean
}

const crash: fc.Arbitrary<Crash> = fc.constantFrom(...models).chain(({ mode, model }) =>
  fc.record({
    documents: arbitraryAccount({ modes: [mode], positionsMin: 1, positionsMax: 5 }),
    mode: fc.constant(mode),
    model: fc.constant(model),
    cushion: between(0.02, 0.3),
    moves: fc.record({ BTC: between(0.5, 1.6), ETH: between(0.5, 1.6), SOL: between(0.5, 1.6) }),
    fund: fc.constantFrom(0, 100, 1e9),
    isHedged: fc.boolean(),
  }),
)

/** An account, one on the other side of all its trades and one that holds nothing of it, when prices have moved. */
function after({ documents, mode, model, cushion, moves, fund, isHedged }: Crash): EngineState {
  const given = cushioned(documents, cushion)
  const state = engineOf(given.market)
  run(state, { type: 'open', account: 'other', mode: 'cross', model: 'generic/cross' })
  for (const asset of ['USD', 'USDT', 'USDC', 'BTC', 'ETH', 'SOL']) {
    run(state, { type: 'deposit', account: 'other', asset, amount: '1000000000' })
    if (fund > 0) run(state, { type: 'fund-deposit', asset, amount: String(fund) })
  }
  if (isHedged) openHedged(state, given, { mode, model })
  else openBook(state, given, { account: 'alice', model, mode, against: 'other' })
  run(state, moved(given.market, moves))
  return state
}

/** In hedge mode, where the book's longs and shorts of a symbol stand side by side. */
function openHedged(state: EngineState, { book }: AccountDocuments, as: Pick<Crash, 'mode' | 'model'>): void {
  const account = 'alice'
  run(state, { type: 'open', account, ...as }, { type: 'set-hedge-mode', account, hedge: true })
  for (const [asset, amount] of Object.entries(book['balances'] as Readonly<Record<string, string>>))
    if (Number(amount) > 0) run(state, { type: 'deposit', account, asset, amount })
  for (const { symbol, contracts, entryPrice } of book['positions'] as readonly Fields[]) {
    const size = String(contracts)
    if (Number(size) === 0) continue
    const [other, side] = size.startsWith('-') ? [size.slice(1), 'short'] : [`-${size}`, 'long']
    const legs = [
      { account, contracts: size, fee: '0', side },
      { account: 'other', contracts: other, fee: '0' },
    ]
    run(state, { type: 'fill', symbol, price: entryPrice, legs })
  }
}

function moved(market: Fields, moves: Crash['moves']): Fields {
  const told = pricesOf(market, engineAt)
  const times = (price: unknown, name: string): string =>
    (Number(price) * (moves[name.split('/')[0] ?? ''] ?? 1)).toFixed(6)
  const scaled = (column: string): Fields =>
    Object.fromEntries(Object.entries(told[column] as Fields).map(([name, price]) => [name, times(price, name)]))
  const assets = Object.entries(told['assets'] as Record<string, Fields>).map(([asset, quote]) => [
    asset,
    { ...quote, price: times(quote['price'], asset) },
  ])
  const options = Object.keys(told['vols'] as Fields)
  const marks = Object.entries(scaled('marks')).filter(([symbol]) => !options.includes(symbol))
  return {
    type: 'prices',
    at: engineAt,
    assets: Object.fromEntries(assets),
    indexes: scaled('indexes'),
    marks: Object.fromEntries(marks),
    vols: told['vols'],
    forwards: (told['forwards'] as readonly Fields[]).map((row) => ({
      ...row,
      price: times(row['price'], String(row['underlying'])),
    })),
  }
}

/** Steps until the engine refuses another; gives the events of each, and the refusal. */
function liquidated(state: EngineState): { readonly events: readonly EngineEvent[]; readonly refusal: string } {
  const events: EngineEvent[] = []
  for (let i = 0; i < 1000; i += 1) {
    const before = copyOf(state)
    const outcome = attempt(state, { type: 'liquidate', account: 'alice' })
    if (!outcome.done) return { events, refusal: outcome.refusal.code }
    expect(lawsBroken(state)).toEqual([])
    expectApart(before, state, outcome.events)
    expect(changeLawsBroken(before, outcome.events, state)).toEqual([])
    events.push(...outcome.events)
  }
  return { events, refusal: 'none' }
}

/** The liquidation of an isolated position touches no other. */
function expectApart(before: EngineState, now: EngineState, events: readonly EngineEvent[]): void {
  for (const { pool } of stepsOf(events)) {
    if (pool === 'account') continue
    for (const [key, position] of before.accounts.get('alice')?.positions ?? [])
      if (!pool.startsWith(position.symbol)) expect(now.accounts.get('alice')?.positions.get(key)).toBe(position)
  }
}

function stepsOf(events: readonly EngineEvent[]): readonly LiquidationStepFacts[] {
  return events.flatMap((event) => (event.type === 'liquidation-step' ? [event.step] : []))
}

test('a liquidation ends above the line or with nothing left, makes no money, and no step of it asks for more', () => {
  fc.assert(
    fc.property(crash, (given) => {
      const state = after(given)
      const plan = liquidationPlan(state, 'alice', rules)
      const { events, refusal } = liquidated(state)
      expect(refusal).toBe('liquidation.above-line')
      const steps = stepsOf(events)
      expect('steps' in plan ? plan.steps : []).toEqual(steps)
      for (const { before, after: then } of steps)
        expect(then.maintenance).toBeLessThanOrEqual(before.maintenance * (1 + 1e-9))
      expect(accountsInDanger(state, rules).filter(({ account }) => account === 'alice')).toEqual([])
      const alice = state.accounts.get('alice')
      expect(alice?.liquidation).toEqual({ state: 'none' })
      const isWhole = given.mode !== 'isolated' && steps.at(-1)?.pool === 'account'
      if (isWhole && alice?.positions.size === 0)
        for (const balance of alice.balances.values()) expect(balance.sign()).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 150 },
  )
})

test('the same account is liquidated the same way twice', () => {
  fc.assert(
    fc.property(crash, (given) => {
      const [one, two] = [after(given), after(given)]
      liquidated(one)
      liquidated(two)
      expect(stateText(one)).toBe(stateText(two))
    }),
    { numRuns: 20 },
  )
})

test('what its steps tell of fees, prices and flows is all that an account paid and was given', () => {
  fc.assert(
    fc.property(crash, (given) => {
      const state = after(given)
      const priceOf = (asset: string): number => assetPrice(state.core.market, asset) ?? Number.NaN
      const { events } = liquidated(state)
      const steps = stepsOf(events)
      expect(feesTold(steps)).toEqual(negated(postedFor(events, 'alice', ['liquidation-fee'])))
      expect(flowsTold(steps)).toEqual(postedFor(events, 'alice', ['bankruptcy', 'socialised', 'surplus']))
      for (const step of steps) {
        const told = equityTold(state, step, priceOf)
        let unseen = 1e-3
        for (const { contracts, mark, settle } of step.fills)
          unseen += Math.abs(toRisk(contracts)) * (1e-8 * priceOf(settle) + 1e-9 * toRisk(mark))
        expect(Math.abs(told - step.after.equity)).toBeLessThanOrEqual(unseen)
      }
    }),
    { numRuns: 60 },
  )
})
