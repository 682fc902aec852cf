import { describe, expect, test } from 'vitest'
import {
  amount,
  exact,
  figure,
  fixed,
  headlinePercent,
  instant,
  money,
  percent,
  signed,
  signedPercent,
  spoken,
  unknown,
} from './format.ts'

const thin = '\u202f'
const minus = '\u2212'

describe('numbers on the screen', () => {
  test('thousands are held together by a thin space that does not break', () => {
    expect(fixed(1234567.891, 2)).toBe(`1${thin}234${thin}567.89`)
    expect(fixed(999, 0)).toBe('999')
  })

  test('negative numbers have a true minus, and what rounds to zero has none', () => {
    expect(fixed(-1500, 0)).toBe(`${minus}1${thin}500`)
    expect(fixed(-0.001, 2)).toBe('0.00')
    expect(signed(-0.001, 2)).toBe('0.00')
    expect(signed(4200, 0)).toBe(`+4${thin}200`)
  })

  test('an amount has cents below a thousand and none from there', () => {
    expect(amount(999.99)).toBe('999.99')
    expect(amount(999.996)).toBe(`1${thin}000`)
    expect(amount(0)).toBe('0')
    expect(amount(51210.4)).toBe(`51${thin}210`)
  })

  test('the sign of a loss stands before the currency', () => {
    expect(money(-171300, 'USD')).toBe(`${minus}$${thin}171${thin}300`)
    expect(money(52.1, 'USDT')).toBe(`52.10${thin}USDT`)
  })

  test('an unknown figure is a dash, never zero', () => {
    expect([
      fixed(null, 2),
      signed(null, 2),
      amount(null),
      money(null, 'USD'),
      percent(null, 1),
      exact(null),
      figure(null),
    ]).toEqual(Array(7).fill(unknown))
    expect(spoken(null)).toBe('unknown')
  })

  test('fractions become percents only here', () => {
    expect(percent(0.8, 0)).toBe(`80${thin}%`)
    expect(signedPercent(-0.1142, 1)).toBe(`${minus}11.4${thin}%`)
  })

  test('a headline percent is never rounded onto a bound that was not reached', () => {
    expect(headlinePercent(0.997, [1])).toBe(`99.7${thin}%`)
    expect(headlinePercent(0.8, [1])).toBe(`80${thin}%`)
    expect(headlinePercent(1.002, [1])).toBe(`100${thin}%`)
    expect(headlinePercent(2 / 3 - 0.001, [2 / 3])).toBe(`66.6${thin}%`)
  })

  test('an exact decimal keeps every digit', () => {
    expect(exact('-150000.00000001')).toBe(`${minus}150${thin}000.00000001`)
    expect(exact('0.0328')).toBe('0.0328')
  })

  test('small greeks keep digits that say something', () => {
    expect(figure(0.00123)).toBe('0.00123')
    expect(figure(12345.6)).toBe(`12${thin}346`)
    expect(figure(0)).toBe('0.00')
  })

  test('a screen reader hears the sign as a word', () => {
    expect(spoken(-171300.2)).toBe('minus 171300')
  })

  test('an instant is shown to the minute, in UTC', () => {
    expect(instant('2024-01-08T11:19:41.000Z')).toBe('2024-01-08 11:19 UTC')
  })
})
