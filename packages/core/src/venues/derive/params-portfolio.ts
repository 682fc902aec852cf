import type { ParameterSet } from '../../margin/model.ts'
import type { Pm1Parameters, Pm2Manager, Pm2Parameters } from './parameters.ts'
import { auctionV2 } from './params-auction.ts'
import { pm1Discount } from './pm1-discount.ts'
import type { CollateralTerms, PortfolioScenario } from './portfolio-parameters.ts'

/** What differs between the managers of the second kind. */
interface ManagerRow {
  /** Steps of the regular grid, spot after ÷ before, upwards; downwards they mirror. */
  readonly up: readonly [number, number, number, number]
  readonly down: readonly [number, number, number, number]
  /** Extreme moves with their weights. */
  readonly tails: readonly (readonly [spotFactor: number, lossWeight: number])[]
  readonly volUp: number
  readonly volDown: number
  readonly volUpMin: number
  readonly factors: readonly [maintenance: number, initial: number]
  readonly perp: readonly [maintenance: number, initialAdded: number]
  readonly shortOption: readonly [maintenance: number, initialAdded: number]
  readonly collateral: Readonly<Record<string, CollateralTerms>>
}

/** Three moves each way and none under three vols; the outermost under the higher vol alone. */
function regularGrid({ up, down }: Pick<ManagerRow, 'up' | 'down'>): readonly PortfolioScenario[] {
  const inner = [up[2], up[1], up[0], 1, down[0], down[1], down[2]]
  const scenario = (spotFactor: number, vol: PortfolioScenario['vol']): PortfolioScenario => ({
    spotFactor,
    vol,
    lossWeight: 1,
  })
  return [
    scenario(up[3], 'up'),
    ...inner.flatMap((factor) => (['up', 'same', 'down'] as const).map((vol) => scenario(factor, vol))),
    scenario(down[3], 'up'),
  ]
}

function manager(row: ManagerRow): Pm2Manager {
  return {
    shocks: {
      scenarios: [
        ...regularGrid(row),
        ...row.tails.map(([spotFactor, lossWeight]) => ({ spotFactor, vol: 'up' as const, lossWeight })),
        { spotFactor: 1, vol: 'linear-skew', lossWeight: 1 },
        { spotFactor: 1, vol: 'absolute-skew', lossWeight: 1 },
      ],
      volShock: {
        upFrac: row.volUp,
        downFrac: row.volDown,
        pivotDays: 30,
        shortPower: 0.3,
        longPower: 0.13,
        daysMin: 1,
        upVolMin: row.volUpMin,
      },
      skewShock: {
        linearCapBase: 0.25,
        linearCapPerSqrtYear: -0.1,
        absoluteCapBase: 0.25,
        absoluteCapPerSqrtYear: -0.1,
        kStarMin: 0.01,
        widthScale: 4,
        volStatic: 0.6,
        volPerSqrtYear: 0,
      },
      staticDiscount: {
        longStaticFactor: 0.98,
        longRateFactor: 0,
        longRateAddFrac: 0.1,
        shortStaticFactor: 1.02,
        shortRateFactor: 0,
        shortRateAddFrac: 0.1,
      },
      forwardContingency: { spotFactorUp: row.up[0], spotFactorDown: row.down[0], add: 0.5, perYear: 2 },
      discountsMarks: true,
    },
    charges: {
      maintenanceFactor: row.factors[0],
      initialFactor: row.factors[1],
      pegLoss: { thresholdPrice: 0.99, factor: 4 },
      confidence: { thresholdFrac: 0.55, chargeFrac: 1 },
      maintenancePerpFrac: row.perp[0],
      initialPerpFracAdded: row.perp[1],
      maintenanceShortOptionFrac: row.shortOption[0],
      initialShortOptionFracAdded: row.shortOption[1],
    },
    collateral: row.collateral,
  }
}

function cancelling(maintenanceHaircutFrac: number, initialHaircutFracAdded: number): CollateralTerms {
  return { maintenanceHaircutFrac, initialHaircutFracAdded, cancelsRisk: true }
}

/** Shared by BTC and ETH. */
const major: Omit<ManagerRow, 'collateral'> = {
  up: [1.045, 1.09, 1.135, 1.18],
  down: [0.955, 0.91, 0.865, 0.82],
  tails: [
    [0.34, 0.21],
    [0.67, 0.42],
    [1.5, 0.27],
    [2, 0.13],
    [3, 0.069],
    [4, 0.046],
    [5, 0.034],
    [6, 0.027],
  ],
  volUp: 0.5,
  volDown: 0.275,
  volUpMin: 0.4,
  factors: [0.8, 1],
  perp: [0.03, 0.01],
  shortOption: [0.003, 0.002],
}

