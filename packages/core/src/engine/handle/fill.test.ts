import { describe, expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import type { Fields } from '../../testkit/builders.ts'
import { command, engineAt, engineWith, happens, refused, rules, run } from '../../testkit/engine.ts'
import type { OpenOrder } from '../account.ts'
import { apply } from '../apply.ts'
import type { Fill } from '../command.ts'
import { bookKey, type EngineState } from '../state.ts'

const [perpetual, spot, call] = ['BTC/USDT:USDT', 'BTC/USDT', 'ETH/USD:ETH-260327-2400-C']
const expired = Date.parse('2026-03-27T08:00:00.000Z')

function anna(): EngineState {
  const state = engineWith([perpetual, spot, call])
  run(
    state,
    { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' },
    { type: 'open', account: 'ben', mode: 'cross', model: 'generic/cross' },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' },
  )
  return state
}

function fill(leg: Fields = {}, fields: Fields = {}): Fields {
  const legs = [{ account: 'anna', contracts: '1', fee: '0', ...leg }]
  return { type: 'fill', symbol: perpetual, price: '50000', legs, ...fields }
}

function order(contracts: string, fields: Partial<OpenOrder> = {}): OpenOrder {
  const terms = { id: 'o1', symbol: perpetual, price: Decimal.of('50000'), reduceOnly: false, side: undefined }
  return { ...terms, contracts: Decimal.of(contracts), ...fields }
}

function reserved(contracts: string, fields: Partial<OpenOrder> = {}): EngineState {
  const state = anna()
  happens(state, { type: 'order-reserved', account: 'anna', order: order(contracts, fields) })
  return state
}

describe('refused', () => {
  test.each<[string, Fields, string]>([
    ['what is not listed', fill({}, { symbol: 'XRP/USDT:USDT' }), 'instrument.unlisted'],
    ['what has expired', fill({}, { symbol: call, at: expired }), 'instrument.expired'],
    ['a price of 0', fill({}, { price: '0' }), 'command.value'],
    ['a price below 0', fill({}, { price: '-1' }), 'command.value'],
    ['an option’s price below 0', fill({}, { symbol: call, price: '-0.1' }), 'command.value'],
    ['a leg of nobody', fill({ account: 'eve' }), 'account.unknown'],
    ['a leg of nothing', fill({ contracts: '0' }), 'command.value'],
    ['a fee of less than a unit', fill({ fee: '0.000000001' }), 'command.value'],
    ['a side outside hedge mode', fill({ side: 'long' }), 'position.side'],
    ['a side of a spot trade', fill({ side: 'long' }, { symbol: spot }), 'position.side'],
    ['an order that is not open', fill({ order: 'o1' }), 'order.unknown'],
  ])('%s', (_, fields, code) => {
    expect(refused(anna(), fields)).toBe(code)
  })

  test('a trade without legs', () => {
    const trade = { ...command(fill()), legs: [] } as Fill
    expect(apply(anna(), trade, rules)).toMatchObject({ refusal: { code: 'command.value', path: '/legs' } })
  })

  test('what was settled, though its clock was slow', () => {
    const state = anna()
    run(state, { type: 'settle', at: expired, symbol: call, price: '2500' })
    expect(refused(state, fill({}, { symbol: call, at: expired }))).toBe('instrument.expired')
  })

  test('both legs, when one is', () => {
    const state = anna()
    const legs = [
      { account: 'anna', contracts: '1', fee: '1' },
      { account: 'ben', contracts: '-1', fee: '1', order: 'none' },
    ]
    expect(refused(state, { ...fill(), legs })).toBe('order.unknown')
    expect(state.accounts.get('anna')?.positions.size).toBe(0)
    expect(state.books.get(bookKey('@fees', 'USDT'))).toBeUndefined()
  })
})

describe('an order', () => {
  test('is reduced by what is filled of it, and gone when nothing is left', () => {
    const state = reserved('3')
    run(state, fill({ order: 'o1' }))
    expect(state.accounts.get('anna')?.orders.get('o1')?.contracts.toString()).toBe('2')
    const events = run(state, fill({ contracts: '2', order: 'o1' }))
    expect(events[0]).toEqual({ type: 'order-released', account: 'anna', order: 'o1', why: 'filled' })
    expect(state.accounts.get('anna')?.orders.size).toBe(0)
  })

  test.each<[string, Partial<OpenOrder>, Fields, string]>([
    ['in another symbol', { symbol: spot }, {}, 'order.unknown'],
    ['of the other direction', {}, { contracts: '-1' }, 'order.unknown'],
    ['of another side', { side: 'long' }, {}, 'order.unknown'],
    ['for less', {}, { contracts: '3.1' }, 'order.overfilled'],
  ])('%s is not what was filled', (_, terms, leg, code) => {
    expect(refused(reserved('3', terms), fill({ order: 'o1', ...leg }))).toBe(code)
  })

  test('in spot is reduced too', () => {
    const state = reserved('3', { symbol: spot })
    run(state, fill({ order: 'o1' }, { symbol: spot }))
    expect(state.accounts.get('anna')?.orders.get('o1')?.contracts.toString()).toBe('2')
  })
})

test('what one user buys of another leaves nothing open between them and the venue', () => {
  const state = anna()
  const legs = [
    { account: 'anna', contracts: '2', fee: '3' },
    { account: 'ben', contracts: '-2', fee: '-1' },
  ]
  run(state, { ...fill(), legs }, { ...fill({ contracts: '-2' }), price: '50100' })
  expect(state.openContracts.get(perpetual)?.toString()).toBe('-2')
  expect(state.accounts.get('anna')?.balances.get('USDT')?.toString()).toBe('1197')
  expect(state.books.get(bookKey('@fees', 'USDT'))?.toString()).toBe('2')
  expect(state.books.get(bookKey('@trading', 'USDT'))?.toString()).toBe('-200')
})

describe('a spot trade', () => {
  test.each([
    ['0.123456789', '30000.1', '0.12345678', '-3703.71601568'],
    ['-0.123456789', '30000.1', '-0.12345679', '3703.71601567'],
  ])('of %s at %s brings %s coins for %s, each rounded against the account', (contracts, price, coins, quote) => {
    const state = anna()
    run(state, fill({ account: 'ben', contracts }, { symbol: spot, price }))
    const { balances } = state.accounts.get('ben') ?? { balances: new Map() }
    expect([balances.get('BTC')?.toString(), balances.get('USDT')?.toString()]).toEqual([coins, quote])
  })

  test('pays its fee in the quote currency and holds no position', () => {
    const state = anna()
    const events = run(state, fill({ contracts: '0.01', fee: '0.5' }, { symbol: spot }))
    expect(state.accounts.get('anna')?.balances.get('USDT')?.toString()).toBe('499.5')
    expect(state.accounts.get('anna')?.positions.size).toBe(0)
    expect(events.map(({ type }) => type)).toEqual(['posted', 'posted', 'posted', 'filled'])
  })
})

test('an option may trade at 0', () => {
  const state = anna()
  run(state, fill({}, { symbol: call, price: '0' }))
  expect(state.accounts.get('anna')?.positions.get(call)?.cost.toString()).toBe('0')
})

test('a trade before what came before it is refused', () => {
  expect(refused(anna(), fill({}, { at: engineAt - 1 }))).toBe('command.clock-back')
})
