import { priceOne } from './health-lines.ts'
import { sizeOne, weightOne } from './size-weights.ts'

/** Liquidation fees and multipliers are in millionths. */
const feeOne = 1_000_000n

/** More decimals to weights, so that the division after them loses less. */
const extraPrecision = 10n

/** What the program answers where no transfer covers the shortage: everything. */
export const everyBase: bigint = 18_446_744_073_709_551_615n
export const everyLiability: bigint = 340_282_366_920_938_463_463_374_607_431_768_211_455n

/** A perpetual to be closed, and what is taken for it. */
export interface PerpToClose {
  /** Margin requirement above collateral, millionths. */
  readonly shortage: bigint
  readonly marginRatio: bigint
  readonly liquidatorFee: bigint
  readonly insuranceFee: bigint
  readonly price: bigint
  readonly quotePrice: bigint
}

/**
 * Base to close so that the margin it frees, less what it costs, covers the shortage, billionths:
 * shortage ÷ (price × quote price × (ratio − liquidator fee) − price × insurance fee).
 * Everything where the fees eat what is freed.
 *
 * @see drift-labs/protocol-v2 at 0ae3e3b, programs/drift/src/math/liquidation.rs.
 */
export function baseToCover(perp: PerpToClose): bigint {
  const { shortage, marginRatio, liquidatorFee, insuranceFee, price, quotePrice } = perp
  const ratio = marginRatio * (feeOne / weightOne)
  if (price === 0n || ratio <= liquidatorFee) return everyBase
  const freed = (((price * quotePrice) / priceOne) * (ratio - liquidatorFee)) / feeOne
  const freedNet = freed - (price * insuranceFee) / feeOne
  // Shortage is in millionths and price in millionths for each whole unit: their quotient is whole units.
  return freedNet <= 0n ? everyBase : (shortage * sizeOne) / freedNet
}

/** A borrow to be taken over against a deposit. Multipliers: one plus the fee for the asset, one less it for the liability. */
export interface BorrowToTransfer {
  readonly shortage: bigint
  readonly assetWeight: bigint
  readonly assetMultiplier: bigint
  readonly liabilityWeight: bigint
  readonly liabilityMultiplier: bigint
  readonly liabilityDecimals: number
  readonly liabilityPrice: bigint
  readonly insuranceFee: bigint
}

/** Amount of the borrow to transfer so that the shortage is covered, smallest units of the token; everything where none does. */
export function liabilityToCover(borrow: BorrowToTransfer): bigint {
  const { assetWeight, assetMultiplier, liabilityWeight, liabilityMultiplier, liabilityPrice } = borrow
  if (assetWeight >= liabilityWeight) return everyLiability
  const assetPart = (assetWeight * extraPrecision * assetMultiplier) / liabilityMultiplier
  const freed = liabilityPrice * (liabilityWeight * extraPrecision - assetPart)
  const fee = ((liabilityPrice * borrow.insuranceFee) / feeOne) * liabilityWeight * extraPrecision
  if (freed <= fee) return everyLiability
  const covered = borrow.shortage * scaleUp(borrow.liabilityDecimals - 6) * priceOne * weightOne * extraPrecision
  return covered / (freed - fee) / scaleUp(6 - borrow.liabilityDecimals)
}

/** 10^digits, and one for none or fewer. */
export function scaleUp(digits: number): bigint {
  let scale = 1n
  for (let i = 0; i < digits; i++) scale *= 10n
  return scale
}
