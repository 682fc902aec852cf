import { describe, expect, test } from 'vitest'
import {
  auctionDiscount,
  bufferMargin,
  insolventOffer,
  insolventSale,
  largestFraction,
  liquidationFee,
  salePrice,
  soldFraction,
  withdrawalFee,
} from './auction.ts'
import { auctionV2, auctionV3 } from './params-auction.ts'

const account = { markToMarket: 10_000, netMaintenance: -2000 }

test('the buffer margin is a share further from the mark than maintenance margin', () => {
  expect(bufferMargin(account, auctionV2)).toBeCloseTo(-2000 + 0.15 * -12_000, 9)
  // The third version says the same as mark + 1.15 × (margin − mark).
  expect(bufferMargin(account, auctionV3)).toBeCloseTo(10_000 + 1.15 * -12_000, 9)
})

describe('a solvent auction', () => {
  test.each([
    [0, 0.05],
    [450, 0.175],
    [900, 0.3],
    [900 + 21_600, 0.65],
    [900 + 43_200, 1],
    [1e6, 1],
    [-5, 0.05],
  ])('%d seconds in discounts by %d', (seconds, discount) => {
    expect(auctionDiscount(seconds, auctionV2)).toBeCloseTo(discount, 12)
  })

  test('sells the share after which the buffer margin is none', () => {
    const buffer = -3800
    const discountFrac = 0.2
    const fraction = largestFraction({ markToMarket: 10_000, buffer, discountFrac, reserved: 0 })
    const price = salePrice(fraction, { markToMarket: 10_000, reserved: 0, discountFrac })
    // What is left is margined by its share and by the cash paid.
    expect((1 - fraction) * buffer + price).toBeCloseTo(0, 9)
  })

  test('leaves an account alone that is above its buffer, and sells all of one worth nothing', () => {
    expect(soldFraction(10_000, 1)).toBe(0)
    expect(soldFraction(0, -100)).toBe(1)
    expect(soldFraction(-50, -100)).toBe(1)
    expect(liquidationFee(-50, -100, 0.1)).toBe(0)
  })

  test('charges its fee on the mark of what is sold', () => {
    expect([soldFraction(100_000, -60_000), liquidationFee(100_000, -60_000, 0.1)]).toEqual([0.375, 3750])
  })
})

describe('an insolvent auction', () => {
  const insolvent = { markToMarket: -4000, netMaintenance: -15_000 }

  test.each([
    [0, -4000],
    [0.5, -9500],
    [1, -15_000],
    [2, -15_000],
  ])('offers after %d of its time %d', (elapsed, offer) => {
    expect(insolventOffer(insolvent, elapsed)).toBeCloseTo(offer, 9)
  })

  test('starts at nothing where the mark is above 0', () => {
    expect(insolventOffer({ ...insolvent, markToMarket: 500 }, 0)).toBe(0)
  })

  test('asks the buyer for the rest of the margin', () => {
    expect(insolventSale(0.4, -9500, -15_000)).toEqual({ payout: 3800, cashRequired: 2200 })
  })
})

test('a loss is kept from withdrawals in its share of what is deposited, and nothing where there is none', () => {
  expect([withdrawalFee(100, 900), withdrawalFee(0, 900), withdrawalFee(-5, 0)]).toEqual([0.1, 0, 0])
})
