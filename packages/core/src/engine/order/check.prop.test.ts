import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { rules, run } from '../../testkit/engine.ts'
import { aliceOf, fundedAlice, type Scenario, scenario, take } from '../../testkit/order-scenario.ts'
import type { Account } from '../account.ts'
import type { OrderTerms } from '../command.ts'
import { isStanding, type StandingPool, standingOf } from '../standing/standing.ts'
import type { EngineState } from '../state.ts'
import { stateOfText, stateText } from '../text/snapshot.ts'
import { checkOrder, type OrderCheck } from './check.ts'

// Each order is placed and filled on a copy of the engine, on machines of any speed.
vi.setConfig({ testTimeout: 60_000 })

const models = [
  'generic/cross',
  'house/portfolio',
  'binance/multi-assets',
  'binance/portfolio-margin',
  'bybit/portfolio',
  'okx/futures',
  'okx/portfolio',
]

const smallest = Decimal.of('0.00000001')

/** Runs a scenario and asks before each step whether its trade may be ordered. */
function ask(
  model: string,
  given: Scenario,
  each: (state: EngineState, order: OrderTerms, check: OrderCheck) => void,
): void {
  const state = fundedAlice(model, given)
  for (const [i, step] of given.steps.entries()) {
    const order: OrderTerms = { id: `o${i}`, ...step.trade, reduceOnly: false }
    const check = checkOrder(state, aliceOf(state), order, rules)
    each(state, order, check)
    // What its venue does not have leaves an account unpriced from then on.
    if (check.verdict !== 'unpriced') take(state, step, order.id)
  }
}

/** The account once the order was placed and filled whole at its price, by the commands themselves, on a copy. */
function afterFill(state: EngineState, { symbol, contracts, price, id, ...rest }: OrderTerms): EngineState {
  const copy = stateOfText(stateText(state))
  const [quantity, limit] = [contracts.toString(), price.toString()]
  const order = { id, symbol, contracts: quantity, price: limit, ...rest }
  run(copy, { type: 'order', account: 'alice', order })
  const sided = rest.side === undefined ? {} : { side: rest.side }
  const leg = { account: 'alice', contracts: quantity, fee: '0', order: id, ...sided }
  run(copy, { type: 'fill', symbol, price: limit, legs: [leg] })
  return copy
}

/** Free of initial margin in the pool of a symbol that has least, market currency. */
function leastFree(account: Account, state: EngineState, symbol: string): number {
  const standing = standingOf(account, state.core, rules)
  if (!isStanding(standing)) throw new Error(standing[0]?.message)
  return Math.min(...standing.pools.filter(({ pool }) => holds(pool, symbol)).map(freeOf))
}

function holds({ positions }: StandingPool['pool'], symbol: string): boolean {
  return positions.some((position) => position.symbol === symbol)
}

function freeOf({ pool: { adjustedEquity, initial, currencyPrice } }: StandingPool): number {
  return (adjustedEquity - initial.amount) * currencyPrice
}

/** Inverse contracts of which a whole number is asked are told in whole contracts. */
function isCounted({ symbol, contracts }: OrderTerms): boolean {
  return symbol === 'BTC/USD:BTC' && contracts.rounded(0, 'down').equals(contracts)
}

describe.each(models)('under %s', (model) => {
  test('an account is backed after an order that its margin allowed has filled at its price', () => {
    let filled = 0
    const check = (state: EngineState, order: OrderTerms, { verdict, ...rest }: OrderCheck): void => {
      if (verdict !== 'fits' || !('by' in rest) || rest.by !== 'backed') return
      const after = afterFill(state, order)
      expect(leastFree(aliceOf(after), after, order.symbol)).toBeGreaterThanOrEqual(-1e-6)
      filled += 1
    }
    fc.assert(
      fc.property(scenario, (given) => ask(model, given, check)),
      { numRuns: 6 },
    )
    expect(filled).toBeGreaterThan(0)
  })

  test('the largest that fits does, and one unit more does not', () => {
    const check = (state: EngineState, order: OrderTerms, answer: OrderCheck): void => {
      if (answer.verdict !== 'breaches') return
      expect(answer.shortBy).toBeGreaterThan(0)
      const isAllowed = (contracts: Decimal): boolean =>
        checkOrder(state, aliceOf(state), { ...order, contracts }, rules).verdict === 'fits'
      const largest = answer.largestThatFits
      if (!largest.isZero()) expect(isAllowed(largest)).toBe(true)
      const unit = order.contracts.sign() > 0 ? smallest : smallest.negated()
      expect(isAllowed(largest.plus(isCounted(order) ? Decimal.of(`${order.contracts.sign()}`) : unit))).toBe(false)
    }
    fc.assert(
      fc.property(scenario, (given) => ask(model, given, check)),
      { numRuns: 3 },
    )
  })
})
