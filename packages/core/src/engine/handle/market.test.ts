import { describe, expect, test } from 'vitest'
import { type Fields, listing } from '../../testkit/builders.ts'
import { engineAt, engineWith, refused, run } from '../../testkit/engine.ts'
import type { EngineState } from '../state.ts'

const [perpetual, call] = ['BTC/USDT:USDT', 'BTC/USDT:USDT-260327-50000-C']

const engine = (): EngineState => engineWith([perpetual, call])
const prices = (fields: Fields): Fields => ({ type: 'prices', ...fields })
const markOf = ({ core }: EngineState, symbol = perpetual): string | undefined =>
  core.market.instruments.get(symbol)?.mark?.toString()

describe('a price', () => {
  test('has the instant it was told; what was not told keeps its own', () => {
    const state = engine()
    run(state, prices({ at: engineAt + 1, marks: { [perpetual]: '51000' } }))
    const { instruments, underlyings, at } = state.core.market
    expect([markOf(state), instruments.get(perpetual)?.at, at]).toEqual(['51000', engineAt + 1, engineAt + 1])
    expect(underlyings.get('BTC')?.at).toBe(engineAt)
  })

  test('that jumps too far waits for one that confirms it', () => {
    const state = engine()
    const [held] = run(state, prices({ marks: { [perpetual]: '5000' } }))
    expect(held).toMatchObject({ type: 'price-held', price: `mark ${perpetual}` })
    expect([markOf(state), state.core.suspects.size]).toEqual(['50000', 1])
    run(state, prices({ at: engineAt + 1, marks: { [perpetual]: '5100' } }))
    expect([markOf(state), state.core.suspects.size]).toEqual(['5100', 0])
  })

  test('that comes back was never away', () => {
    const state = engine()
    run(state, prices({ marks: { [perpetual]: '5000' } }), prices({ marks: { [perpetual]: '50100' } }))
    expect([markOf(state), state.core.suspects.size]).toEqual(['50100', 0])
  })

  test('of an asset and of an index waits too; of an option never', () => {
    const state = engine()
    run(
      state,
      prices({ marks: { [call]: '1000' } }),
      prices({ assets: { USDT: { price: '0.1' } }, indexes: { BTC: '1' }, marks: { [call]: '0' } }),
    )
    expect([...state.core.suspects.keys()]).toEqual(['asset USDT', 'index BTC'])
    expect(markOf(state, call)).toBe('0')
    expect(state.core.market.assets.get('USDT')?.price.toString()).toBe('1')
  })

  test('of a volatility can be taken away', () => {
    const state = engine()
    run(state, prices({ vols: { [call]: null } }))
    expect(state.core.market.instruments.get(call)?.markVol).toBeUndefined()
  })

  test('of an asset stays stable until it is said not to be', () => {
    const state = engine()
    run(state, prices({ assets: { USDT: { price: '0.99' } } }))
    expect(state.core.market.assets.get('USDT')).toMatchObject({ stable: true })
    run(state, prices({ assets: { USDT: { price: '0.99', stable: false } } }))
    expect(state.core.market.assets.get('USDT')).toMatchObject({ stable: false })
  })

  test.each<[string, Fields, string]>([
    ['of 0 of an asset', { assets: { USDT: { price: '0' } } }, 'command.value'],
    ['of 0 of an index', { indexes: { BTC: '0' } }, 'command.value'],
    ['of 0 of a perpetual', { marks: { [perpetual]: '0' } }, 'command.value'],
    ['below 0 of an option', { marks: { [call]: '-1' } }, 'command.value'],
    ['of what is not listed', { marks: { 'XRP/USDT:USDT': '1' } }, 'instrument.unlisted'],
    ['of a volatility of that', { vols: { 'XRP/USDT:USDT-260327-1-C': 0.5 } }, 'instrument.unlisted'],
  ])('%s is refused with all that came with it', (_, fields, code) => {
    const state = engine()
    expect(refused(state, prices({ indexes: { ETH: '2600' }, ...fields }))).toBe(code)
    expect(state.core.market.underlyings.get('ETH')?.index.toString()).toBe('2500')
  })
})

describe('a listing', () => {
  const list = (...instruments: readonly Fields[]): Fields => ({ type: 'list', instruments })

  test('of several is all or nothing', () => {
    const state = engine()
    const [fresh, old] = ['ETH/USDT:USDT', perpetual].map((symbol) => listing(symbol, { mark: undefined }))
    expect(refused(state, list(fresh as Fields, old as Fields))).toBe('instrument.exists')
    expect(state.core.market.instruments.has('ETH/USDT:USDT')).toBe(false)
  })

  test.each<[string, Fields]>([
    ['with a blank in its symbol', { symbol: `${perpetual} long` }],
    ['of contracts too large to count with', { contractSize: '1000000000000' }],
    ['of contracts too small to count with', { contractSize: '0.0000000000000000001' }],
  ])('%s is refused', (_, fields) => {
    const terms = listing('ETH/USDT:USDT', { mark: undefined, ...fields })
    expect(refused(engine(), list(terms))).toBe('command.value')
  })
})
