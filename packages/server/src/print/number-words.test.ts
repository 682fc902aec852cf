import { describe, expect, test } from 'vitest'
import {
  coins,
  exact,
  money,
  percent,
  price,
  quantity,
  scientific,
  signedMoney,
  signedPercent,
} from './number-words.ts'

describe('numbers as people read them', () => {
  test('what is rounded to nothing has no sign', () => {
    expect([signedPercent(1e-9), signedPercent(-1e-9), signedMoney(0.001), signedMoney(-0.001)]).toEqual([
      '0.0\u202f%',
      '0.0\u202f%',
      '0.00',
      '0.00',
    ])
    expect([signedPercent(0.0005), signedMoney(0.01)]).toEqual(['+0.1\u202f%', '+0.01'])
  })

  test('money is whole from a thousand on', () => {
    expect([money(121400.4), money(999.5), money(-1234567.8), money(0), money(-0.001), money(null)]).toEqual([
      '121\u202f400',
      '999.50',
      '−1\u202f234\u202f568',
      '0.00',
      '0.00',
      '—',
    ])
  })

  test('signs of differences are always shown', () => {
    expect([signedMoney(5), signedMoney(-5), signedMoney(0), signedPercent(0.123), signedPercent(-0.123)]).toEqual([
      '+5.00',
      '−5.00',
      '0.00',
      '+12.3\u202f%',
      '−12.3\u202f%',
    ])
  })

  test('percents, prices and quantities keep the digits that say something', () => {
    expect([
      percent(0.8049, 0),
      percent(0.8049),
      price(44510.5),
      price(0.00012345),
      price(2222.19),
      quantity(-0.5),
    ]).toEqual(['80\u202f%', '80.5\u202f%', '44\u202f510.5', '0.000123', '2\u202f222.19', '−0.5'])
  })

  test('exact text keeps every digit', () => {
    expect([exact('-1500000.00000001'), exact('12'), exact(null)]).toEqual(['−1\u202f500\u202f000.00000001', '12', '—'])
  })

  test('amounts in coins keep four digits that say something', () => {
    expect([0.21375309, 5.8936, 308.62, 1234.4, 0, -0.000012345].map(coins)).toEqual([
      '0.2138',
      '5.894',
      '308.62',
      '1\u202f234',
      '0.00',
      '−0.00001234',
    ])
  })

  test('huge figures are short', () => {
    const huge = -3.9094525642134355e38
    expect([
      money(huge),
      signedMoney(-huge),
      percent(-huge),
      price(-huge),
      quantity(huge),
      exact(`-4${'0'.repeat(38)}`),
    ]).toEqual(['−3.9e38', '+3.9e38', '3.9e40\u202f%', '3.9e38', '−3.9e38', '−4.0e38'])
    expect([money(999_999_999_999_999), exact('999999999999999.5')]).toEqual([
      '999\u202f999\u202f999\u202f999\u202f999',
      '999\u202f999\u202f999\u202f999\u202f999.5',
    ])
  })

  test('errors by their power of ten', () => {
    expect([scientific(0), scientific(1.04e-16), scientific(Number.POSITIVE_INFINITY)]).toEqual([
      '0',
      '1.0e−16',
      'no number',
    ])
  })
})
