// What rounding took away, itself exact: the building blocks of sums and products held in two numbers.
// Source: Dekker, T. J. (1971), A floating-point technique for extending the available precision, Numer. Math. 18.

/** Splits a number of 53 bits into halves of 26, whose products are exact. */
const splitter = 134217729 // 2²⁷ + 1

/** a + b − fl(a + b), exactly, whichever of the two is larger. Knuth's form. */
export function sumError(a: number, b: number): number {
  const sum = a + b
  const bPart = sum - a
  return a - (sum - bPart) + (b - bPart)
}

/** a × b − fl(a × b), exactly, while neither factor passes 1e300 and the product stays normal. */
export function productError(a: number, b: number): number {
  const product = a * b
  const aHigh = highHalf(a)
  const aLow = a - aHigh
  const bHigh = highHalf(b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

function highHalf(x: number): number {
  const scaled = splitter * x
  return scaled - (scaled - x)
}
