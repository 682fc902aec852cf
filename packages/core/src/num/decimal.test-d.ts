// What must not compile: checked by the type checker alone.
import { Decimal } from './decimal.ts'

const amount = Decimal.of('1.5')

// @ts-expect-error [ts2365]: money is an object, so it cannot be added with an operator
export const sum: unknown = amount + amount

// @ts-expect-error [ts2362]: nor multiplied
export const product: unknown = amount * 2

// @ts-expect-error [ts2345]: nor made of a float64 without a rounding
export const made: unknown = Decimal.of(1.5)

// @ts-expect-error [ts2673]: nor built around the check of its text
export const built: unknown = new Decimal(1.5)
