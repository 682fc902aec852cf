import { describe, expect, test } from 'vitest'
import { Decimal } from '../num/decimal.ts'
import { formatInstant } from '../num/instant.ts'
import { attempt, engineAt, engineWith, run } from '../testkit/engine.ts'
import type { Account, HeldPosition } from './account.ts'
import { changeLawsBroken, lawsBroken } from './laws.ts'
import { bookKey, copyOf, type EngineCore, type EngineState } from './state.ts'

const perpetual = 'BTC/USDT:USDT'
const d = (text: string): Decimal => Decimal.of(text)

/** Anna is long of 0.1 BTC against the venue, isolated, with 1 000 USDT; Ben has hedge mode and nothing. */
function engine(): EngineState {
  const state = engineWith([perpetual])
  for (const account of ['anna', 'ben'])
    run(state, { type: 'open', account, mode: 'isolated', model: 'generic/isolated' })
  run(
    state,
    { type: 'set-hedge-mode', account: 'ben', hedge: true },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' },
    { type: 'fill', symbol: perpetual, price: '50000', legs: [{ account: 'anna', contracts: '0.1', fee: '1' }] },
  )
  return state
}

function withAccount(state: EngineState, of: (account: Account) => Partial<Account>, id = 'anna'): void {
  const account = state.accounts.get(id) as Account
  state.accounts.set(id, { ...account, ...of(account) })
}

function withPosition(state: EngineState, changed: Partial<HeldPosition>, key: string = perpetual): void {
  withAccount(state, ({ positions }) => {
    const held = positions.get(perpetual) as HeldPosition
    return { positions: new Map([[key, { ...held, ...changed }]]) }
  })
}

function withCore(state: EngineState, changed: Partial<EngineCore>): void {
  state.core = { ...state.core, ...changed }
}

function withBalance(state: EngineState, amount: string): void {
  withAccount(state, ({ balances }) => ({ balances: new Map(balances).set('USDT', d(amount)) }))
}

const order = { id: 'o1', symbol: perpetual, price: d('1'), reduceOnly: false, side: undefined }
const change = { type: 'change-rules', at: 0, model: 'generic/cross' } as const

test('a state that the engine made breaks none', () => {
  expect(lawsBroken(engine())).toEqual([])
})

