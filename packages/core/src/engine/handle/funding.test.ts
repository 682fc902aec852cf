import { describe, expect, test } from 'vitest'
import { type Fields, listing } from '../../testkit/builders.ts'
import { engineWith, refused, run, usualPrices } from '../../testkit/engine.ts'
import { bookKey, type EngineState } from '../state.ts'

const [linear, inverse, future] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'BTC/USDT:USDT-260327']

/** Anna is long and Ben short of one linear and one inverse perpetual; Carl’s long is isolated, at leverage 10. */
function three(): EngineState {
  const state = engineWith([linear, inverse, future])
  for (const [account, mode] of Object.entries({ anna: 'cross', ben: 'cross', carl: 'isolated' })) {
    run(
      state,
      { type: 'open', account, mode, model: `generic/${mode}` },
      { type: 'deposit', account, asset: 'USDT', amount: '1000' },
      { type: 'set-leverage', account, symbol: linear, leverage: 10 },
    )
  }
  trade(state, linear, '50000', { anna: '0.3', ben: '-0.1', carl: '0.1' })
  trade(state, inverse, '2500', { anna: '7', ben: '-7' })
  return state
}

function trade(state: EngineState, symbol: string, price: string, contracts: Readonly<Record<string, string>>): void {
  const legs = Object.entries(contracts).map(([account, amount]) => ({ account, contracts: amount, fee: '0' }))
  run(state, { type: 'fill', symbol, price, legs })
}

function balances(state: EngineState, asset: string): readonly (string | undefined)[] {
  const users = ['anna', 'ben', 'carl'].map((id) => state.accounts.get(id)?.balances.get(asset)?.toString())
  return [...users, state.books.get(bookKey('@funding', asset))?.toString()]
}

const marginOfCarl = ({ accounts }: EngineState): string | undefined =>
  accounts.get('carl')?.positions.get(linear)?.isolatedMargin?.toString()

describe('funding of an interval', () => {
  test('is paid by longs and earned by shorts when positive, and what is open against the venue stays with it', () => {
    const state = three()
    run(state, { type: 'funding', symbol: linear, rateFrac: '0.0001' })
    expect(balances(state, 'USDT')).toEqual(['998.5', '1000.5', '999.5', '1.5'])
  })

  test('the other way when negative', () => {
    const state = three()
    run(state, { type: 'funding', symbol: linear, rateFrac: '-0.0001' })
    expect(balances(state, 'USDT')).toEqual(['1001.5', '999.5', '1000.5', '-1.5'])
  })

  test('is counted at the mark, not at the entry', () => {
    const state = three()
    run(state, usualPrices([linear], state.core.at, { BTC: 1.2 }), {
      type: 'funding',
      symbol: linear,
      rateFrac: '0.0001',
    })
    expect(balances(state, 'USDT')[0]).toBe('998.2')
  })

  test('of an inverse perpetual is paid in coins, each amount rounded against its account', () => {
    const state = three()
    run(state, { type: 'funding', symbol: inverse, rateFrac: '0.000123' })
    // 7 × 0.000123 ÷ 2500 is 0.0000003444.
    expect(balances(state, 'ETH')).toEqual(['-0.00000035', '0.00000034', undefined, '0.00000001'])
  })

  test('is paid and earned with an isolated margin, as far as that reaches', () => {
    const state = three()
    run(state, { type: 'funding', symbol: linear, rateFrac: '0.01' })
    expect(marginOfCarl(state)).toBe('450')
    run(state, { type: 'funding', symbol: linear, rateFrac: '-0.02' })
    expect(marginOfCarl(state)).toBe('550')
  })

  test('takes no more of an isolated position than its margin: the fund pays the rest, and then the venue', () => {
    const state = three()
    run(state, { type: 'fund-deposit', asset: 'USDT', amount: '30' })
    const events = run(state, { type: 'funding', symbol: linear, rateFrac: '0.12' })
    expect([marginOfCarl(state), balances(state, 'USDT')[2]]).toEqual(['0', '500'])
    expect([state.books.get(bookKey('@fund', 'USDT'))?.toString(), balances(state, 'USDT')[3]]).toEqual(['0', '1800'])
    expect(events).toMatchObject([
      {},
      {},
      {},
      { entry: { cause: 'bankruptcy', postings: [{ holder: '@fund' }, { holder: 'carl' }] } },
      { entry: { cause: 'bankruptcy', postings: [{ holder: '@venue' }, { holder: 'carl' }] } },
      { type: 'loss-uncovered', account: 'carl', asset: 'USDT' },
      { type: 'position-changed', account: 'carl' },
    ])
  })

  test('at a rate of 0 moves nothing', () => {
    expect(run(three(), { type: 'funding', symbol: linear, rateFrac: '0' })).toEqual([])
  })
})

describe('continuous funding', () => {
  test('is paid when a position is touched, for the time since it was last', () => {
    const state = three()
    run(state, { type: 'accrue-funding', symbol: linear, rateFrac: '0.0001' })
    expect(balances(state, 'USDT')).toEqual(['1000', '1000', '1000', undefined])
    trade(state, linear, '50000', { anna: '0.1' })
    run(state, { type: 'accrue-funding', symbol: linear, rateFrac: '0.0002' })
    trade(state, linear, '50000', { anna: '-0.4', ben: '0.1', carl: '-0.1' })
    expect(balances(state, 'USDT')).toEqual(['994.5', '1001.5', '998.5', '5.5'])
  })

  test('of a position opened later begins when it is opened', () => {
    const state = three()
    run(state, { type: 'accrue-funding', symbol: inverse, rateFrac: '0.5' })
    trade(state, inverse, '2500', { carl: '1' })
    expect(state.accounts.get('carl')?.positions.get(inverse)?.fundingIndex.toString()).toBe('0.0002')
    trade(state, inverse, '2500', { carl: '-1' })
    expect(balances(state, 'ETH')[2]).toBeUndefined()
  })

  test('is paid with an isolated margin when margin is added', () => {
    const state = three()
    run(
      state,
      { type: 'accrue-funding', symbol: linear, rateFrac: '0.001' },
      { type: 'add-margin', account: 'carl', symbol: linear, amount: '20' },
    )
    expect([marginOfCarl(state), balances(state, 'USDT')[2]]).toEqual(['515', '995'])
  })

  test('takes no more of an isolated position than its margin either', () => {
    const state = three()
    run(state, { type: 'fund-deposit', asset: 'USDT', amount: '1000' })
    run(state, { type: 'accrue-funding', symbol: linear, rateFrac: '0.12' })
    trade(state, linear, '50000', { carl: '-0.05' })
    expect([marginOfCarl(state), balances(state, 'USDT')[2]]).toEqual(['0', '500'])
  })
})

describe('refused', () => {
  const unmarked = 'SOL/USDT:USDT'
  test.each<[string, Fields, string]>([
    ['what is not listed', { symbol: 'XRP/USDT:USDT' }, 'instrument.unlisted'],
    ['what expires', { symbol: future }, 'instrument.kind'],
    ['what has no mark', { symbol: unmarked }, 'price.missing'],
  ])('%s', (_, fields, code) => {
    const state = three()
    run(state, { type: 'list', instruments: [listing(unmarked, { mark: undefined })] })
    for (const type of ['funding', 'accrue-funding'])
      expect(refused(state, { type, rateFrac: '0.0001', ...fields })).toBe(code)
  })
})
