import { describe, expect, test } from 'vitest'
import { type Fields, listing } from '../../testkit/builders.ts'
import { engineWith, refused, run } from '../../testkit/engine.ts'
import { bookKey, type EngineState, genesis } from '../state.ts'

const [perpetual, call] = ['BTC/USDT:USDT', 'BTC/USDT:USDT-260327-50000-C']

/** Anna with 10 000 USDT, positions in the perpetual at leverage 10 unless told otherwise. */
function isolated(leverage = 10, mode = 'isolated'): EngineState {
  const state = engineWith([perpetual, call])
  run(
    state,
    { type: 'open', account: 'anna', mode, model: `generic/${mode}` },
    { type: 'fund-deposit', asset: 'USDT', amount: '100000' },
    { type: 'deposit', account: 'anna', asset: 'USDT', amount: '10000' },
    { type: 'set-leverage', account: 'anna', symbol: perpetual, leverage },
  )
  return state
}

function trade(state: EngineState, contracts: string, price: string, leg: Fields = {}): void {
  const legs = [{ account: 'anna', contracts, fee: '0', ...leg }]
  run(state, { type: 'fill', symbol: perpetual, price, legs })
}

function premium(state: EngineState, contracts: string, price: string): void {
  run(state, { type: 'fill', symbol: call, price, legs: [{ account: 'anna', contracts, fee: '0' }] })
}

function marginOf({ accounts }: EngineState, key: string = perpetual): string | undefined {
  return accounts.get('anna')?.positions.get(key)?.isolatedMargin?.toString()
}

function balanceOf({ accounts }: EngineState): string | undefined {
  return accounts.get('anna')?.balances.get('USDT')?.toString()
}

const fundOf = ({ books }: EngineState): string | undefined => books.get(bookKey('@fund', 'USDT'))?.toString()

describe('an isolated position', () => {
  test('sets its notional ÷ leverage aside and leaves the balance', () => {
    const state = isolated()
    trade(state, '0.4', '50000', { fee: '10' })
    expect([marginOf(state), balanceOf(state)]).toEqual(['2000', '9990'])
  })

  test('takes for what it grows by what that costs at its own price', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '0.1', '60000')
    expect(marginOf(state)).toBe('2600')
  })

  test('built in small parts has the leverage that its whole size allows', () => {
    const state = isolated(50)
    trade(state, '2', '50000')
    trade(state, '2', '50000')
    // The first 100 000 at 50, what comes on top at 25.
    expect(marginOf(state)).toBe('6000')
  })

  test('gives back the share of what is closed, and its profit', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '-0.1', '51000')
    expect([marginOf(state), balanceOf(state)]).toEqual(['1500', '10100'])
  })

  test('keeps its share rounded up', () => {
    const state = isolated()
    trade(state, '0.3', '50000.00000001')
    trade(state, '-0.1', '50000')
    // Two thirds of 1500.00000001, which itself was rounded up.
    expect(marginOf(state)).toBe('1000.00000001')
  })

  test('bears the loss and the fee of what is closed from the share of it', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '-0.2', '47000', { fee: '5' })
    expect([marginOf(state), balanceOf(state)]).toEqual(['1000', '9395'])
  })

  test('keeps what a loss beyond that share leaves', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '-0.2', '42000')
    expect([marginOf(state), balanceOf(state)]).toEqual(['400', '8400'])
  })

  test('loses no more than its margin; the insurance fund pays the rest', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '-0.4', '40000')
    expect([marginOf(state), balanceOf(state), fundOf(state)]).toEqual([undefined, '8000', '98000'])
  })

  test('that is turned over pays the fee of the new side from the balance', () => {
    const state = isolated()
    trade(state, '0.1', '50000')
    trade(state, '-0.3', '45000', { fee: '30' })
    // 500 of margin, all lost, and a third of the fee, which the fund bears.
    expect([marginOf(state), balanceOf(state), fundOf(state)]).toEqual(['900', '9480', '99990'])
  })

  test('gets a rebate of what is closed', () => {
    const state = isolated()
    trade(state, '0.4', '50000')
    trade(state, '-0.4', '50000', { fee: '-3' })
    expect(balanceOf(state)).toBe('10003')
  })

  test('without a price sets aside what its entry asks; an option, the whole of it', () => {
    const state = genesis('USD')
    const instruments = [listing(perpetual, { mark: undefined }), listing(call, { markVol: undefined })]
    run(
      state,
      { type: 'list', instruments },
      { type: 'open', account: 'anna', mode: 'isolated', model: 'generic/isolated' },
    )
    trade(state, '-0.4', '50000')
    premium(state, '-0.2', '3000')
    expect([marginOf(state), marginOf(state, call)]).toEqual(['400', '600'])
  })
})

