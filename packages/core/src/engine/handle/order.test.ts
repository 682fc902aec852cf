import { describe, expect, test } from 'vitest'
import { Decimal } from '../../num/decimal.ts'
import type { Fields } from '../../testkit/builders.ts'
import { attempt, engineAt, engineWith, refused, run, usualPrices } from '../../testkit/engine.ts'
import type { Account } from '../account.ts'
import { ordersMax } from '../order/terms.ts'
import type { EngineState } from '../state.ts'

const btc = 'BTC/USDT:USDT'
const eth = 'ETH/USDT:USDT'
const inverse = 'BTC/USD:BTC'
const call = 'BTC/USDC:USDC-260327-50000-C'
const expired = 'BTC/USDT:USDT-251231'
const spot = 'BTC/USDT'
const future = 'BTC/USDT:USDT-260327'
const symbols = [btc, eth, future, inverse, call, expired, spot]

/** An account with 10 000, which carries 250 000 of notional: 25 times, above the first 100 000. */
function funded(model = 'generic/cross', amount = '10000'): EngineState {
  const state = engineWith(symbols)
  run(
    state,
    { type: 'open', account: 'alice', mode: model.split('/')[1], model },
    { type: 'deposit', account: 'alice', asset: 'USDT', amount },
  )
  return state
}

function orderOf(contracts: string, more: Fields = {}): Fields {
  return {
    type: 'order',
    account: 'alice',
    order: { id: 'a', symbol: btc, contracts, price: '50000', reduceOnly: false, ...more },
  }
}

function traded(state: EngineState, contracts: string, price = '50000', more: Fields = {}): void {
  const { symbol = btc, ...leg } = more
  run(state, { type: 'fill', symbol, price, legs: [{ account: 'alice', contracts, fee: '0', ...leg }] })
}

const aliceOf = (state: EngineState): Account => state.accounts.get('alice') as Account

describe('an order that fits', () => {
  test('is kept, and counts in what the next may be', () => {
    const state = funded()
    run(state, orderOf('5'))
    expect(aliceOf(state).orders.get('a')?.contracts.toString()).toBe('5')
    expect(attempt(state, orderOf('1', { id: 'b' }))).toMatchObject({
      refusal: { code: 'order.breaches', facts: { pool: 'account', currency: 'USD', largestThatFits: '0' } },
    })
  })

  test('may stand on the other side of one that uses all margin: only the worse side counts', () => {
    const state = funded()
    run(state, orderOf('5'), orderOf('-5', { id: 'b' }))
    expect(aliceOf(state).orders.size).toBe(2)
  })

  test('of an inverse contract is counted in whole contracts', () => {
    const state = funded('generic/cross', '0.1')
    run(state, { type: 'deposit', account: 'alice', asset: 'BTC', amount: '0.1' })
    expect(attempt(state, orderOf('100000000', { symbol: inverse }))).toMatchObject({
      refusal: { code: 'order.breaches', facts: { largestThatFits: '118752' } },
    })
  })
})

describe('an order that breaches initial margin', () => {
  test('says what is lacking and what would fit', () => {
    expect(attempt(funded(), orderOf('5.5'))).toMatchObject({
      done: false,
      refusal: {
        code: 'order.breaches',
        path: '/order/contracts',
        facts: { shortBy: 1000, largestThatFits: '5', pool: 'account', currency: 'USD' },
      },
    })
  })

  test('is told the largest that fits with its own sign', () => {
    expect(attempt(funded(), orderOf('-5.5'))).toMatchObject({ refusal: { facts: { largestThatFits: '-5' } } })
  })

  test('at a price worse than the mark must also pay the difference', () => {
    const outcome = attempt(funded(), orderOf('5', { price: '50100' }))
    expect(outcome).toMatchObject({ refusal: { code: 'order.breaches', facts: { shortBy: 500 } } })
    run(funded(), orderOf('5', { price: '49900' }))
  })

  test.each(['generic/cross', 'house/portfolio', 'bybit/portfolio'])(
    'under %s lacks the difference to the mark once, whether its venue asks for it or not',
    (model) => {
      const [at, above] = ['50000', '50100'].map((price) => attempt(funded(model), orderOf('400', { price })))
      const shortOf = (outcome: typeof at): number =>
        outcome?.done === false ? (outcome.refusal.facts?.['shortBy'] as number) : Number.NaN
      expect(shortOf(above) - shortOf(at)).toBeCloseTo(400 * 100, 6)
    },
  )

  test('counts what other open orders lose when they fill', () => {
    const state = funded()
    run(state, orderOf('1', { price: '53000' }))
    expect(refused(state, orderOf('4', { id: 'b' }))).toBe('order.breaches')
    run(state, orderOf('2.5', { id: 'b' }))
  })

  test('of an option must be able to pay its premium, though it needs no margin', () => {
    const option = { symbol: call, price: '5000' }
    run(funded(), orderOf('2', option))
    expect(attempt(funded(), orderOf('3', option))).toMatchObject({
      refusal: { code: 'order.breaches', facts: { shortBy: 5000, largestThatFits: '2' } },
    })
  })

  test('in isolated mode is paid by the free balance', () => {
    const state = funded('generic/isolated')
    expect(attempt(state, orderOf('6'))).toMatchObject({ refusal: { facts: { largestThatFits: '5' } } })
    traded(state, '4')
    expect(refused(state, orderOf('2'))).toBe('order.breaches')
    run(state, orderOf('20', { symbol: eth, price: '2500' }))
  })

  test('in isolated mode may not be below its line as soon as it fills', () => {
    expect(attempt(funded('generic/isolated'), orderOf('0.1', { price: '55000' }))).toMatchObject({
      refusal: { code: 'order.breaches', facts: { pool: `${btc} long`, currency: 'USDT' } },
    })
    run(funded('generic/isolated'), orderOf('0.1', { price: '50100' }))
  })

  test('is not held back by an isolated position that lacks margin of its own', () => {
    const state = funded()
    run(state, { type: 'set-isolated', account: 'alice', symbol: eth, isolated: true })
    traded(state, '10', '2500', { symbol: eth })
    run(state, usualPrices(symbols, engineAt, { ETH: 0.985 }))
    run(state, orderOf('1'))
  })

  test('is told why when its venue does not have the instrument', () => {
    expect(attempt(funded('binance/cross'), orderOf('0.1', { symbol: call, price: '100' }))).toMatchObject({
      refusal: { code: 'account.unpriced', problems: [{ code: 'venue.cannot-hold' }] },
    })
  })
})

