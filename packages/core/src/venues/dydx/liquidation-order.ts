import { floorDiv, millionPpm, ratioOf } from './quantums.ts'

/** What a subaccount has and must have, quantums. */
export interface SubaccountRisk {
  /** Quote balance and the value of every position, signed: TNC. */
  readonly netCollateral: bigint
  /** TMMR; positive. */
  readonly maintenance: bigint
}

/** Change of one position when part of it is closed, quantums. */
export interface ClosedPart {
  /** Signed value of the position after less before: DNNV. */
  readonly notionalChange: bigint
  /** Maintenance margin after less before, not positive: DMMR. */
  readonly maintenanceChange: bigint
}

/**
 * Quote quantums for which closing leaves the subaccount no poorer than bankrupt: −DNNV − TNC·|DMMR| ÷ TMMR, toward +∞.
 * Net collateral is shared among positions by their maintenance margins.
 *
 * @see dYdX v4-chain 84d4664, x/clob/keeper/liquidations.go, GetBankruptcyPriceInQuoteQuantums.
 */
export function bankruptcyQuantums(
  { notionalChange, maintenanceChange }: ClosedPart,
  { netCollateral, maintenance }: SubaccountRisk,
): bigint {
  return -notionalChange - floorDiv(netCollateral * -maintenanceChange, maintenance)
}

/** How far from the oracle price a liquidation order may reach. */
export interface FillableTerms {
  /** BA: how fast the reach grows as collateral falls below maintenance margin. */
  readonly bankruptcyAdjustmentPpm: bigint
  /** SMMR: the whole reach, as a multiple of the position's maintenance margin. */
  readonly spreadToMaintenancePpm: bigint
}

/** A position as it stands, quantums; the notional is signed. */
export interface StandingPosition {
  readonly notional: bigint
  readonly maintenance: bigint
}

/**
 * Price of a liquidation order ÷ oracle price: (PNNV − ABR·SMMR·PMMR) ÷ PNNV, ABR = clamp(BA·(1 − TNC ÷ TMMR), 0, 1).
 * Below one for a long, above one for a short.
 *
 * @see the same, GetFillablePrice; the page on liquidations prints the long's form for both sides.
 */
export function fillableShare(
  { notional, maintenance }: StandingPosition,
  risk: SubaccountRisk,
  { bankruptcyAdjustmentPpm, spreadToMaintenancePpm }: FillableTerms,
): number {
  const whole = risk.maintenance * millionPpm
  const wanted = bankruptcyAdjustmentPpm * (risk.maintenance - risk.netCollateral)
  const rating = wanted < 0n ? 0n : wanted > whole ? whole : wanted
  const unit = whole * millionPpm
  return ratioOf(notional * unit - rating * spreadToMaintenancePpm * maintenance, notional * unit)
}
