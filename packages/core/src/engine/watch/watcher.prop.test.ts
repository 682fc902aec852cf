import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fields } from '../../testkit/builders.ts'
import { command, engineAt, rules, run } from '../../testkit/engine.ts'
import {
  coins,
  type Drawn,
  dangerOf,
  drawn,
  models,
  perpetuals,
  prices,
  standing,
  stateWith,
} from '../../testkit/watched-accounts.ts'
import { apply } from '../apply.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { roomOf } from './room.ts'
import { accountWatcher } from './watcher.ts'

describe('room', () => {
  test('no prices within it, each its own way, and no time before its end bring an account to its line', () => {
    const where = fc.record({
      account: drawn,
      line: fc.constantFrom(1, 5 / 6),
      moves: fc.array(fc.oneof(fc.constantFrom(-1, 1), fc.double({ min: -1, max: 1, noNaN: true })), {
        minLength: 7,
        maxLength: 7,
      }),
      timeFrac: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    let tried = 0
    fc.assert(
      fc.property(where, ({ account, line, moves, timeFrac }) => {
        const state = stateWith([account])
        const before = standing(state, 'a0')
        if (before === undefined) return
        const room = roomOf(before, line, engineAt)
        if (room.moveFrac === 0) return
        tried += 1
        const names = [...Object.keys(coins), ...perpetuals, 'BTC/USD:BTC']
        const factorOf = (name: string): number => 1 + room.moveFrac * 0.999999 * (moves[names.indexOf(name)] as number)
        const later = engineAt + Math.floor(((room.until ?? engineAt) - engineAt) * timeFrac)
        run(state, prices(later, factorOf))
        const after = standing(state, 'a0') as AccountStanding
        for (const { pool } of after.pools) {
          if (pool.maintenance.amount === 0) continue
          expect(pool.maintenance.amount).toBeLessThanOrEqual(line * pool.trigger * pool.adjustedEquity)
        }
      }),
      { numRuns: 400 },
    )
    expect(tried).toBeGreaterThan(100)
  })
})

const step = fc.record({
  minutes: fc.integer({ min: 1, max: 600 }),
  market: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
  own: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  vol: fc.constantFrom(0.6, 0.6, 0.6, 0.6, 0.8),
  funding: fc.boolean(),
  deposit: fc.constantFrom(0, 0, 0, 500),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What happens at each step, told in commands. */
function commandsOf(steps: readonly Step[]): readonly (readonly Fields[])[] {
  let at = engineAt
  let level = 1
  return steps.map(({ minutes, market, own, vol, funding, deposit }) => {
    at += minutes * 60_000
    level *= 1 + market
    const now = level
    return [
      prices(at, (name) => now * (name.includes('/') ? 1 + own : 1 - own), vol),
      ...(funding ? [{ type: 'funding', at, symbol: 'BTC/USDT:USDT', rateFrac: '0.001' }] : []),
      ...(deposit > 0 ? [{ type: 'deposit', at, account: 'a3', asset: 'USDT', amount: String(deposit) }] : []),
    ]
  })
}

/** Who is in danger by margining every account, against what the watcher last told of each. */
function followed(
  accounts: readonly Drawn[],
  steps: readonly Step[],
): { readonly margined: number; readonly brute: number } {
  const state = stateWith(accounts)
  const watcher = accountWatcher(state, rules)
  const told = new Map<string, boolean>()
  let brute = 0
  for (const commands of commandsOf(steps)) {
    for (const fields of commands) watcher.note(apply(state, command(fields), rules).events)
    for (const { account, standing: found } of watcher.assessed())
      told.set(account.id, found !== undefined && dangerOf(found))
    for (const { id } of state.accounts.values()) {
      brute += 1
      const found = standing(state, id)
      expect([id, told.get(id)]).toEqual([id, found !== undefined && dangerOf(found)])
    }
  }
  return { margined: watcher.count, brute }
}

describe('the watcher', () => {
  test('misses nobody at his line, step by step, whatever prices, funding, vols and balances do', () => {
    const where = fc.tuple(
      fc.array(drawn, { minLength: 20, maxLength: 20 }),
      fc.array(step, { minLength: 25, maxLength: 25 }),
    )
    let inAll = { margined: 0, brute: 0 }
    fc.assert(
      fc.property(where, ([accounts, steps]) => {
        const { margined, brute } = followed(accounts, steps)
        inAll = { margined: inAll.margined + margined, brute: inAll.brute + brute }
      }),
      { numRuns: 12 },
    )
    expect(inAll.margined).toBeLessThan(0.9 * inAll.brute)
  })

  test('margins hardly anyone while prices are quiet', () => {
    const legs: Drawn['legs'] = [
      ['BTC/USDT:USDT', 10_000],
      ['ETH/USDT:USDT', -8000],
    ]
    const accounts = Array.from({ length: 60 }, (_, i): Drawn => {
      const model = models[i % 3] as Drawn['model']
      return {
        model,
        deposits: [['USDT', 6000 + 200 * i]],
        legs: model === 'house/portfolio' ? legs : legs.slice(0, 1),
      }
    })
    const quiet = Array.from({ length: 100 }, (_, i): Step => {
      const market = i % 2 === 0 ? 0.001 : -0.001
      return { minutes: 1, market, own: 0, vol: 0.6, funding: false, deposit: 0 }
    })
    const { margined, brute } = followed(accounts, quiet)
    expect(margined).toBeLessThan(0.02 * brute)
  })
})
