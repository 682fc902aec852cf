import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { balance, bought, btc, flatEngine, moved, opened } from '../../testkit/liquidated.ts'
import { commit, draftOf } from '../draft.ts'
import { lawsBroken } from '../laws.ts'
import type { EngineState } from '../state.ts'
import { socialise } from './socialise.ts'

/** Longs of 1 BTC that have this profit each, and this in their balance; the loser holds nothing. */
function winners(...accounts: readonly (readonly [account: string, profit: number, usdt: string])[]): EngineState {
  const state = flatEngine()
  opened(state, 'loser', 'cross', {})
  for (const [account, profit, usdt] of accounts) {
    opened(state, account, 'cross', { USDT: usdt })
    bought(state, account, btc, '1', String(50_000 - profit))
  }
  moved(state, {})
  return state
}

function shared(state: EngineState, loss: string): string {
  const draft = draftOf(state)
  const borne = socialise(draft, 'loser', 'USDT', Decimal.of(loss))
  commit(draft)
  expect(lawsBroken(state)).toEqual([])
  return borne.toString()
}

test('a loss is shared in proportion to profit, to the last unit, the units left over by the largest remainders', () => {
  const state = winners(['a', 100, '1000'], ['b', 100, '1000'], ['c', 100, '1000'])
  expect(shared(state, '0.00000002')).toBe('0.00000002')
  expect(['a', 'b', 'c'].map((id) => balance(state, id))).toEqual(['999.99999999', '999.99999999', '1000'])
  const uneven = winners(['a', 100, '1000'], ['b', 200, '1000'])
  shared(uneven, '0.00000005')
  // Five thirds and ten thirds of a unit: the larger remainder is the first's.
  expect(['a', 'b'].map((id) => balance(uneven, id))).toEqual(['999.99999998', '999.99999997'])
})

test('nobody bears more than his profit, nor more than his free balance', () => {
  const state = winners(['a', 100, '1000'], ['b', 300, '60'], ['c', -50, '1000'])
  expect(shared(state, '1000')).toBe('160')
  expect(['a', 'b', 'c'].map((id) => balance(state, id))).toEqual(['900', '0', '1000'])
  expect(balance(state, 'loser')).toBe('160')
})

test('where nobody profits nothing is shared', () => {
  expect(shared(winners(['a', -1, '1000']), '10')).toBe('0')
})
