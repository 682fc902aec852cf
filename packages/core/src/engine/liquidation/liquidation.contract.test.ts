import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { venues } from '../../desk/resolve.ts'
import type { Pool } from '../../margin/model.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import { contractValue, profitOf } from '../../pricing/priced.ts'
import { refused, rules, run } from '../../testkit/engine.ts'
import {
  arbitraryDrill,
  bystander,
  counterparty,
  creepBelow,
  type DrillStep,
  drilled,
  engineFor,
  type Factors,
  holdsNothing,
  inDanger,
  liquidateAll,
  tellPrices,
} from '../../testkit/liquidation-drill.ts'
import { lawsBroken } from '../laws.ts'
import { freeBalance } from '../position/isolated.ts'
import { pricerOf } from '../standing/price-account.ts'
import { isStanding, standingOf } from '../standing/standing.ts'
import { bookKey, type EngineState } from '../state.ts'
import { stateOfText, stateText } from '../text/snapshot.ts'
import type { LiquidationStepFacts, PoolStanding } from './step.ts'

// Many accounts are liquidated, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const models = venues().flatMap((venue) => venue.models.map(({ name, mode }) => ({ model: name, mode })))

/** Its accounts hold coins and owe nothing. */
const neverLiquidated = new Set(['okx/spot'])

/** Who bore something in the drills so far. */
const bearers = new Set<string>()

const start: Factors = { BTC: 1, ETH: 1 }
const runs = { numRuns: 10 }

describe.each(models)('$model', ({ model, mode }) => {
  const drills = arbitraryDrill(model, mode)

  test('is liquidated in steps that help and keep the laws, until it is above its line or has nothing left', () => {
    let steps = 0
    fc.assert(
      fc.property(drills, (drill) => {
        fc.pre(neverLiquidated.has(model) || !holdsNothing(drill))
        const state = engineFor(model, mode, drill)
        let from = start
        for (const { to, creeps } of drill.moves) {
          if (creeps && creepBelow(state, drill, from, to)) steps += expectLiquidated(state)
          tellPrices(state, drill, to)
          steps += inDanger(state) ? expectLiquidated(state) : expectAboveLine(state)
          from = to
        }
      }),
      runs,
    )
    expect(steps > 0).toBe(!neverLiquidated.has(model))
  })

  test('is not liquidated on prices that are stale, nor on those from before the engine stood still', () => {
    fc.assert(
      fc.property(drills, (drill) => {
        const state = engineFor(model, mode, drill)
        for (const { to } of drill.moves) tellPrices(state, drill, to)
        if (!inDanger(state)) return
        const { at, config } = state.core
        const resumed = stateOfText(stateText(state))
        run(resumed, { type: 'resume', at: at + 1 })
        expect(refused(resumed, { type: 'liquidate', at: at + 1, account: drilled })).toBe('liquidation.stale-prices')
        const later = at + config.staleAfterMs + 1
        expect(refused(state, { type: 'liquidate', at: later, account: drilled })).toBe('liquidation.stale-prices')
      }),
      runs,
    )
  })
})

test('the drills reach everyone who bears a loss', () => {
  expect([...bearers].toSorted()).toEqual(['deleveraged', 'fund', 'socialised', 'venue'])
})

