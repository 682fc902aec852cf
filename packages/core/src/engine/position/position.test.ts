import { describe, expect, test } from 'vitest'
import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { market } from '../../testkit/builders.ts'
import type { HeldPosition } from '../account.ts'
import { costOf, costScale, entryPrice, type Traded, traded } from './position.ts'

const [linear, inverse, call] = ['BTC/USDT:USDT', 'ETH/USD:ETH', 'ETH/USD:ETH-260327-2400-C']
const { instruments } = market([linear, inverse, call])

function instrumentOf(symbol: string): Derivative {
  const instrument = instruments.get(symbol)?.instrument
  if (instrument === undefined || instrument.kind === 'spot') throw new Error(`no contract ${symbol}`)
  return instrument
}

/** Trades one after the other, `contracts @ price`; gives what the last one did. */
function after(symbol: string, ...trades: readonly string[]): Traded {
  const instrument = instrumentOf(symbol)
  let result: Traded | undefined
  for (const text of trades) {
    const [contracts = '', price = ''] = text.split(' @ ')
    const trade = { contracts: Decimal.of(contracts), price: Decimal.of(price), side: undefined }
    result = traded(result?.now, { instrument, ...trade, fundingIndex: Decimal.zero })
  }
  if (result === undefined) throw new Error('at least one trade')
  return result
}

function shown({ now, booked, realised, closed, opened }: Traded): string {
  const held = now === undefined ? 'nothing' : `${now.contracts} for ${now.cost}`
  return `${held}, booked ${booked}, realised ${realised}, closed ${closed}, opened ${opened}`
}

describe('a linear position', () => {
  test.each<[string, readonly string[], string]>([
    ['opens', ['2 @ 50000'], '2 for 100000, booked 0, realised 0, closed 0, opened 2'],
    ['grows at its average', ['2 @ 50000', '1 @ 53000'], '3 for 153000, booked 0, realised 0, closed 0, opened 1'],
    [
      'closes partly at its average',
      ['2 @ 50000', '1 @ 53000', '-1 @ 52000'],
      '2 for 102000, booked 1000, realised 1000, closed -1, opened 0',
    ],
    ['closes', ['-2 @ 50000', '2 @ 51000'], 'nothing, booked -2000, realised -2000, closed 2, opened 0'],
    [
      'goes through zero',
      ['2 @ 50000', '-3 @ 49000'],
      '-1 for -49000, booked -2000, realised -2000, closed -2, opened -1',
    ],
    [
      'of a short gains as the price falls',
      ['-2 @ 50000', '1.5 @ 40000'],
      '-0.5 for -25000, booked 15000, realised 15000, closed 1.5, opened 0',
    ],
  ])('%s', (_, trades, is) => {
    expect(shown(after(linear, ...trades))).toBe(is)
  })

  test('books a loss with more digits than money has as the larger one, a profit as the smaller', () => {
    expect(after(linear, '0.001 @ 0.000001', '-0.001 @ 0').booked.toString()).toBe('-0.00000001')
    expect(after(linear, '-0.001 @ 0.000001', '0.001 @ 0').booked.toString()).toBe('0')
  })

  test('that is closed in thirds books no more than what it made', () => {
    const trades = ['3 @ 100', '-1 @ 100.00000001', '-1 @ 100.00000001', '-1 @ 100.00000001']
    const booked = [2, 3, 4].map((count) => after(linear, ...trades.slice(0, count)).booked.toString())
    expect(booked).toEqual(['0.00000001', '0.00000001', '0.00000001'])
  })

  test('has a cost of no more digits than it is kept with, rounded against it', () => {
    const [contracts, price] = ['0.000000000000000001', '0.123456789012345678']
    expect(after(linear, `${contracts} @ ${price}`).now?.cost.toString()).toBe(`0.${'0'.repeat(costScale - 1)}1`)
    expect(after(linear, `-${contracts} @ ${price}`).now?.cost.toString()).toBe('0')
  })
})

describe('an inverse position', () => {
  test.each<[string, readonly string[], string]>([
    ['costs coins', ['5000 @ 2500'], '5000 for 2, booked 0, realised 0, closed 0, opened 5000'],
    [
      'gains coins as the price rises',
      ['5000 @ 2500', '-2500 @ 5000'],
      '2500 for 1, booked 0.5, realised 0.5, closed -2500, opened 0',
    ],
    [
      'goes through zero',
      ['5000 @ 2500', '-10000 @ 2000'],
      '-5000 for -2.5, booked -0.5, realised -0.5, closed -5000, opened -5000',
    ],
  ])('%s', (_, trades, is) => {
    expect(shown(after(inverse, ...trades))).toBe(is)
  })

  test('is entered against itself when its cost does not end', () => {
    expect(costOf(instrumentOf(inverse), Decimal.of('1'), Decimal.of('3')).toString()).toBe('0.333333333333333333')
    expect(costOf(instrumentOf(inverse), Decimal.of('-1'), Decimal.of('3')).toString()).toBe('-0.333333333333333334')
  })

  test('that is closed where it was entered loses at most the last unit', () => {
    for (const sign of ['', '-']) {
      const other = sign === '' ? '-' : ''
      expect(after(inverse, `${sign}1 @ 3`, `${other}1 @ 3`).booked.toString()).toBe('-0.00000001')
    }
  })
})

describe('an option', () => {
  test.each<[string, readonly string[], string]>([
    ['costs its premium', ['10 @ 0.05'], '10 for 0.5, booked -0.5, realised 0, closed 0, opened 10'],
    ['pays its writer', ['-10 @ 0.05'], '-10 for -0.5, booked 0.5, realised 0, closed 0, opened -10'],
    [
      'books the premium of a close and tells its profit',
      ['10 @ 0.05', '-4 @ 0.08'],
      '6 for 0.3, booked 0.32, realised 0.12, closed -4, opened 0',
    ],
    ['goes through zero', ['10 @ 0.05', '-15 @ 0.08'], '-5 for -0.4, booked 1.2, realised 0.3, closed -10, opened -5'],
    ['may become worthless', ['10 @ 0.05', '-10 @ 0'], 'nothing, booked 0, realised -0.5, closed -10, opened 0'],
  ])('%s', (_, trades, is) => {
    expect(shown(after(call, ...trades))).toBe(is)
  })

  test('that is turned over books what the close brought apart from what the opening did', () => {
    expect(after(call, '10 @ 0.05', '-15 @ 0.08').bookedByClosing.toString()).toBe('0.8')
  })
})

describe('the average entry price', () => {
  const held = ({ now }: Traded): HeldPosition => {
    if (now === undefined) throw new Error('must be held')
    return now
  }

  test.each([
    [linear, ['2 @ 50000', '1 @ 53000'], '51000'],
    [linear, ['-2 @ 50000', '1 @ 53000'], '50000'],
    [inverse, ['5000 @ 2500', '5000 @ 1250'], '1666.666666666666666667'],
    [call, ['10 @ 0.05', '10 @ 0.07'], '0.06'],
    [call, ['10 @ 0'], '0'],
    [inverse, ['0.0001 @ 1000000000000000'], '0'],
  ])('of %s after %j is %s', (symbol, trades, price) => {
    expect(entryPrice(held(after(symbol, ...trades)), instrumentOf(symbol)).toString()).toBe(price)
  })
})
