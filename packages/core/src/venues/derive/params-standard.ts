import type { ParameterSet } from '../../margin/model.ts'
import type { StandardParameters } from './parameters.ts'
import { auctionV2, auctionV3 } from './params-auction.ts'
import type { MarketRates, OptionRates, PerpRates } from './standard-parameters.ts'

function perp(maintenanceFrac: number, initialFrac: number): PerpRates {
  return { maintenanceFrac, initialFrac }
}

/** Calls and puts are charged alike on every market. */
function option(
  [initialFrac, initialFloorFrac, maintenanceFrac]: readonly [number, number, number],
  [unpairedInitialFactor, unpairedMaintenanceFactor]: readonly [number, number],
): OptionRates {
  return {
    initialFrac,
    initialFloorFrac,
    maintenanceCallFrac: maintenanceFrac,
    maintenancePutFrac: maintenanceFrac,
    maintenancePutMarkFrac: maintenanceFrac,
    putOffsetFactor: 1.05,
    unpairedInitialFactor,
    unpairedMaintenanceFactor,
  }
}

const majorOption = option([0.15, 0.13, 0.09], [1.2, 1.1])

/** Bases and options as the pages of 2026-03 have them. */
const v2Markets: Readonly<Record<'BTC' | 'ETH' | 'SOL' | 'HYPE', MarketRates>> = {
  BTC: { perp: perp(0.065, 0.1), base: { maintenanceFrac: 0.75, initialScaleFrac: 0.93 }, option: majorOption },
  ETH: { perp: perp(0.065, 0.1), base: { maintenanceFrac: 0.8, initialScaleFrac: 0.9375 }, option: majorOption },
  SOL: { perp: perp(0.067, 0.33), base: null, option: option([0.24, 0.18, 0.14], [1.25, 1.2]) },
  HYPE: {
    perp: perp(0.1, 0.15),
    base: { maintenanceFrac: 0.55, initialScaleFrac: 0.9 },
    option: option([0.3, 0.25, 0.18], [1.3, 1.25]),
  },
}

function perpOnly(rates: PerpRates): MarketRates {
  return { perp: rates, base: null, option: null }
}

const v3Markets: Readonly<Record<string, MarketRates>> = {
  BTC: { ...v2Markets.BTC, perp: perp(0.05, 0.066) },
  ETH: { ...v2Markets.ETH, perp: perp(0.05, 0.066) },
  SOL: { ...v2Markets.SOL, perp: perp(0.067, 0.077) },
  HYPE: { ...v2Markets.HYPE, perp: perp(0.08, 0.1) },
  XRP: perpOnly(perp(0.067, 0.1)),
  ZEC: perpOnly(perp(0.1, 0.15)),
  LIT: perpOnly(perp(0.1, 0.15)),
  PUMP: perpOnly(perp(0.1, 0.15)),
  XAUT: perpOnly(perp(0.08, 0.1)),
  ADA: perpOnly(perp(0.15, 0.2)),
  VVV: perpOnly(perp(0.15, 0.2)),
  CC: perpOnly(perp(0.1, 0.15)),
  LINK: perpOnly(perp(0.067, 0.1)),
}

const common: Pick<StandardParameters, 'baseAssets' | 'oracle' | 'depeg'> = {
  baseAssets: { BTC: 'BTC', WBTC: 'BTC', ETH: 'ETH', WETH: 'ETH', HYPE: 'HYPE' },
  oracle: { perpThresholdFrac: 0.55, optionThresholdFrac: 0.55, baseThresholdFrac: 0.55, chargeFrac: 1 },
  depeg: { thresholdPrice: 0.99, factor: 2 },
}

const v2Page = 'docs.derive.xyz, Standard Margin Parameters [SOL/HYPE added], repository mirror c34217b (2026-03-26)'
const v3Page = 'docs.derive.xyz/standard-margin-parameters.md, V3 (2026), its beginning'
const carriedOver = 'Plimsoll: carried over from the set 2026-03-26; that part of the V3 page has not been read'

export const standardSets: readonly ParameterSet<StandardParameters>[] = [
  {
    set: 'v3-2026',
    provenance: 'published',
    source: v3Page,
    exceptions: [
      ...(['BTC', 'ETH', 'HYPE'] as const).map((coin) => ({
        path: `/markets/${coin}/base`,
        provenance: 'assumed' as const,
        source: carriedOver,
      })),
      ...(['BTC', 'ETH', 'SOL', 'HYPE'] as const).map((coin) => ({
        path: `/markets/${coin}/option`,
        provenance: 'assumed' as const,
        source: carriedOver,
      })),
      { path: '/oracle', provenance: 'assumed', source: carriedOver },
      { path: '/depeg', provenance: 'assumed', source: carriedOver },
      { path: '/baseAssets', provenance: 'assumed', source: 'Plimsoll: a coin and its wrapped form are the same base' },
      { path: '/auction', provenance: 'published', source: 'docs.derive.xyz/liquidation-parameters.md (2026)' },
      { path: '/auction/insolventSeconds', provenance: 'assumed', source: carriedOver },
    ],
    parameters: { markets: v3Markets, ...common, limits: { assetsMax: 64, expiriesMax: null }, auction: auctionV3 },
  },
  {
    set: '2026-03-26',
    provenance: 'published',
    source: v2Page,
    exceptions: [
      {
        path: '/markets/SOL/perp/initialFrac',
        provenance: 'published',
        source: `${v2Page}: 0.33; the deployment script of github.com/derivexyz/v2-core 7736900 (2026-01-21) has 0.10`,
      },
      { path: '/baseAssets', provenance: 'assumed', source: 'Plimsoll: a coin and its wrapped form are the same base' },
      { path: '/auction', provenance: 'published', source: 'docs.derive.xyz/docs/common-parameters (2026-03-26)' },
    ],
    parameters: { markets: v2Markets, ...common, limits: { assetsMax: 48, expiriesMax: null }, auction: auctionV2 },
  },
]
