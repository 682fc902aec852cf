import { describe, expect, test } from 'vitest'
import { type Fields, listing } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, happens, refused, run } from '../../testkit/engine.ts'
import { bookKey, type EngineState } from '../state.ts'

const perpetual = 'BTC/USDT:USDT'

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

function two(mode = 'cross'): EngineState {
  const state = engineWith([perpetual])
  for (const account of ['anna', 'ben']) run(state, { type: 'open', account, mode, model: `generic/${mode}` })
  run(state, { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1000' })
  return state
}

function withPosition(mode = 'cross', price = '50000'): EngineState {
  const state = two(mode)
  run(state, { type: 'set-leverage', account: 'anna', symbol: perpetual, leverage: 10 })
  run(state, { type: 'fill', symbol: perpetual, price, legs: [{ account: 'anna', contracts: '0.1', fee: '0' }] })
  return state
}

const balanceOf = ({ accounts }: EngineState, id: string, asset = 'USDT'): string | undefined =>
  accounts.get(id)?.balances.get(asset)?.toString()

test('what is deposited comes from outside, what is withdrawn goes there', () => {
  const state = two()
  run(state, { type: 'withdraw', account: 'anna', asset: 'USDT', amount: '999.99999999' })
  expect(balanceOf(state, 'anna')).toBe('0.00000001')
  expect(state.books.get(bookKey('@venue', 'USDT'))?.toString()).toBe('-0.00000001')
})

test('a transfer changes two accounts and nothing else', () => {
  const state = two()
  const [event, ...rest] = run(state, { type: 'transfer', account: 'anna', to: 'ben', asset: 'USDT', amount: '400' })
  expect([balanceOf(state, 'anna'), balanceOf(state, 'ben'), rest]).toEqual(['600', '400', []])
  expect(event).toMatchObject({ type: 'posted', entry: { cause: 'transfer' } })
})

test('the fund is filled from outside', () => {
  const state = two()
  run(state, { type: 'fund-deposit', asset: 'USDT', amount: '5' })
  expect(state.books.get(bookKey('@fund', 'USDT'))?.toString()).toBe('5')
})

describe('refused', () => {
  const to = { type: 'transfer', account: 'anna', to: 'ben', asset: 'USDT', amount: '1' }
  test.each<[string, Fields, string]>([
    ['a deposit to nobody', { type: 'deposit', account: 'eve' }, 'account.unknown'],
    ['a withdrawal of nobody', { type: 'withdraw', account: 'eve' }, 'account.unknown'],
    ['a transfer of nobody', { ...to, account: 'eve' }, 'account.unknown'],
    ['a transfer to nobody', { ...to, to: 'eve', amount: '0' }, 'account.unknown'],
    ['a transfer to oneself', { ...to, to: 'anna', amount: '0' }, 'cash.same-account'],
    ['nothing', { type: 'deposit', amount: '0' }, 'command.value'],
    ['less than nothing', { type: 'withdraw', amount: '-1' }, 'command.value'],
    ['less than the smallest unit', { type: 'deposit', amount: '0.000000001' }, 'command.value'],
    ['such a transfer', { ...to, amount: '0.000000001' }, 'command.value'],
    ['such a deposit to the fund', { type: 'fund-deposit', amount: '-1', account: undefined }, 'command.value'],
    ['more than there is', { type: 'withdraw', amount: '1000.00000001' }, 'cash.exceeds-balance'],
    ['a transfer of more than there is', { ...to, amount: '1001' }, 'cash.exceeds-balance'],
    ['what was never held', { type: 'withdraw', asset: 'ETH' }, 'cash.exceeds-balance'],
  ])('%s', (_, fields, code) => {
    expect(refused(two(), defined({ account: 'anna', asset: 'USDT', amount: '1', ...fields }))).toBe(code)
  })

  test('what backs a position', () => {
    const state = withPosition()
    expect(refused(state, { type: 'withdraw', account: 'anna', asset: 'USDT', amount: '500.00000001' })).toBe(
      'cash.exceeds-free',
    )
    run(state, { type: 'withdraw', account: 'anna', asset: 'USDT', amount: '500' })
  })

  test('what is set aside, though something else would back the account', () => {
    const state = withPosition('isolated')
    run(state, { type: 'deposit', account: 'anna', asset: 'USDC', amount: '100000' })
    const outcome = attempt(state, { type: 'withdraw', account: 'anna', asset: 'USDT', amount: '500.5' })
    expect(outcome).toMatchObject({ refusal: { code: 'cash.exceeds-free', facts: { available: '500' } } })
  })

  test('what cannot be priced', () => {
    const state = withPosition()
    const late = { type: 'withdraw', at: engineAt + 60_001, account: 'anna', asset: 'USDT', amount: '1' }
    expect(refused(state, late)).toBe('account.unpriced')
  })

  test('out of a liquidation, not into one', () => {
    const state = withPosition()
    const now = { state: 'liquidating', pool: 'account', since: engineAt, steps: 0 } as const
    happens(state, { type: 'liquidation', account: 'anna', now })
    const amount = { account: 'anna', asset: 'USDT', amount: '1' }
    expect(refused(state, { type: 'withdraw', ...amount })).toBe('account.liquidating')
    expect(refused(state, { type: 'transfer', to: 'ben', ...amount })).toBe('account.liquidating')
    run(state, { type: 'deposit', ...amount })
  })
})

test('what nobody could ever price is not paid in beside a position; what was before can leave', () => {
  const state = two()
  const junk = { account: 'anna', asset: 'JUNK', amount: '0.00000001' }
  run(state, { type: 'deposit', ...junk }, { type: 'withdraw', ...junk })
  const held = withPosition()
  expect(attempt(held, { type: 'deposit', ...junk })).toMatchObject({
    refusal: { code: 'asset.unknown', path: '/asset' },
  })
  run(held, { type: 'deposit', account: 'anna', asset: 'SOL', amount: '1' })
  run(held, { type: 'deposit', ...junk, account: 'ben' })
  expect(refused(held, { type: 'transfer', to: 'anna', ...junk, account: 'ben' })).toBe('account.unpriced')
})

test('what has no fresh price is not given to an account with a position: it could not be liquidated any more', () => {
  const state = withPosition()
  run(state, { type: 'deposit', account: 'ben', asset: 'SOL', amount: '1' })
  const at = engineAt + 60_001
  run(state, { type: 'prices', at, indexes: { BTC: '50000' }, marks: { [perpetual]: '50000' } })
  const gift = { type: 'transfer', at, account: 'ben', to: 'anna', asset: 'SOL', amount: '0.00000001' }
  expect(attempt(state, gift)).toMatchObject({ refusal: { code: 'account.unpriced', path: '/underlyings/SOL' } })
  run(state, { type: 'open', at, account: 'carl', mode: 'cross', model: 'generic/cross' }, { ...gift, to: 'carl' })
  run(state, { type: 'prices', at, indexes: { SOL: '100' } }, gift)
})

test('what is listed but was never priced may be paid in, and out again, but not given to an account with a position', () => {
  const state = withPosition()
  run(
    state,
    { type: 'list', instruments: [listing('NEW/USDT')] },
    { type: 'deposit', account: 'ben', asset: 'NEW', amount: '1' },
  )
  const gift = { type: 'transfer', account: 'ben', to: 'anna', asset: 'NEW', amount: '1' }
  expect(attempt(state, gift)).toMatchObject({ refusal: { code: 'account.unpriced', path: '/assets/NEW' } })
  run(state, { type: 'withdraw', account: 'ben', asset: 'NEW', amount: '1' })
})

test('free money leaves an isolated account whatever its position stands at', () => {
  const state = withPosition('isolated', '53000')
  // 530 set aside and 300 lost of them: less than initial margin, and yet nobody else's business.
  run(state, { type: 'withdraw', account: 'anna', asset: 'USDT', amount: '470' })
  expect(balanceOf(state, 'anna')).toBe('530')
})

test('an account that holds nothing else needs no prices to be emptied', () => {
  const state = two()
  run(state, { type: 'withdraw', at: engineAt + 1e9, account: 'anna', asset: 'USDT', amount: '1000' })
  expect(balanceOf(state, 'anna')).toBe('0')
})
