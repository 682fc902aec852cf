import { expect, test } from 'vitest'
import { pm1Discount } from './pm1-discount.ts'
import { expiryDiscounts } from './static-discount.ts'

const staticDiscount = {
  longStaticFactor: 0.98,
  longRateFactor: 1,
  longRateAddFrac: 0.1,
  shortStaticFactor: 1.02,
  shortRateFactor: 0.5,
  shortRateAddFrac: 0.1,
}

test('what is owned is worth less, what is owed more', () => {
  const { mark, owned, owed } = expiryDiscounts(0.5, 0.4, { staticDiscount, discountsMarks: true })
  expect([mark, owned, owed]).toEqual([
    expect.closeTo(Math.exp(-0.2), 14),
    expect.closeTo(0.98 * Math.exp(-0.25), 14),
    expect.closeTo(1.02 * Math.exp(0.15), 14),
  ])
})

test('what is owed is marked up by no more than the mark is discounted', () => {
  expect(expiryDiscounts(0.5, 0.1, { staticDiscount, discountsMarks: true }).owed).toBeCloseTo(Math.exp(0.05), 14)
})

test('a negative rate counts as none', () => {
  const [negative, none] = [-1.2, 0].map((rate) => expiryDiscounts(0.5, rate, { staticDiscount, discountsMarks: true }))
  expect(negative).toEqual(none)
  expect(negative).toMatchObject({ mark: 1, owed: 1 })
})

test('the first manager marks options undiscounted, and never marks up what is owed', () => {
  const rule = { staticDiscount: pm1Discount(staticDiscount), discountsMarks: false }
  expect(expiryDiscounts(0.5, 0.4, rule)).toMatchObject({
    mark: 1,
    owed: 1,
    owned: expect.closeTo(0.98 * Math.exp(-0.25), 14),
  })
})

test('a rate beyond reason still gives numbers', () => {
  const { owned, owed } = expiryDiscounts(2, 1000, { staticDiscount, discountsMarks: true })
  expect([owned, Number.isFinite(owed)]).toEqual([0, true])
})
