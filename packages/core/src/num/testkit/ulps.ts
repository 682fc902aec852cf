/** The error of `found` in units of the last place of the truth, which is value + rest. */
export function ulpsOff(found: number, value: number, rest: number): number {
  return Math.abs(found - value - rest) / ulp(value)
}

/** The distance from |x| to the next double. */
export function ulp(x: number): number {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, Math.abs(x))
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n)
  return bits.getFloat64(0) - Math.abs(x)
}
