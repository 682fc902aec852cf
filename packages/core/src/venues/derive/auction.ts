/** Terms of the venue's Dutch auctions; times in seconds since the start. */
export interface AuctionTerms {
  /** The buffer margin is this much further from the mark than maintenance margin is: 0.15 in the second version. */
  readonly bufferFrac: number
  /** Share of the mark that is charged, of the part that can be sold; null where no such fee is charged. */
  readonly feeFrac: number | null
  /** Discount at the start, at the end of the fast phase, and at the end of the slow one. */
  readonly startDiscountFrac: number
  readonly fastDiscountFrac: number
  readonly slowDiscountFrac: number
  readonly fastSeconds: number
  readonly slowSeconds: number
  /** From the offer at the mark to the offer of all maintenance margin, for an account worth less than nothing. */
  readonly insolventSeconds: number
  /** Charged on what is liquidated, where the venue names a flat penalty. */
  readonly penaltyFrac: number | null
}

/** Net maintenance margin with the buffer: BM = MM + buffer × (MM − MtM). Above 0 an auction ends. */
export function bufferMargin(
  { markToMarket, netMaintenance }: { readonly markToMarket: number; readonly netMaintenance: number },
  { bufferFrac }: Pick<AuctionTerms, 'bufferFrac'>,
): number {
  return netMaintenance + bufferFrac * (netMaintenance - markToMarket)
}

/** The share of an account whose sale at its mark would bring the buffer margin to 0; at most all, none where it is above. */
export function soldFraction(markToMarket: number, buffer: number): number {
  return largestFraction({ markToMarket, buffer, discountFrac: 0, reserved: 0 })
}

/** Fee at the start of a solvent auction: a share of the mark of what can be sold. */
export function liquidationFee(markToMarket: number, buffer: number, feeFrac: number): number {
  return Math.max(0, markToMarket) * feeFrac * soldFraction(markToMarket, buffer)
}

/** Discount on the mark `seconds` into a solvent auction: fast first, then slow; the last one after both. */
export function auctionDiscount(seconds: number, terms: Omit<AuctionTerms, 'bufferFrac' | 'feeFrac'>): number {
  const { startDiscountFrac: start, fastDiscountFrac: fast, slowDiscountFrac: slow, fastSeconds, slowSeconds } = terms
  if (seconds < fastSeconds) return start + ((fast - start) * Math.max(0, seconds)) / fastSeconds
  return fast + ((slow - fast) * Math.min(seconds - fastSeconds, slowSeconds)) / slowSeconds
}

interface SaleTerms {
  readonly markToMarket: number
  readonly buffer: number
  readonly discountFrac: number
  /** Cash that an earlier buyer of this auction brought, which is not sold again. */
  readonly reserved: number
}

/** The largest share that may be bought: BM ÷ (BM − (1 − discount) × MtM − discount × reserved). */
export function largestFraction({ markToMarket, buffer, discountFrac, reserved }: SaleTerms): number {
  if (buffer >= 0) return 0
  const rest = buffer - (1 - discountFrac) * markToMarket - discountFrac * reserved
  return rest >= buffer ? 1 : Math.min(1, buffer / rest)
}

/** What a buyer of `fraction` pays: the discounted mark of it, reserved cash apart. */
export function salePrice(
  fraction: number,
  { markToMarket, reserved, discountFrac }: Omit<SaleTerms, 'buffer'>,
): number {
  return fraction * (markToMarket - reserved) * (1 - discountFrac)
}

/** What an account that is worth less than nothing is offered at, never positive: from its mark down to its margin. */
export function insolventOffer(
  { markToMarket, netMaintenance }: { readonly markToMarket: number; readonly netMaintenance: number },
  elapsedFrac: number,
): number {
  const mark = Math.min(0, markToMarket)
  return mark + Math.min(1, Math.max(0, elapsedFrac)) * (netMaintenance - mark)
}

/** What the security module pays to the buyer of `fraction`, and what the buyer brings so that it is margined. */
export function insolventSale(
  fraction: number,
  offer: number,
  netMaintenance: number,
): { readonly payout: number; readonly cashRequired: number } {
  const payout = fraction * -offer
  return { payout, cashRequired: fraction * -netMaintenance - payout }
}

/** Share of every withdrawal that is kept while a loss is not made good. */
export function withdrawalFee(debt: number, deposits: number): number {
  return debt <= 0 ? 0 : debt / (debt + deposits)
}
