import type { ParameterSet } from '../../margin/model.ts'

/** Margin of the markets of one tier. */
export interface LiquidityTier {
  /** Initial margin ÷ notional, millionths. */
  readonly initialMarginPpm: number
  /** Maintenance ÷ initial margin before open interest, millionths. */
  readonly maintenanceFractionPpm: number
  /** Open notional up to which initial margin is the tier's own, USDC. */
  readonly openInterestLowerUsdc: number
  /** Open notional from which it is all of the notional; 0 for never. */
  readonly openInterestUpperUsdc: number
}

export interface DydxParameters {
  /** By name. */
  readonly tiers: Readonly<Record<string, LiquidityTier>>
  /** Tier of each market by its underlying, `*` for the rest; null is not known. */
  readonly marketTiers: Readonly<Record<string, string | null>>
  readonly liquidation: {
    /** Largest fee to the insurance fund ÷ value closed, millionths. */
    readonly maxFeePpm: number
    readonly bankruptcyAdjustmentPpm: number
    readonly spreadToMaintenancePpm: number
  }
}

function tier(
  initialMarginPpm: number,
  maintenanceFractionPpm: number,
  openInterestLowerUsdc: number,
  openInterestUpperUsdc: number,
): LiquidityTier {
  return { initialMarginPpm, maintenanceFractionPpm, openInterestLowerUsdc, openInterestUpperUsdc }
}

/** Markets at genesis in the tier of ten per cent, and in that of twenty. */
const smallCaps =
  'LINK MATIC CRV SOL ADA AVAX FIL LTC DOGE ATOM DOT UNI BCH TRX NEAR XLM ETC WLD APT ARB OP PEPE SHIB SUI XRP'.split(
    ' ',
  )
const longTail = 'MKR COMP APE BLUR LDO SEI'.split(' ')

function inTier(coins: readonly string[], name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(coins.map((coin) => [coin, name]))
}

/** Read from the chain's own code and genesis. */
export const dydx20260304: ParameterSet<DydxParameters> = {
  set: '2026-03-04',
  provenance: 'published',
  source: 'github.com/dydxprotocol/v4-chain 84d4664 (2026-03-04), protocol/testing/genesis.sh',
  exceptions: [
    {
      path: '/marketTiers',
      provenance: 'inferred',
      source:
        'the same file at an earlier commit, 012df2d, by number of the tier; governance moves markets between tiers since',
    },
    {
      path: '/marketTiers/*',
      provenance: 'assumed',
      source: 'not known: governance lists markets and moves them between tiers; query the chain’s perpetuals module',
    },
  ],
  parameters: {
    tiers: {
      'Large-Cap': tier(20_000, 600_000, 0, 0),
      'Mid-Cap': tier(50_000, 600_000, 40_000_000, 100_000_000),
      'Small-Cap': tier(100_000, 500_000, 20_000_000, 50_000_000),
      'Long-Tail': tier(200_000, 500_000, 5_000_000, 10_000_000),
      Safety: tier(1_000_000, 200_000, 2_000_000, 5_000_000),
      Isolated: tier(50_000, 600_000, 500_000, 1_000_000),
      FX: tier(10_000, 500_000, 500_000, 1_000_000),
    },
    marketTiers: {
      BTC: 'Large-Cap',
      ETH: 'Large-Cap',
      ...inTier(smallCaps, 'Small-Cap'),
      ...inTier(longTail, 'Long-Tail'),
      '*': null,
    },
    liquidation: { maxFeePpm: 15_000, bankruptcyAdjustmentPpm: 1_000_000, spreadToMaintenancePpm: 1_500_000 },
  },
}

export const dydxSets: readonly ParameterSet<DydxParameters>[] = [dydx20260304]
