import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { rules } from '../../testkit/engine.ts'
import { aliceOf, fundedAlice, scenario, take } from '../../testkit/order-scenario.ts'
import type { OrderTerms } from '../command.ts'
import { checkOrder, checkOrderPlainly } from './check.ts'
import { certainlyFits } from './gate.ts'
import { openOrderOf } from './terms.ts'

test('what the gate says certainly fits, fits; and of what fits a quarter larger it knows nearly all', () => {
  let clear = 0
  let known = 0
  fc.assert(
    fc.property(scenario, (given) => {
      const state = fundedAlice('house/portfolio', given)
      for (const [i, step] of given.steps.entries()) {
        const order: OrderTerms = { id: `o${i}`, ...step.trade, reduceOnly: false }
        const isCertain = (contracts: Decimal): boolean =>
          certainlyFits(state.core, aliceOf(state), openOrderOf({ ...order, contracts }), rules)
        const plain = checkOrderPlainly(state, aliceOf(state), order, rules)
        expect(checkOrder(state, aliceOf(state), order, rules)).toEqual(plain)
        const isBacked = plain.verdict === 'fits' && plain.by === 'backed'
        if (isCertain(order.contracts)) expect(isBacked).toBe(true)
        if (isBacked) {
          clear += 1
          if (isCertain(order.contracts.dividedBy(Decimal.of('1.25'), 6, 'down'))) known += 1
        }
        take(state, step, order.id)
      }
    }),
    { numRuns: 40 },
  )
  expect(known / clear).toBeGreaterThan(0.9)
}, 60_000)
