import { expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import { type Fields, listing } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, happens, run, usualPrices } from '../../testkit/engine.ts'
import { lawsBroken } from '../laws.ts'
import type { EngineState } from '../state.ts'
import { stateOfText, stateText, stateTextAnew } from './snapshot.ts'

const [perpetual, inverse, future] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'BTC/USDT:USDT-260327']
const [call, spot] = ['ETH/USD:ETH-260327-2400-C', 'BTC/USDT']
const symbols = [perpetual, inverse, future, call, spot]
const late = Date.parse('2026-03-27T08:00:00.000Z')

function fill(symbol: string, price: string, ...legs: readonly Fields[]): Fields {
  return { type: 'fill', symbol, price, legs: legs.map((leg) => ({ fee: '0.5', ...leg })) }
}

const policies: Fields = {
  'house/portfolio': { cleanSlate: true, equityMin: { amount: '100000.5', currency: 'USD' }, disclosures: ['risks'] },
  'generic/cross': { cleanSlate: false, equityMin: null, disclosures: [], trackRecordDays: 30 },
}

/** Something of everything that a state can hold. */
function rich(): EngineState {
  const state = engineWith(symbols)
  const terms = { price: Decimal.of('49000.5'), reduceOnly: false }
  run(
    state,
    { type: 'open', account: 'anna', mode: 'isolated', model: 'generic/isolated' },
    { type: 'open', account: 'ben', mode: 'cross', model: 'generic/cross' },
    { type: 'open', account: 'carl', mode: 'portfolio', model: 'house/portfolio', settings: {} },
    ...['anna', 'ben', 'carl'].flatMap((account) => [
      { type: 'deposit', account, asset: 'USDT', amount: '100000.00000001' },
      { type: 'deposit', account, asset: 'ETH', amount: '30' },
    ]),
    { type: 'fund-deposit', asset: 'USDT', amount: '5000' },
    { type: 'set-hedge-mode', account: 'ben', hedge: true },
    { type: 'set-isolated', account: 'ben', symbol: perpetual, isolated: true },
    { type: 'set-leverage', account: 'anna', symbol: perpetual, leverage: 7 },
    fill(perpetual, '50001.5', { account: 'anna', contracts: '0.3' }),
    fill(
      perpetual,
      '50001.5',
      { account: 'ben', contracts: '0.7', side: 'long' },
      { account: 'ben', contracts: '-0.1', side: 'short' },
    ),
    fill(inverse, '2501', { account: 'carl', contracts: '-777' }, { account: 'anna', contracts: '13' }),
    fill(call, '0.0512', { account: 'carl', contracts: '-3' }),
    fill(spot, '50000', { account: 'carl', contracts: '0.1' }),
    { type: 'accrue-funding', symbol: inverse, rateFrac: '0.00012345' },
    { type: 'prices', forwards: [{ underlying: 'ETH', expiryAt: late, price: '2510', rateFrac: 0.04 }] },
    { type: 'prices', marks: { [perpetual]: '5000' } },
    { type: 'configure', config: { staleAfterMs: 5000 }, policies },
    { type: 'resume' },
  )
  const order = { id: 'o1', symbol: perpetual, contracts: Decimal.of('-0.2'), side: 'short', ...terms } as const
  const spotOrder = { id: 'o2', symbol: spot, contracts: Decimal.of('1'), side: undefined, ...terms }
  const change = { type: 'change-rules', at: engineAt, model: 'generic/cross', effectiveAt: late + 1 } as const
  happens(
    state,
    { type: 'order-reserved', account: 'ben', order },
    { type: 'order-reserved', account: 'ben', order: spotOrder },
    { type: 'disclosure-accepted', account: 'carl', disclosure: 'portfolio', at: engineAt },
    { type: 'parameters-defined', name: 'mine', document: { format: 'plimsoll-params/1', of: [1, 0.25, null] } },
    { type: 'rules-scheduled', change },
    { type: 'liquidation', account: 'anna', now: { state: 'liquidating', pool: 'x', since: engineAt, steps: 2 } },
    { type: 'settled', symbol: future, price: Decimal.of('50000') },
  )
  return state
}

