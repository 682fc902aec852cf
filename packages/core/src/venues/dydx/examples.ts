import { ExampleError, type ExampleRule, type Fields, listIn, numberIn, numberOr } from '../../margin/conformance.ts'
import { bankruptcyQuantums, type FillableTerms, fillableShare } from './liquidation-order.ts'
import { liquidationPrice } from './liquidation-price.ts'
import { initialQuantums, openInterestInitialPpm } from './liquidity-tier.ts'
import { millionPpm, mulDivUp, ppmOf, quantumsOf, ratioOf, signedQuantumsOf, usdcOf } from './quantums.ts'

/** A position in the examples: signed size, price, maintenance margin ÷ notional. */
interface Held {
  readonly size: number
  readonly price: number
  readonly mmf: number
}

/** The numbers published about dYdX, by the rules of this folder. */
export const dydxExamples: Readonly<Record<string, ExampleRule>> = {
  'dydx v4: isolated liquidation price': (inputs) => {
    const price = liquidationPrice({
      equity: numberIn(inputs, 'e'),
      size: numberIn(inputs, 's'),
      price: numberIn(inputs, 'p'),
      maintenanceFrac: numberIn(inputs, 'MMF'),
      otherMaintenance: numberOr(inputs, 'MMR_o', 0),
    })
    return price
  },
  'dydx v4: oi-scaled initial margin (quote quantums, rounds up)': (inputs) => {
    const initialPpm = openInterestInitialPpm(termsIn(inputs, 'imf_ppm', 'oi_lo', 'oi_hi'), wholeOr(inputs, 'oi'))
    const margin = initialQuantums(wholeIn(inputs, 'quote'), initialPpm, wholeOr(inputs, 'custom_imf_ppm'))
    return ratioOf(margin, 1n)
  },
  'dydx v4: oimf ppm (rounds down)': (inputs) =>
    ratioOf(openInterestInitialPpm(termsIn(inputs, 'base', 'lo', 'hi'), wholeOr(inputs, 'oi')), 1n),
  'dydx v4: bankruptcy price (usd notional)': (inputs) => {
    const held = positionsIn(inputs)
    const closing = held[numberIn(inputs, 'closing')]
    if (closing === undefined) throw new ExampleError('input.value', 'closing must be the place of a position')
    const after = { ...closing, size: closing.size + numberIn(inputs, 'delta') }
    const part = {
      notionalChange: notionalOf(after) - notionalOf(closing),
      maintenanceChange: maintenanceOf(after) - maintenanceOf(closing),
    }
    return usdcOf(bankruptcyQuantums(part, riskOf(numberIn(inputs, 'quote'), held)))
  },
  'dydx v4: fillable price (usd)': (inputs) => {
    const held = inputs['positions'] === undefined ? [soleIn(inputs)] : positionsIn(inputs)
    const closing = held[numberOr(inputs, 'closing', 0)]
    if (closing === undefined) throw new ExampleError('input.value', 'closing must be the place of a position')
    const standing = { notional: notionalOf(closing), maintenance: maintenanceOf(closing) }
    const share = fillableShare(standing, riskOf(numberIn(inputs, 'quote'), held), fillableIn(inputs))
    return closing.price * share
  },
}

function termsIn(inputs: Fields, base: string, lower: string, upper: string) {
  return {
    initialMarginPpm: wholeIn(inputs, base),
    openInterestLower: wholeOr(inputs, lower),
    openInterestUpper: wholeOr(inputs, upper),
  }
}

function wholeIn(inputs: Fields, name: string): bigint {
  return BigInt(Math.trunc(numberIn(inputs, name)))
}

function wholeOr(inputs: Fields, name: string): bigint {
  return BigInt(Math.trunc(numberOr(inputs, name, 0)))
}

function positionsIn(inputs: Fields): readonly Held[] {
  return listIn(inputs, 'positions').map((row, i) => {
    const [size, price, mmf] = Array.isArray(row) ? (row as readonly unknown[]) : []
    if (typeof size === 'number' && typeof price === 'number' && typeof mmf === 'number') return { size, price, mmf }
    throw new ExampleError('input.value', `positions[${i}] must be size, price and maintenance fraction`)
  })
}

function soleIn(inputs: Fields): Held {
  return { size: numberIn(inputs, 'size'), price: numberIn(inputs, 'price'), mmf: numberIn(inputs, 'mmf') }
}

function fillableIn(inputs: Fields): FillableTerms {
  return {
    bankruptcyAdjustmentPpm: ppmOf(numberOr(inputs, 'ba', 1)),
    spreadToMaintenancePpm: ppmOf(numberOr(inputs, 'smmr', 0.1)),
  }
}

function notionalOf({ size, price }: Held): bigint {
  return signedQuantumsOf(size * price)
}

function maintenanceOf({ size, price, mmf }: Held): bigint {
  return mulDivUp(quantumsOf(Math.abs(size) * price), ppmOf(mmf), millionPpm)
}

function riskOf(quote: number, held: readonly Held[]) {
  return {
    netCollateral: held.reduce((sum, each) => sum + notionalOf(each), signedQuantumsOf(quote)),
    maintenance: held.reduce((sum, each) => sum + maintenanceOf(each), 0n),
  }
}