describe('an order that reduces risk', () => {
  test('is allowed below the line of liquidation', () => {
    const state = funded()
    traded(state, '5')
    run(state, usualPrices(symbols, engineAt, { BTC: 0.95 }))
    expect(refused(state, orderOf('0.1', { price: '47500' }))).toBe('order.breaches')
    run(state, orderOf('-5', { price: '47500' }))
  })

  test('is counted with the other orders that close the same position', () => {
    const state = funded()
    traded(state, '5')
    run(state, usualPrices(symbols, engineAt, { BTC: 0.95 }), orderOf('-5', { price: '47500' }))
    expect(refused(state, orderOf('-5', { id: 'b', price: '47500' }))).toBe('order.breaches')
  })

  test('may turn a position over to a smaller one, not to a larger one', () => {
    const state = funded()
    traded(state, '5')
    run(state, usualPrices(symbols, engineAt, { BTC: 0.95 }))
    expect(attempt(state, orderOf('-11', { price: '47500' }))).toMatchObject({
      refusal: { facts: { largestThatFits: expect.stringMatching(/^-9\.9999/) } },
    })
    run(state, orderOf('-9', { price: '47500' }))
  })

  test('may be a hedge in another instrument, where they net', () => {
    const [netted, apart] = ['house/portfolio', 'generic/cross'].map((model) => {
      const state = funded(model, '100000')
      traded(state, '20')
      run(state, usualPrices(symbols, engineAt, { BTC: 0.93 }))
      return attempt(state, orderOf('-20', { symbol: future, price: '46500' })).done
    })
    expect([netted, apart]).toEqual([true, false])
  })

  test('at a price that costs more than it frees is none', () => {
    const state = funded()
    traded(state, '5')
    run(state, usualPrices(symbols, engineAt, { BTC: 0.95 }))
    expect(refused(state, orderOf('-5', { price: '40000' }))).toBe('order.breaches')
  })
})

test('what empties an isolated position is an order that reduces risk', () => {
  const state = funded('generic/isolated', '4001')
  traded(state, '2')
  run(state, usualPrices(symbols, engineAt, { BTC: 0.97 }))
  run(state, orderOf('-2', { price: '48500' }))
})

describe('an order that only closes', () => {
  test('is allowed up to what is held, with the others that close it', () => {
    const state = funded()
    traded(state, '5')
    run(state, orderOf('-3', { reduceOnly: true }))
    expect(attempt(state, orderOf('-3', { id: 'b', reduceOnly: true }))).toMatchObject({
      refusal: { code: 'order.reduce-only', facts: { held: '5', closing: '-6' } },
    })
    run(state, orderOf('-2', { id: 'b', reduceOnly: true }))
  })

  test('is allowed on stale prices, when nothing else is', () => {
    const state = funded()
    traded(state, '1')
    const at = engineAt + 60_001
    expect(attempt(state, { ...orderOf('-1'), at })).toMatchObject({
      refusal: {
        code: 'account.unpriced',
        problems: ['/instruments/BTC~1USDT:USDT', '/underlyings/BTC', '/assets/USDT'].map((path) => ({
          code: 'market.stale',
          path,
        })),
      },
    })
    run(state, { ...orderOf('-1', { reduceOnly: true }), at })
  })

  test('is allowed under liquidation', () => {
    const state = funded()
    traded(state, '1')
    state.accounts.set('alice', {
      ...aliceOf(state),
      liquidation: { state: 'liquidating', pool: 'account', since: engineAt, steps: 0 },
    })
    expect(refused(state, orderOf('-1'))).toBe('account.liquidating')
    run(state, orderOf('-1', { reduceOnly: true }))
  })

  test('in hedge mode is one against its side', () => {
    const state = funded()
    run(state, { type: 'set-hedge-mode', account: 'alice', hedge: true })
    traded(state, '1', '50000', { side: 'long' })
    expect(refused(state, orderOf('-2', { side: 'long' }))).toBe('order.reduce-only')
    run(state, orderOf('-1', { side: 'long' }), orderOf('-1', { id: 'b', side: 'short' }))
  })
})

