import { describe, expect, test } from 'vitest'
import { InvariantError } from './assert.ts'
import { Decimal, decimalDigitsMax, type Rounding } from './decimal.ts'

describe('text', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.00', '0'],
    ['-12.50', '-12.5'],
    ['1250.00000001', '1250.00000001'],
    ['0.000000000000000001', '0.000000000000000001'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s is an exact number, shown as %s', (text, shown) => {
    expect(Decimal.of(text).toString()).toBe(shown)
    expect(JSON.stringify({ amount: Decimal.of(text) })).toBe(`{"amount":"${shown}"}`)
  })

  test.each([
    '',
    ' ',
    '1 ',
    ' 1',
    '+1',
    '--1',
    '.5',
    '5.',
    '-',
    '01',
    '1e3',
    '1E-3',
    '1e999',
    '0x10',
    '0b1',
    '1_000',
    '1,000',
    '1.2.3',
    'NaN',
    'Infinity',
    '-Infinity',
    '١',
    '−1',
    '1\n',
    '9'.repeat(decimalDigitsMax + 1),
  ])('%j is not a decimal', (text) => {
    expect(Decimal.isDecimal(text)).toBe(false)
    expect(() => Decimal.of(text)).toThrow(InvariantError)
  })

  test('the text of a refused decimal is told, but not all of a long one', () => {
    expect(() => Decimal.of('1e3')).toThrow('decimal must be plain digits, is "1e3"')
    expect(() => Decimal.of('9'.repeat(1000))).toThrow(/^.{0,130}$/)
  })
})

describe('from a double', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-2.5, '-2.5'],
  ])('%d is its shortest text, %s', (x, text) => {
    expect(Decimal.fromNumber(x).toString()).toBe(text)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d has no decimal', (x) => {
    expect(() => Decimal.fromNumber(x)).toThrow(`decimal must be finite, is ${x}`)
  })
})

describe('arithmetic', () => {
  test('a tenth and two tenths are three tenths', () => {
    expect(Decimal.of('0.1').plus(Decimal.of('0.2')).equals(Decimal.of('0.3'))).toBe(true)
  })

  test('products of 18 digits keep all of them', () => {
    const product = Decimal.of('123456789.123456789').times(Decimal.of('-0.000000001'))
    expect(product.toString()).toBe('-0.123456789123456789')
    expect(product.abs().toString()).toBe('0.123456789123456789')
    expect(product.negated().equals(product.abs())).toBe(true)
  })

  test('order and sign do not see how a number is written', () => {
    expect(Decimal.of('2.50').compare(Decimal.of('2.5'))).toBe(0)
    expect(Decimal.of('-3').compare(Decimal.of('2'))).toBe(-1)
    expect(Decimal.of('3').compare(Decimal.of('2'))).toBe(1)
    expect([Decimal.of('-0.1').sign(), Decimal.of('-0').sign(), Decimal.of('7').sign()]).toEqual([-1, 0, 1])
    expect(Decimal.zero.isZero()).toBe(true)
    expect(Decimal.of('5').minus(Decimal.of('5')).isZero()).toBe(true)
  })
})

describe('rounding', () => {
  test.each<[string, Rounding, string]>([
    ['1.005', 'up', '1.01'],
    ['1.005', 'down', '1'],
    ['-1.005', 'up', '-1'],
    ['-1.005', 'down', '-1.01'],
    ['1.005', 'nearest-even', '1'],
    ['1.015', 'nearest-even', '1.02'],
    ['-1.015', 'nearest-even', '-1.02'],
    ['1.01', 'up', '1.01'],
    ['-1.01', 'down', '-1.01'],
    ['0.0000001', 'up', '0.01'],
    ['-0.0000001', 'up', '0'],
    ['-0.0000001', 'down', '-0.01'],
    ['0', 'up', '0'],
  ])('%s to two digits %s is %s', (text, rounding, rounded) => {
    expect(Decimal.of(text).rounded(2, rounding).toString()).toBe(rounded)
  })
})

describe('division', () => {
  test.each<[string, string, number, Rounding, string]>([
    ['1', '3', 4, 'down', '0.3333'],
    ['1', '3', 4, 'up', '0.3334'],
    ['-1', '3', 4, 'down', '-0.3334'],
    ['-1', '3', 4, 'up', '-0.3333'],
    ['1', '-3', 4, 'up', '-0.3333'],
    ['-1', '-3', 4, 'up', '0.3334'],
    ['1', '8', 2, 'nearest-even', '0.12'],
    ['3', '8', 2, 'nearest-even', '0.38'],
    ['-1', '8', 2, 'nearest-even', '-0.12'],
    ['2', '3', 2, 'nearest-even', '0.67'],
    ['10', '4', 18, 'up', '2.5'],
    ['0', '-7', 8, 'up', '0'],
    ['0.00000001', '1000', 8, 'down', '0'],
    ['0.00000001', '1000', 8, 'up', '0.00000001'],
    ['1000000', '0.001', 0, 'down', '1000000000'],
    ['9007199254740993', '1', 0, 'down', '9007199254740993'],
    ['1', '9007199254740993', 18, 'up', '0.000000000000000112'],
  ])('%s ÷ %s to %d digits %s is %s', (dividend, divisor, scale, rounding, is) => {
    expect(Decimal.of(dividend).dividedBy(Decimal.of(divisor), scale, rounding).toString()).toBe(is)
  })

  test('by zero is a mistake', () => {
    expect(() => Decimal.of('5').dividedBy(Decimal.zero, 2, 'up')).toThrow('divisor must not be zero, 5 was to be')
  })

  test.each([-1, 0.5, 65, Number.NaN])('to %d digits is a mistake', (scale) => {
    expect(() => Decimal.of('5').dividedBy(Decimal.of('2'), scale, 'up')).toThrow(`in 0..64, is ${scale}`)
    expect(() => Decimal.of('5').rounded(scale, 'up')).toThrow(`in 0..64, is ${scale}`)
  })
})

test('what no longer fits a double stays exact, and is a double again when it does', () => {
  const large = Decimal.of('9007199254740991')
  expect(large.plus(Decimal.of('2')).toString()).toBe('9007199254740993')
  expect(large.plus(Decimal.of('2')).minus(large).toString()).toBe('2')
  expect(large.times(large).toString()).toBe('81129638414606663681390495662081')
  expect(Decimal.fromNumber(1.7976931348623157e308).minus(Decimal.of('1')).toString()).toMatch(
    /^17976931348623156(9*)$/,
  )
})