describe('told, when broken, is that', () => {
  test.each<[string, (state: EngineState) => void, string]>([
    ['no money is made', (state) => withBalance(state, '1000'), 'all USDT together must be 0, is 1'],
    [
      'money is whole units',
      (state) => withBalance(state, '998.999999999'),
      'balance of anna must be whole units, is 998.999999999 USDT',
    ],
    [
      'a book is the venue’s',
      (state) => state.books.set('@other USDT', d('0')),
      'a book must be one of the venue’s, is @other USDT',
    ],
    [
      'a book holds whole units',
      (state) => state.books.set(bookKey('@fees', 'ETH'), d('0.000000001')),
      'balance of @fees must be whole units, is 0.000000001 ETH',
    ],
    [
      'accounts are kept under their names',
      (state) => withAccount(state, () => ({ id: 'carl' })),
      'account anna must be kept under its name, is carl',
    ],
    [
      'positions are kept under their keys',
      (state) => withPosition(state, {}, 'x'),
      'anna in x must be kept under its own key',
    ],
    [
      'only hedge mode has sides',
      (state) => withAccount(state, () => ({ isHedgeMode: true })),
      'anna in BTC/USDT:USDT must have a side in hedge mode alone',
    ],
    [
      'a long is long',
      (state) => withPosition(state, { side: 'short' }, `${perpetual} short`),
      'anna in BTC/USDT:USDT short must be short, is 0.1',
    ],
    [
      'no position is zero',
      (state) => withPosition(state, { contracts: d('0') }),
      'anna in BTC/USDT:USDT must not be zero, is 0',
    ],
    [
      'an isolated position has a margin',
      (state) => withPosition(state, { isolatedMargin: undefined }),
      'anna in BTC/USDT:USDT must have a margin where it is isolated alone, is isolated',
    ],
    [
      'a position in a pool has none',
      (state) => withAccount(state, ({ rules }) => ({ rules: { ...rules, mode: 'cross' } })),
      'anna in BTC/USDT:USDT must have a margin where it is isolated alone, is not isolated',
    ],
    [
      'a margin is not negative',
      (state) => withPosition(state, { isolatedMargin: d('-1') }),
      'margin of anna in BTC/USDT:USDT must be whole units, not negative, is -1',
    ],
    [
      'orders are kept under their ids',
      (state) => withAccount(state, () => ({ orders: new Map([['x', { ...order, contracts: d('1') }]]) })),
      'order x of anna must be kept under its id, is o1',
    ],
    [
      'an order has something left',
      (state) => withAccount(state, () => ({ orders: new Map([['o1', { ...order, contracts: d('0') }]]) })),
      'order o1 of anna must have something left, has none',
    ],
    [
      'orders that close have something to close',
      (state) =>
        withAccount(state, () => {
          const closing = { ...order, reduceOnly: true }
          return {
            orders: new Map([
              ['o1', { ...closing, contracts: d('-0.06') }],
              ['o2', { ...closing, id: 'o2', contracts: d('-0.06') }],
            ]),
          }
        }),
      'order o2 of anna must close what is held, is for -0.06 of 0.04',
    ],
    [
      'open contracts are all positions together',
      (state) => withPosition(state, { contracts: d('0.2') }),
      'open contracts of BTC/USDT:USDT must be 0.2, are 0.1',
    ],
    ['holders are known', (state) => state.holders.clear(), 'holders of BTC/USDT:USDT must name anna, do not'],
    [
      'nobody else is named as one',
      (state) => state.holders.get(perpetual)?.add('ben'),
      'holders must name 1 that hold, name 2',
    ],
    ['the sequence counts', (state) => withCore(state, { sequence: 0.5 }), 'sequence must be a count, is 0.5'],
    [
      'prices are not of tomorrow',
      (state) => withCore(state, { market: { ...state.core.market, at: engineAt + 1 } }),
      `prices must not be of later than ${formatInstant(engineAt)}, are of ${formatInstant(engineAt + 1)}`,
    ],
    [
      'the engine did not stand still in the future',
      (state) => withCore(state, { freshFrom: engineAt + 2 }),
      `freshFrom must not be after ${formatInstant(engineAt + 1)}, is ${formatInstant(engineAt + 2)}`,
    ],
    [
      'changes wait in order',
      (state) => withCore(state, { scheduled: [2, 1].map((effectiveAt) => ({ ...change, effectiveAt })) }),
      'scheduled changes must be in order, 1970-01-01T00:00:00.001Z is after 1970-01-01T00:00:00.002Z',
    ],
  ])('%s', (_, breaks, told) => {
    const state = engine()
    breaks(state)
    expect(lawsBroken(state)).toContain(told)
  })
})

describe('a change', () => {
  const trade = {
    type: 'fill',
    symbol: perpetual,
    price: '50500',
    legs: [{ account: 'anna', contracts: '-0.2', fee: '1' }],
  }

  test('is its events', () => {
    const state = engine()
    const before = copyOf(state)
    expect(changeLawsBroken(before, run(state, trade), state)).toEqual([])
    expect(lawsBroken(before)).toEqual([])
  })

  test('that is refused is its count and its time', () => {
    const state = engine()
    const before = copyOf(state)
    const { events } = attempt(state, { ...trade, at: engineAt + 5, price: '0' })
    expect(changeLawsBroken(before, events, state)).toEqual([])
  })

  test('that is more than its events is told', () => {
    const state = engine()
    const before = copyOf(state)
    const events = run(state, trade)
    expect(changeLawsBroken(before, events.slice(1), state)).toEqual([
      'the events must make the state, they make another',
    ])
  })
})