test('a state with something of everything is read back as it was', () => {
  const state = rich()
  const text = stateText(state)
  const again = stateOfText(text)
  expect(stateText(again)).toBe(text)
  expect(lawsBroken(again)).toEqual([])
  expect([...again.holders].map(([symbol, ids]) => [symbol, [...ids].sort()]).sort()).toEqual(
    [...state.holders].map(([symbol, ids]) => [symbol, [...ids].sort()]).sort(),
  )
})

test('what follows is the same from a state and from its text', () => {
  const [state, again] = [rich(), stateOfText(stateText(rich()))]
  const next: readonly Fields[] = [
    usualPrices(symbols, engineAt + 1, { BTC: 1.01 }),
    { type: 'funding', at: engineAt + 2, symbol: perpetual, rateFrac: '0.0001' },
    { type: 'cancel', at: engineAt + 2, account: 'ben', order: 'o2' },
    { ...fill(inverse, '2400', { account: 'carl', contracts: '1000' }), at: engineAt + 3 },
    { type: 'withdraw', at: engineAt + 3, account: 'carl', asset: 'USDT', amount: '1000' },
    { type: 'add-margin', at: engineAt + 3, account: 'ben', symbol: perpetual, side: 'long', amount: '11' },
    { type: 'settle', at: late, symbol: call, price: '2600' },
  ]
  for (const fields of next) {
    expect(attempt(again, fields)).toEqual(attempt(state, fields))
    expect(stateText(again)).toBe(stateText(state))
  }
  expect(lawsBroken(state)).toEqual([])
})

test('states differ in their text when anything in them does', () => {
  const state = engineWith([perpetual])
  const texts = new Set([stateText(state)])
  const next: readonly Fields[] = [
    { type: 'open', account: 'anna', mode: 'cross', model: 'generic/cross' },
    { type: 'set-hedge-mode', account: 'anna', hedge: true },
    { type: 'list', instruments: [listing(spot)] },
    { type: 'prices', vols: {} },
    { type: 'fund-deposit', asset: 'USDT', amount: '0.00000001' },
  ]
  for (const fields of next) {
    run(state, fields)
    texts.add(stateText(state))
  }
  expect(texts.size).toBe(next.length + 1)
})

test('the text of something else is not a state', () => {
  expect(() => stateOfText('{"core":')).toThrow(SyntaxError)
  const text = stateText(rich())
  const scheduled = text.replace('\\"type\\":\\"change-rules\\"', '\\"type\\":\\"resume\\"')
  expect(() => stateOfText(scheduled)).toThrow('a scheduled change must be change-rules')
})

test('texts of accounts that are remembered make the same bytes as texts made anew, after whatever was changed of whom', () => {
  const state = rich()
  expect(stateText(state)).toBe(stateTextAnew(state))
  const changes: readonly Fields[] = [
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '1' },
    { type: 'cancel', account: 'ben', order: 'o1' },
    { type: 'open', account: 'dora', mode: 'cross', model: 'generic/cross' },
    { type: 'transfer', account: 'carl', to: 'dora', asset: 'ETH', amount: '0.5' },
    { type: 'set-leverage', account: 'anna', symbol: perpetual, leverage: 3 },
    { type: 'funding', symbol: inverse, rateFrac: '0.001' },
  ]
  let done = 0
  for (const change of changes) {
    if (attempt(state, { at: state.core.at, ...change }).done) done += 1
    expect(stateText(state)).toBe(stateTextAnew(state))
  }
  expect(done).toBeGreaterThan(3)
  expect(stateText(stateOfText(stateText(state)))).toBe(stateText(state))
})