/** Liquidates until it is refused, twice with the same outcome; gives the number of steps. */
function expectLiquidated(state: EngineState): number {
  const pools = poolsOf(state)
  const most = pools.size * (state.core.config.liquidationStepsMax + 2)
  const twin = stateOfText(stateText(state))
  const idle = textOf(state, bystander)
  let other = textOf(state, counterparty)
  let before = { pools, free: freeBalances(state), worth: worthOf(state) }
  let steps = 0
  const code = liquidateAll(state, most, (done) => {
    steps += 1
    expect(lawsBroken(state)).toEqual([])
    for (const flow of done.step?.flows ?? []) bearers.add(flow.with)
    const after = { pools: poolsOf(state), free: freeBalances(state), worth: worthOf(state) }
    const pool = before.pools.get(done.step?.pool ?? '')
    if (done.step !== undefined && pool !== undefined) {
      expectHelpful(state, done.step, pool)
      expectTrades(done, done.step)
      expectPaid(done.step, before, after)
    }
    before = after
    if (!touches(done, counterparty)) expect(textOf(state, counterparty)).toBe(other)
    other = textOf(state, counterparty)
    for (const asset of ['USD', 'USDT', 'USDC', 'BTC', 'ETH'])
      expect(state.books.get(bookKey('@fund', asset))?.sign() ?? 0).toBeGreaterThanOrEqual(0)
  })
  expect(over).toContain(code)
  expect(textOf(state, bystander)).toBe(idle)
  liquidateAll(twin, most)
  expect(stateText(twin)).toBe(stateText(state))
  expectAboveLine(state)
  return steps
}

/** An account of which something is not known, as an order's margin, is not said to be above its line. */
const over = ['liquidation.above-line', 'account.unpriced']

/** What rounding may take or give: some venues compute in whole millionths. */
const unseen = 1e-5

/** Above its line nothing is liquidated; and who has no position owes no more than he has. */
function expectAboveLine(state: EngineState): 0 {
  expect(inDanger(state)).toBe(false)
  expect(over).toContain(refused(state, { type: 'liquidate', at: state.core.at, account: drilled }))
  if (state.accounts.get(drilled)?.positions.size === 0)
    for (const { equity } of poolsOf(state).values()) expect(equity).toBeGreaterThanOrEqual(-unseen)
  return 0
}

/** By name, as they are before anything is done. */
function poolsOf(state: EngineState): ReadonlyMap<string, Pool> {
  const account = state.accounts.get(drilled)
  const standing = account === undefined ? [] : standingOf(account, state.core, rules)
  return new Map(isStanding(standing) ? standing.pools.map(({ pool }) => [pool.name, pool]) : [])
}

function textOf({ accounts }: EngineState, id: string): string {
  return JSON.stringify(accounts.get(id), (_key, value) => (value instanceof Map ? [...value] : value))
}

/** What each asset has beyond the margins set aside. */
function freeBalances(state: EngineState): ReadonlyMap<string, number> {
  const account = state.accounts.get(drilled)
  if (account === undefined) return new Map()
  return new Map([...account.balances.keys()].map((asset) => [asset, toRisk(freeBalance(account, asset, state.core))]))
}

interface Held {
  readonly pools: ReadonlyMap<string, Pool>
  readonly free: ReadonlyMap<string, number>
  readonly worth: Worth
}

/** Fills are no better than the mark, and but for hedges every position they change comes closer to zero. */
function expectTrades({ events }: DrillStep, { fills }: LiquidationStepFacts): void {
  for (const { contracts, price, mark, against } of fills)
    if (against === 'market') expect(price.compare(mark) * contracts.sign()).toBeGreaterThanOrEqual(0)
  if (events.some((event) => event.type === 'filled' && event.why === 'delta-hedge')) return
  for (const event of events) {
    if (event.type !== 'position-changed') continue
    const [was, now] = [event.was, event.now].map((each) => toRisk(each?.contracts ?? Decimal.zero)) as [number, number]
    expect(was * now).toBeGreaterThanOrEqual(0)
    expect(Math.abs(now)).toBeLessThanOrEqual(Math.abs(was))
  }
}

/**
 * Of an isolated position no more than its margin is lost, of what is taken over all that backed it; and nobody comes out
 * with more than he had, whoever else pays.
 */
function expectPaid(step: LiquidationStepFacts, before: Held, after: Held): void {
  const isIsolated = before.pools.get(step.pool)?.positions.some((position) => position.isIsolated) ?? false
  if (isIsolated)
    for (const [asset, amount] of before.free) expect(after.free.get(asset) ?? 0).toBeGreaterThanOrEqual(amount - 1e-8)
  if (takeOvers.has(step.name) && isIsolated)
    for (const [asset, amount] of before.free) expect(after.free.get(asset) ?? 0).toBeLessThanOrEqual(amount + 1e-8)
  if (takeOvers.has(step.name)) expect(Math.abs(step.after.equity)).toBeLessThanOrEqual(unseen)
  expect(after.worth.total).toBeLessThanOrEqual(before.worth.aboveZero + before.worth.unseen)
}