const solRow: ManagerRow = {
  up: [1.0675, 1.135, 1.2025, 1.27],
  down: [0.9325, 0.865, 0.7975, 0.73],
  tails: [
    [0.34, 0.36],
    [0.67, 0.72],
    [1.5, 0.48],
    [2, 0.24],
    [3, 0.12],
    [4, 0.08],
    [5, 0.06],
    [6, 0.048],
  ],
  volUp: 0.6,
  volDown: 0.3,
  volUpMin: 0.6,
  factors: [0.9, 1.1],
  perp: [0.05, 0.01],
  shortOption: [0.015, 0.005],
  collateral: {},
}

/** No move of −33 %: the grid reaches it. */
const hypeRow: ManagerRow = {
  up: [1.0825, 1.165, 1.2475, 1.33],
  down: [0.9175, 0.835, 0.7525, 0.67],
  tails: [
    [0.34, 0.49],
    [1.5, 0.66],
    [2, 0.33],
    [3, 0.165],
    [4, 0.11],
    [5, 0.0825],
    [6, 0.066],
  ],
  volUp: 0.65,
  volDown: 0.3,
  volUpMin: 0.6,
  factors: [0.95, 1.15],
  perp: [0.075, 0.025],
  shortOption: [0.0175, 0.0075],
  collateral: { HYPE: cancelling(0.1, 0.1) },
}

const btcCollateral = {
  BTC: cancelling(0.106, 0.014),
  WBTC: cancelling(0.106, 0.014),
  LBTC: cancelling(0.156, 0.014),
  CBBTC: cancelling(0.156, 0.014),
  EBTC: cancelling(0.156, 0.014),
  SOLVBTC: cancelling(0.206, 0.014),
  XSOLVBTC: cancelling(0.206, 0.014),
}

const ethCollateral = {
  ETH: cancelling(0.056, 0.014),
  WSTETH: cancelling(0.056, 0.044),
  WEETH: cancelling(0.156, 0.014),
  RSWETH: cancelling(0.306, 0.014),
  RSETH: cancelling(0.206, 0.014),
}

const limits = { assetsMax: 128, expiriesMax: 11 }

const pm2Page = 'docs.derive.xyz, Portfolio Manager [New] [SOL/HYPE added], repository mirror c34217b (2026-03-26)'

export const pm2Sets: readonly ParameterSet<Pm2Parameters>[] = [
  {
    set: '2026-03-26',
    provenance: 'published',
    source: pm2Page,
    exceptions: [
      {
        path: '/managers/BTC/charges/initialShortOptionFracAdded',
        provenance: 'published',
        source: `${pm2Page}: prints 0.002 for BTC and ETH as what is added, for SOL and HYPE the total`,
      },
      {
        path: '/managers/BTC/collateral/BTC',
        provenance: 'assumed',
        source: 'Plimsoll: a balance in BTC is read as wBTC, which the page lists',
      },
      {
        path: '/auction',
        provenance: 'published',
        source: 'docs.derive.xyz/docs/common-parameters (2026-03-26)',
      },
      {
        path: '/limits',
        provenance: 'published',
        source: 'github.com/derivexyz/v2-core 7736900 (2026-01-21)',
      },
    ],
    parameters: {
      managers: {
        BTC: manager({ ...major, collateral: btcCollateral }),
        ETH: manager({ ...major, collateral: ethCollateral }),
        SOL: manager(solRow),
        HYPE: manager(hypeRow),
      },
      limits,
      auction: auctionV2,
    },
  },
]

export const pm1Sets: readonly ParameterSet<Pm1Parameters>[] = [
  {
    set: '2026-03-26',
    provenance: 'published',
    source: 'docs.derive.xyz/docs/portfolio-margin-parameters-1, repository mirror c34217b (2026-03-26)',
    exceptions: [
      {
        path: '/baseAssets/BTC/0',
        provenance: 'assumed',
        source: 'Plimsoll: a balance in BTC is read as wBTC, the base of that manager',
      },
      {
        path: '/auction',
        provenance: 'published',
        source: 'docs.derive.xyz/docs/common-parameters (2026-03-26)',
      },
      { path: '/limits', provenance: 'assumed', source: 'Plimsoll: as the second manager has them' },
    ],
    parameters: {
      baseAssets: { BTC: ['BTC', 'WBTC'], ETH: ['ETH', 'WETH'] },
      shocks: {
        scenarios: regularGrid(major),
        volShock: {
          upFrac: 0.5,
          downFrac: 0.275,
          pivotDays: 30,
          shortPower: 0.3,
          longPower: 0.13,
          daysMin: 1,
          upVolMin: 0,
        },
        skewShock: null,
        staticDiscount: pm1Discount({ longStaticFactor: 0.95, longRateFactor: 1, longRateAddFrac: 0.12 }),
        forwardContingency: { spotFactorUp: 1.045, spotFactorDown: 0.955, add: 0.5, perYear: 2 },
        discountsMarks: false,
      },
      charges: {
        initialFactor: 1.25,
        pegLoss: { thresholdPrice: 0.99, factor: 4 },
        confidence: { thresholdFrac: 0.55, chargeFrac: 1 },
        perpFrac: 0.03,
        baseFrac: 0.03,
        shortOptionFrac: 0.015,
      },
      limits,
      auction: auctionV2,
    },
  },
]
