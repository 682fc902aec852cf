import { scaledAssetWeight } from '../../margin/weighted-health.ts'
import { integerRoot } from '../../num/fixed-point.ts'

/** Weights and margin ratios are in ten-thousandths. */
export const weightOne = 10_000n

/** IMF factors are in millionths. */
const imfOne = 1_000_000n

/** Units of a size, and of an amount of a token, in one. */
export const sizeOne = 1_000_000_000n

/** The root of a size comes out in hundred-thousandths. */
const rootOne = 100_000n

/** √size of a size in billionths, as the program takes it. */
function rootOf(size: bigint): bigint {
  return integerRoot(size * 10n + 1n)
}

/**
 * Weight of a liability, or margin ratio of a perpetual, for its size: the larger of `weight` and
 * 0.8 × weight + IMF × √size, in ten-thousandths.
 *
 * @see drift-labs/protocol-v2 at 0ae3e3b, programs/drift/src/math/margin.rs.
 */
export function sizePremiumWeight(size: bigint, imf: bigint, weight: bigint): bigint {
  if (imf === 0n) return weight
  const premium = weight - weight / 5n + (rootOf(size) * imf) / ((rootOne * imfOne) / weightOne)
  return premium < weight ? weight : premium
}

/** Weight of an asset for its size: the smaller of `weight` and 1.1 ÷ (1 + IMF × √size). */
export function sizeDiscountWeight(size: bigint, imf: bigint, weight: bigint): bigint {
  if (imf === 0n) return weight
  const discounted = ((imfOne + imfOne / 10n) * weightOne) / (imfOne + (rootOf(size) * imf) / rootOne)
  return discounted < weight ? discounted : weight
}

/** Initial weight of an asset while the whole pool holds `deposits` of value; nothing scales where there is no start. */
export function scaledInitialWeight(weight: bigint, start: bigint, deposits: bigint): bigint {
  return start === 0n ? weight : scaledAssetWeight(weight, start, deposits)
}