describe('an isolated option', () => {
  test('that is bought sets nothing aside: its premium is paid', () => {
    const state = isolated()
    premium(state, '2', '3000')
    expect([marginOf(state, call), balanceOf(state)]).toEqual(['0', '4000'])
    premium(state, '-1', '3500')
    expect([marginOf(state, call), balanceOf(state)]).toEqual(['0', '7500'])
  })

  test('that was written pays for its close with its margin', () => {
    const state = isolated()
    premium(state, '-0.2', '3000')
    const margin = Number(marginOf(state, call))
    expect(margin).toBeGreaterThan(1500)
    premium(state, '0.2', '4000')
    expect([marginOf(state, call), balanceOf(state)]).toEqual([undefined, '9800'])
  })

  test('that is turned over is paid for the new side in full', () => {
    const state = isolated()
    premium(state, '-0.2', '3000')
    premium(state, '0.3', '20000')
    // The close costs 4 000: more than its margin. What the fund does not bear of it and the new premium are the account's.
    const covered = 100_000 - Number(fundOf(state))
    expect(covered).toBeGreaterThan(0)
    expect(Number(balanceOf(state))).toBeCloseTo(10_000 + 600 - 6000 + covered, 8)
    expect(marginOf(state, call)).toBe('0')
  })
})

describe('in a pool', () => {
  test('nothing is set aside and a loss is the whole account’s', () => {
    const state = isolated(10, 'cross')
    trade(state, '0.4', '50000')
    trade(state, '-0.4', '20000')
    expect([marginOf(state), balanceOf(state)]).toEqual([undefined, '-2000'])
  })
})

describe('in hedge mode', () => {
  function hedged(): EngineState {
    const state = isolated()
    run(state, { type: 'set-hedge-mode', account: 'anna', hedge: true })
    trade(state, '0.2', '50000', { side: 'long' })
    trade(state, '-0.1', '50000', { side: 'short' })
    return state
  }

  test('a long and a short stand side by side, each with its margin', () => {
    const state = hedged()
    expect([marginOf(state, `${perpetual} long`), marginOf(state, `${perpetual} short`)]).toEqual(['1000', '500'])
    expect(state.openContracts.get(perpetual)?.toString()).toBe('0.1')
  })

  test('each side is closed alone', () => {
    const state = hedged()
    trade(state, '0.1', '49000', { side: 'short' })
    expect([...(state.accounts.get('anna')?.positions.keys() ?? [])]).toEqual([`${perpetual} long`])
    expect(balanceOf(state)).toBe('10100')
    expect([...state.holders.keys()]).toEqual([perpetual])
  })

  test.each([
    [{ contracts: '-0.3', side: 'long' }, 'position.flips'],
    [{ contracts: '0.2', side: 'short' }, 'position.flips'],
    [{ contracts: '0.2' }, 'position.side'],
  ])('%j is refused', (leg, code) => {
    const legs = [{ account: 'anna', fee: '0', ...leg }]
    expect(refused(hedged(), { type: 'fill', symbol: perpetual, price: '50000', legs })).toBe(code)
  })
})