test('an instrument whose price is missing has no orders', () => {
  const state = funded()
  const { instruments } = { instruments: [{ ...unpricedFuture }] }
  run(state, { type: 'list', instruments })
  expect(refused(state, orderOf('0.1', { symbol: unpricedFuture.symbol }))).toBe('account.unpriced')
})

const unpricedFuture = {
  symbol: 'BTC/USDT:USDT-260626',
  kind: 'future',
  underlying: 'BTC',
  quote: 'USDT',
  settle: 'USDT',
  payout: 'linear',
  contractSize: '1',
  expiry: '2026-06-26T08:00:00Z',
}

test('part of an isolated position may be closed for what was set aside beyond the balance, though it is itself in profit', () => {
  const state = funded('generic/isolated', '1000')
  run(state, { type: 'set-leverage', account: 'alice', symbol: btc, leverage: 10 })
  // 5 000 set aside of 1 000: a trade is a fact.
  traded(state, '-1')
  run(state, usualPrices([btc], engineAt, { BTC: 0.95 }))
  expect(refused(state, orderOf('-0.1', { price: '47500' }))).toBe('order.breaches')
  run(state, orderOf('0.1', { price: '47500' }))
})

test('an account has at most a thousand open orders, whatever they do, and one less makes room', () => {
  const state = funded()
  traded(state, '1')
  const one = { id: '', symbol: btc, contracts: Decimal.of('0.000001'), price: Decimal.of('50000') }
  const rows = Array.from({ length: ordersMax }, (_, i) => ({
    ...one,
    id: `o${i}`,
    reduceOnly: false,
    side: undefined,
  }))
  state.accounts.set('alice', { ...aliceOf(state), orders: new Map(rows.map((order) => [order.id, order])) })
  expect(attempt(state, orderOf('0.1'))).toMatchObject({ refusal: { code: 'order.too-many', facts: { ordersMax } } })
  expect(refused(state, orderOf('-0.1', { reduceOnly: true }))).toBe('order.too-many')
  run(state, { type: 'cancel', account: 'alice', order: 'o7' }, orderOf('-0.1', { reduceOnly: true }))
})

test('an order is refused by the first rule against it', () => {
  const state = funded()
  traded(state, '1')
  run(state, orderOf('0.1'))
  const before = { ...aliceOf(state) }
  state.accounts.set('alice', {
    ...before,
    liquidation: { state: 'liquidating', pool: 'account', since: engineAt, steps: 0 },
  })
  const all = { id: 'a', symbol: 'XYZ/USDT:USDT', contracts: '0', price: '0', reduceOnly: true, side: 'long' }
  const steps: readonly (readonly [string, string, Fields])[] = [
    ['command.value', '/order/contracts', {}],
    ['instrument.unlisted', '/order/symbol', { contracts: '100' }],
    ['instrument.kind', '/order/symbol', { symbol: spot }],
    ['instrument.expired', '/order/symbol', { symbol: expired }],
    ['command.value', '/order/price', { symbol: btc }],
    ['order.exists', '/order/id', { price: '50000' }],
    ['position.side', '/order/side', { id: 'b' }],
    ['order.reduce-only', '/order/contracts', { side: undefined }],
    ['account.liquidating', '/account', { reduceOnly: false }],
  ]
  let order: Fields = all
  const placed = (account: string): Fields => {
    const { side, ...rest } = order
    return { type: 'order', account, order: side === undefined ? rest : { ...rest, side } }
  }
  expect(refused(state, placed('bob'))).toBe('account.unknown')
  for (const [code, path, fixed] of steps) {
    order = { ...order, ...fixed }
    expect(attempt(state, placed('alice'))).toMatchObject({ refusal: { code, path } })
  }
  state.accounts.set('alice', before)
  expect(refused(state, { ...placed('alice'), at: engineAt + 60_001 })).toBe('account.unpriced')
  const fresh = funded()
  expect(refused(fresh, placed('alice'))).toBe('order.breaches')
})
