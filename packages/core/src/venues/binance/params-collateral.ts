import type { RatioTier } from './collateral-value.ts'

/** Largest share of an asset's value that counts, by asset. */
export type Ratios = Readonly<Record<string, number>>

/** Multi-assets mode. @see Binance FAQ 29b45c485d664028b9ca1cdf90b24f6f, 2021-05-28. */
export const multiAssetRatios2021: Ratios = {
  USDT: 0.9999,
  USDC: 0.9999,
  BUSD: 1,
  BTC: 0.95,
  ETH: 0.95,
  BNB: 0.95,
  SOL: 0.9,
  XRP: 0.9,
  ADA: 0.9,
  DOT: 0.9,
}

/** Portfolio margin, as two announcements of 2025 set them, and DOT as that of 2025-08-08 prints it before. */
export const portfolioRatios20250613: Ratios = {
  DOT: 0.8,
  CAKE: 0.75,
  IOTA: 0.6,
  MASK: 0.5,
  CHZ: 0.5,
  BAT: 0.5,
  GTC: 0.4,
  PORTAL: 0.35,
  ZEC: 0.2,
  MOVE: 0.1,
  BSW: 0.1,
  XLM: 0.8,
  ETC: 0.65,
  ATOM: 0.65,
  ALGO: 0.6,
  NEO: 0.55,
  AXS: 0.5,
  C98: 0.4,
  ALICE: 0.35,
  NFP: 0.3,
  RDNT: 0.25,
  COS: 0.15,
}

/**
 * What later announcements changed and added, up to 2026-02-13: the last one found of each asset. They were of
 * 2025-07-22 and 25, 08-05, 08-08, 08-26, 09-09, 09-12, 09-16, 09-19, 10-14, 10-24, 11-04, and of 2026-01-23, 01-30 and 02-13.
 */
const laterRatios: Ratios = {
  FLOKI: 0.5,
  PENGU: 0.5,
  TAO: 0.5,
  SXT: 0.3,
  FXS: 0.3,
  RESOLV: 0.2,
  BAT: 0.4,
  DENT: 0.25,
  VIRTUAL: 0.5,
  HYPER: 0.3,
  BABY: 0.3,
  INIT: 0.3,
  DOT: 0.75,
  OP: 0.55,
  ENS: 0.5,
  CHZ: 0.4,
  LRC: 0.25,
  TRX: 0.85,
  SUI: 0.7,
  WBTC: 0.7,
  WLFI: 0.35,
  PLUME: 0.2,
  ERA: 0.2,
  VANA: 0.2,
  BONK: 0.7,
  GRT: 0.4,
  BOME: 0.3,
  BIO: 0.3,
  CELO: 0.3,
  XPL: 0.3,
  VET: 0.4,
  GMT: 0.3,
  QNT: 0.3,
  XTZ: 0.25,
  EGLD: 0.3,
  FLOW: 0.2,
  IOTX: 0.1,
  KAVA: 0.1,
  POL: 0.5,
  ETC: 0.5,
  SAND: 0.35,
  BERA: 0.3,
  JUP: 0.3,
  A: 0.3,
  GALA: 0.3,
  NEIRO: 0.3,
  IO: 0.2,
  ORDI: 0.2,
  LTC: 0.85,
  SHIB: 0.8,
  NEAR: 0.7,
  CRV: 0.5,
  PAXG: 0.5,
  WLD: 0.4,
  APT: 0.4,
  DASH: 0.3,
  ICP: 0.3,
  USDP: 0.9,
  RAY: 0.4,
  LUNA: 0.3,
  SKL: 0.3,
  SAGA: 0.3,
  ENJ: 0.3,
  IMX: 0.3,
  PIXEL: 0.3,
  RONIN: 0.3,
  BLUR: 0.3,
  ALT: 0.3,
  HFT: 0.3,
  ONE: 0.1,
  COTI: 0.1,
  W: 0.4,
  SEI: 0.4,
  RUNE: 0.3,
  SSV: 0.3,
  BB: 0.3,
  '1INCH': 0.3,
  COMP: 0.3,
  KSM: 0.3,
  AR: 0.3,
  PYTH: 0.3,
  CKB: 0.3,
  KMNO: 0.1,
  KNC: 0.1,
  DUSK: 0.1,
  ATA: 0.1,
  MAV: 0.1,
  SPK: 0.1,
  YFI: 0.1,
  HEI: 0.1,
  IOTA: 0.1,
}

export const portfolioRatios20260213: Ratios = { ...portfolioRatios20250613, ...laterRatios }

const rank6: readonly RatioTier[] = [
  [800_000, 1],
  [1_200_000, 0.95],
  [4_000_000, 0.75],
  [null, 0.5],
]
const rank7: readonly RatioTier[] = [
  [800_000, 1],
  [1_200_000, 0.95],
  [2_000_000, 0.75],
  [null, 0.5],
]
const rank8: readonly RatioTier[] = [
  [200_000, 1],
  [400_000, 0.8],
  [800_000, 0.7],
  [1_000_000, 0.4],
  [null, 0.2],
]
const rank9: readonly RatioTier[] = [
  [100_000, 1],
  [250_000, 0.8],
  [500_000, 0.5],
  [null, 0.1],
]
const rank10: readonly RatioTier[] = [
  [50_000, 1],
  [100_000, 0.8],
  [200_000, 0.5],
  [400_000, 0.2],
  [null, 0.1],
]

/** PM Pro, USD tiers; the venue calls a table of tiers a rank. As announced for 2025-09-09, 09-12, 10-24, 11-07, 2026-01-23 and 02-13. */
export const proTiers20260213: Readonly<Record<string, readonly RatioTier[]>> = {
  WIF: rank7,
  WLD: rank8,
  APT: rank8,
  PENGU: rank8,
  '1000SATS': rank8,
  ORDI: rank8,
  FIL: rank8,
  SSV: rank9,
  BB: rank9,
  CKB: rank9,
  NOT: rank10,
  GALA: rank10,
  GMT: rank10,
  EGLD: rank10,
  THETA: rank10,
  XTZ: rank10,
}

/** The same before the announcements, where these print it. */
export const proTiers20250908: Readonly<Record<string, readonly RatioTier[]>> = {
  WLD: rank6,
  WIF: rank6,
  '1000SATS': rank6,
  ORDI: rank7,
  FIL: rank7,
  NOT: rank8,
  GALA: rank8,
  GMT: rank9,
  EGLD: rank9,
  THETA: rank9,
  XTZ: rank9,
  PENGU: rank10,
}

/** One ratio whatever the value. */
export function flatTiers(ratios: Ratios): Readonly<Record<string, readonly RatioTier[]>> {
  return Object.fromEntries(Object.entries(ratios).map(([asset, ratioFrac]) => [asset, [[null, ratioFrac] as const]]))
}
