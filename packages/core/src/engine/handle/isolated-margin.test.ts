import { describe, expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { type Fields, listing } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, happens, refused, run, usualPrices } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const [perpetual, future, other] = ['BTC/USDT:USDT', 'BTC/USDT:USDT-260327', 'ETH/USDT:USDT']
const expired = Date.parse('2026-03-27T08:00:00.000Z')

/** Anna has 1 000 USDT, 500 of them for an isolated long of 0.1 BTC from 50 000. */
function anna(mode = 'isolated'): EngineState {
  const state = engineWith([perpetual, future, other])
  run(
    state,
    { type: 'open', account: 'anna', mode, model: `generic/${mode}` },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' },
  )
  for (const symbol of [perpetual, other]) run(state, { type: 'set-leverage', account: 'anna', symbol, leverage: 10 })
  if (mode === 'cross') run(state, isolate(true))
  run(state, fill(perpetual, '0.1', '50000'))
  return state
}

function fill(symbol: string, contracts: string, price: string, leg: Fields = {}): Fields {
  return { type: 'fill', symbol, price, legs: [{ account: 'anna', contracts, fee: '0', ...leg }] }
}

const isolate = (isolated: boolean, fields: Fields = {}): Fields => ({
  type: 'set-isolated',
  account: 'anna',
  symbol: perpetual,
  isolated,
  ...fields,
})

const add = (amount: string, fields: Fields = {}): Fields => ({
  type: 'add-margin',
  account: 'anna',
  symbol: perpetual,
  amount,
  ...fields,
})

function marginOf({ accounts }: EngineState, key: string = perpetual): string | undefined {
  return accounts.get('anna')?.positions.get(key)?.isolatedMargin?.toString()
}

const liquidating = { state: 'liquidating', pool: perpetual, since: engineAt, steps: 0 } as const

describe('margin', () => {
  test('is added from what is free, which no balance tells', () => {
    const state = anna()
    const events = run(state, add('500'))
    expect([marginOf(state), events.map(({ type }) => type)]).toEqual(['1000', ['position-changed']])
    expect(refused(state, add('0.00000001'))).toBe('cash.exceeds-free')
  })

  test('is added to a position that lacks initial margin, and to one in liquidation', () => {
    const state = anna()
    run(state, usualPrices([perpetual], engineAt, { BTC: 0.95 }), add('10'))
    happens(state, { type: 'liquidation', account: 'anna', now: liquidating })
    run(state, add('10'))
    expect(refused(state, add('-1'))).toBe('account.liquidating')
    expect(marginOf(state)).toBe('520')
  })

  test('is not added from what backs the rest of a cross account', () => {
    const state = anna('cross')
    run(state, fill(other, '1', '2500'))
    expect(refused(state, add('250.00000001'))).toBe('cash.exceeds-free')
    run(state, add('250'))
  })

  test('is taken while initial margin stays', () => {
    const state = anna()
    run(state, add('100'))
    expect(refused(state, add('-100.00000001'))).toBe('margin.insufficient')
    run(state, add('-100'))
    expect(marginOf(state)).toBe('500')
    expect(refused(state, add('-500.00000001'))).toBe('margin.insufficient')
  })

  test('is taken from one position whatever another one stands at', () => {
    const state = anna()
    run(state, add('100'), fill(other, '1', '2600'), add('-100'))
    expect(marginOf(state)).toBe('500')
  })

  test('is each side’s own in hedge mode', () => {
    const state = engineWith([perpetual])
    run(
      state,
      { type: 'open', account: 'anna', mode: 'isolated', model: 'generic/isolated' },
      { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' },
      { type: 'set-hedge-mode', account: 'anna', hedge: true },
      fill(perpetual, '0.1', '50000', { side: 'long' }),
    )
    run(state, add('20', { side: 'long' }), add('-20', { side: 'long' }))
    expect(marginOf(state, `${perpetual} long`)).toBe('100')
    expect(refused(state, add('1', { side: 'short' }))).toBe('position.none')
    expect(refused(state, add('1'))).toBe('position.side')
  })

  test.each<[string, Fields, string]>([
    ['of nobody', { account: 'eve' }, 'account.unknown'],
    ['of what is not listed', { symbol: 'XRP/USDT:USDT' }, 'instrument.unlisted'],
    ['of what has expired', { symbol: future, at: expired }, 'instrument.expired'],
    ['of nothing', { amount: '0' }, 'command.value'],
    ['of less than a unit', { amount: '0.000000001' }, 'command.value'],
    ['of a side outside hedge mode', { side: 'long' }, 'position.side'],
    ['where nothing is held', { symbol: future }, 'position.none'],
    ['taken without fresh prices', { amount: '-1', at: engineAt + 60_001 }, 'account.unpriced'],
  ])('%s is refused', (_, fields, code) => {
    expect(refused(anna(), add('1', fields))).toBe(code)
  })

  test('of a position in a pool is refused', () => {
    const state = anna('cross')
    run(state, fill(other, '0.1', '2500'))
    expect(refused(state, add('1', { symbol: other }))).toBe('margin.not-isolated')
  })
})

describe('a symbol of a cross account', () => {
  test('is isolated while nothing is open in it', () => {
    const state = anna('cross')
    expect(marginOf(state)).toBe('500')
    expect(refused(state, isolate(false))).toBe('position.open')
    run(state, fill(perpetual, '-0.1', '50000'), isolate(false), fill(perpetual, '0.1', '50000'))
    expect(marginOf(state)).toBeUndefined()
  })

  test('has no order in it either', () => {
    const state = anna('cross')
    const terms = { contracts: Decimal.of('1'), price: Decimal.of('2500'), reduceOnly: false, side: undefined }
    happens(state, { type: 'order-reserved', account: 'anna', order: { id: 'o1', symbol: other, ...terms } })
    expect(refused(state, isolate(true, { symbol: other }))).toBe('position.open')
  })

  test.each<[string, Fields, string]>([
    ['of nobody', { account: 'eve' }, 'account.unknown'],
    ['that is not listed', { symbol: 'XRP/USDT:USDT' }, 'instrument.unlisted'],
    ['that has expired', { symbol: future, at: expired }, 'instrument.expired'],
  ])('%s is refused', (_, fields, code) => {
    expect(refused(anna('cross'), isolate(true, fields))).toBe(code)
  })

  test('is no choice in isolated mode', () => {
    expect(refused(anna(), isolate(true, { symbol: other }))).toBe('mode.refused')
  })
})

describe('a venue without isolated positions', () => {
  const account = 'deb'

  function debOf(model: string): EngineState {
    const state = engineWith([perpetual, other])
    run(state, { type: 'open', account, mode: model.startsWith('deribit') ? 'portfolio' : 'cross', model })
    return state
  }

  test('refuses to set any aside, with its reason, before there is one', () => {
    const state = debOf('deribit/portfolio')
    expect(attempt(state, isolate(true, { account }))).toMatchObject({
      refusal: { code: 'mode.refused', path: '/symbol', problems: [{ code: 'venue.cannot-hold' }] },
    })
    run(state, isolate(false, { account }))
  })

  test('cannot tell of a contract without a price', () => {
    const state = debOf('deribit/portfolio')
    run(state, { type: 'list', instruments: [listing('SOL/USDT:USDT', { mark: undefined })] })
    expect(refused(state, isolate(true, { account, symbol: 'SOL/USDT:USDT' }))).toBe('account.unpriced')
  })

  test('does not keep others from it', () => {
    run(debOf('paradex/cross'), isolate(true, { account }))
  })
})
