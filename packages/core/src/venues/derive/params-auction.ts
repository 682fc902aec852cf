import type { AuctionTerms } from './auction.ts'

/** docs.derive.xyz/docs/common-parameters, as of 2026-03-26. */
export const auctionV2: AuctionTerms = {
  bufferFrac: 0.15,
  feeFrac: 0.1,
  startDiscountFrac: 0.05,
  fastDiscountFrac: 0.3,
  slowDiscountFrac: 1,
  fastSeconds: 900,
  slowSeconds: 43_200,
  insolventSeconds: 3600,
  penaltyFrac: null,
}

/** docs.derive.xyz/liquidation-parameters.md and standard-margin-parameters.md, 2026: no fee on the mark, a flat penalty. */
export const auctionV3: AuctionTerms = { ...auctionV2, feeFrac: null, penaltyFrac: 0.05 }