/** Of every venue's way and the engine's own. */
const takeOvers = new Set([
  'take over',
  ...models.flatMap(({ model }) =>
    (rules.liquidationOf(model)?.steps ?? []).flatMap(({ name, action }) =>
      action?.type === 'take-over' ? [name] : [],
    ),
  ),
])

/** What an account is worth by the engine's own books, market currency; no venue's measure. */
interface Worth {
  readonly total: number
  /** Of each isolated position, and of each asset with what settles in it, what is not owed. */
  readonly aboveZero: number
  /** What float64 may lose of it. */
  readonly unseen: number
}

function worthOf(state: EngineState): Worth {
  const parts = new Map<string, number>()
  let gross = 0
  const add = (part: string, amount: number): void => {
    parts.set(part, (parts.get(part) ?? 0) + amount)
    gross += Math.abs(amount)
  }
  for (const [asset, amount] of freeBalances(state)) add(asset, amount * (assetPrice(state.core.market, asset) ?? 0))
  for (const [key, { symbol, contracts, cost, isolatedMargin }] of state.accounts.get(drilled)?.positions ?? []) {
    const result = pricerOf(state.core.market)(symbol)
    if (!result.ok) continue
    const { priced } = result.value
    const size = toRisk(contracts)
    const value = priced.option === undefined ? profitOf(priced, size, toRisk(cost)) : size * contractValue(priced)
    const margin = isolatedMargin === undefined ? 0 : toRisk(isolatedMargin)
    add(isolatedMargin === undefined ? priced.instrument.settle : key, (margin + value) * priced.settlePrice)
    gross += Math.abs(size) * contractValue(priced) * priced.settlePrice
  }
  let [total, aboveZero] = [0, 0]
  for (const amount of parts.values()) {
    total += amount
    aboveZero += Math.max(0, amount)
  }
  return { total, aboveZero, unseen: 1e-6 + 1e-9 * gross }
}

function touches({ events }: DrillStep, account: string): boolean {
  return events.some(
    (event) =>
      (event.type === 'filled' && event.account === account && event.why === 'deleveraging') ||
      (event.type === 'posted' &&
        event.entry.cause === 'socialised' &&
        event.entry.postings.some(({ holder }) => holder === account)),
  )
}

/** What is owed may weigh more than what is had. */
const weightMax = 1.5

/** The pool asks for no more than before, and its ratio is no worse than fees and impact make it. */
function expectHelpful(state: EngineState, step: LiquidationStepFacts, { currencyPrice }: Pool): void {
  const { before, after } = step
  expect(after.maintenance).toBeLessThanOrEqual(before.maintenance * (1 + 1e-9) + 1e-9)
  const left = before.adjustedEquity - (weightMax * costOf(state, step)) / currencyPrice
  if (left > 0) expect(useOf(after)).toBeLessThanOrEqual((before.maintenance / left) * (1 + 1e-9))
}

function useOf({ maintenance, maintenanceUse }: PoolStanding): number {
  return maintenance === 0 ? 0 : (maintenanceUse ?? Number.POSITIVE_INFINITY)
}

/** Fees and distance from the mark of a step's fills, market currency. */
function costOf(state: EngineState, { fills }: LiquidationStepFacts): number {
  let cost = 0
  for (const { symbol, contracts, price, mark, fee } of fills) {
    const result = pricerOf(state.core.market)(symbol)
    if (!result.ok) continue
    const { priced } = result.value
    const [at, from] = [price, mark].map((each) => contractValue({ ...priced, mark: toRisk(each) })) as [number, number]
    cost += (Math.abs(toRisk(contracts) * (at - from)) + toRisk(fee)) * priced.settlePrice
  }
  return cost
}
