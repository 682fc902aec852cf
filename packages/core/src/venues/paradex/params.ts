import type { ParameterSet } from '../../margin/model.ts'
import type { FeeRates } from './fee-provision.ts'
import type { DeltaFactors } from './minimum-delta.ts'
import type { OptionRates, PutCapBase } from './option-margin.ts'

/** One scenario of portfolio margin. */
export interface ParadexScenario {
  readonly moveFrac: number
  /** Relative shock of an option's volatility at thirty days, signed. */
  readonly volFrac: number
  readonly weightFrac: number
}

/** What portfolio margin knows of one coin. */
export interface PortfolioAsset extends DeltaFactors {
  readonly scenarios: readonly ParadexScenario[]
  readonly minVolShockUpFrac: number
}

/** What the floor on upward shocks is laid on. */
export type VolFloorOn = 'shockedVol' | 'stretchedShock' | 'shock'

export interface ParadexParameters {
  /** Initial margin ÷ notional of a perpetual by coin, `*` for the rest; null is not known. */
  readonly initialFrac: Readonly<Record<string, number | null>>
  /** Maintenance ÷ initial margin. */
  readonly maintenanceFactor: number
  /** By coin. */
  readonly options: Readonly<Record<string, { readonly initial: OptionRates; readonly maintenance: OptionRates }>>
  readonly shortPutCapOn: PutCapBase
  readonly fees: FeeRates
  readonly portfolio: {
    /** By coin. */
    readonly assets: Readonly<Record<string, PortfolioAsset>>
    readonly pivotDays: number
    readonly daysMin: number
    /** Below `pivotDays`. */
    readonly vegaPowerShort: number
    readonly vegaPowerLong: number
    readonly minVolShockUpOn: VolFloorOn
    /** Of the net requirement. */
    readonly maintenanceFactor: number
    /** Hours of expected funding that are provided for; 0 for none. */
    readonly fundingProvisionHours: number
    /** Minutes before expiry in which an option's profit fades out, as its settlement price is averaged. */
    readonly settlementMinutes: number
  }
  readonly liquidation: {
    readonly targetFrac: number
    readonly stepFrac: number
    readonly feeFrac: number
  }
}

interface GridTerms {
  readonly stepFrac: number
  readonly upFrac: number
  readonly downFrac: number
  /** Weights of the tails, in their order. */
  readonly tails: readonly number[]
}

const tailMoves = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5] as const

/** Four steps up and down: the outermost under the upward shock alone, the others under both; then the tails. */
function scenarios({ stepFrac, upFrac, downFrac, tails }: GridTerms): readonly ParadexScenario[] {
  const regular = [4, 3, 2, 1, 0, -1, -2, -3, -4].flatMap((steps) => {
    const moveFrac = (steps * Math.round(stepFrac * 10_000)) / 10_000
    const up = { moveFrac, volFrac: upFrac, weightFrac: 1 }
    return Math.abs(steps) === 4 ? [up] : [up, { moveFrac, volFrac: downFrac, weightFrac: 1 }]
  })
  const tail = tailMoves.map((moveFrac, i) => ({ moveFrac, volFrac: upFrac, weightFrac: tails[i] ?? 0 }))
  return [...regular, ...tail]
}

const firstTails = [0.24, 0.48, 0.32, 0.16, 0.08, 0.0533, 0.04, 0.032] as const
const lowerTails = [0.18, 0.36, 0.24, 0.12, 0.06, 0.04, 0.03, 0.024] as const
const wideTails = [0.3, 0.5, 0.4, 0.2, 0.1, 0.07, 0.05, 0.04] as const

function major(tails: readonly number[]): PortfolioAsset {
  return {
    scenarios: scenarios({ stepFrac: 0.04, upFrac: 0.4, downFrac: -0.22, tails }),
    minVolShockUpFrac: 0.4,
    unhedgedFrac: 0.02,
    hedgedFrac: 0.01,
  }
}

function wide(minVolShockUpFrac: number): PortfolioAsset {
  return {
    scenarios: scenarios({ stepFrac: 0.07, upFrac: 0.64, downFrac: -0.352, tails: wideTails }),
    minVolShockUpFrac,
    unhedgedFrac: 0.03,
    hedgedFrac: 0.015,
  }
}

function rates(premiumFrac: number, itm: number, shortItm: number, otm: number, shortPutCapFrac: number): OptionRates {
  return { premiumFrac, longItmFrac: itm, shortItmFrac: shortItm, shortOtmFrac: otm, shortPutCapFrac }
}

const majorOptions = { initial: rates(1, 0.2, 0.15, 0.1, 0.5), maintenance: rates(0.5, 0.1, 0.075, 0.05, 0.25) }
const wideOptions = { initial: rates(1, 0.3, 0.225, 0.15, 0.5), maintenance: rates(0.5, 0.15, 0.113, 0.075, 0.25) }

/** The same in every set. */
export const liquidation: ParadexParameters['liquidation'] = { targetFrac: 0.9, stepFrac: 0.2, feeFrac: 0.7 }

/** Everything but the coins of portfolio margin and its funding provision, which the page's history dates. */
function parameters(
  assets: Readonly<Record<string, PortfolioAsset>>,
  fundingProvisionHours: number,
): ParadexParameters {
  return {
    initialFrac: { BTC: 0.02, ETH: 0.02, '*': null },
    maintenanceFactor: 0.5,
    options: { BTC: majorOptions, ETH: majorOptions, HYPE: wideOptions, CL: wideOptions },
    shortPutCapOn: 'spot',
    fees: { perpetualFrac: 0.0003, optionFrac: 0.0003, optionCapFrac: 0.125 },
    portfolio: {
      assets,
      pivotDays: 30,
      daysMin: 1,
      vegaPowerShort: 0.3,
      vegaPowerLong: 0.13,
      minVolShockUpOn: 'shockedVol',
      maintenanceFactor: 0.5,
      fundingProvisionHours,
      settlementMinutes: 30,
    },
    liquidation,
  }
}

const page = 'docs.paradex.trade/risk/portfolio-margin'

/** A file of the venue's own code. */
function kit(file: string): string {
  return `github.com/tradeparadex/paradex-py (the venue’s own), ${file}, 2026`
}

const feeSource = `rate in ${kit('tests/margin/test_margin.py')}; a trader’s own rate depends on the profile, retail pays none`

const exceptions: ParameterSet<ParadexParameters>['exceptions'] = [
  {
    path: '/initialFrac/ETH',
    provenance: 'third-party',
    source: 'a recorded answer of GET /v1/markets in a public repository: imf_base 0.02',
  },
  {
    path: '/initialFrac/*',
    provenance: 'assumed',
    source: 'not known: GET /v1/markets gives imf_base of every market',
  },
  {
    path: '/shortPutCapOn',
    provenance: 'published',
    source: `${kit('paradex_py/margin/cross_margin.py')}; the page gives no formula`,
  },
  {
    path: '/fees/perpetualFrac',
    provenance: 'assumed',
    source: feeSource,
  },
  { path: '/fees/optionFrac', provenance: 'assumed', source: feeSource },
  { path: '/fees/optionCapFrac', provenance: 'published', source: kit('paradex_py/margin/constants.py') },
  {
    path: '/portfolio/minVolShockUpOn',
    provenance: 'published',
    source: `${kit('paradex_py/margin/portfolio_margin.py')}; the page calls it a floor on the shock, under which it would do nothing`,
  },
  { path: '/portfolio/settlementMinutes', provenance: 'published', source: kit('paradex_py/margin/constants.py') },
  {
    path: '/liquidation/feeFrac',
    provenance: 'published',
    source: 'docs.paradex.trade/risk/liquidations: 70 % in the text, 50 % in its example; a sample of the API has 20 %',
  },
]

function dated(
  set: string,
  note: string,
  assets: Readonly<Record<string, PortfolioAsset>>,
  fundingProvisionHours: number,
): ParameterSet<ParadexParameters> {
  return {
    set,
    provenance: 'published',
    source: `${page} as of ${set} (${note}); cross margin as of docs repository 9b82a75, 2026-08-20`,
    exceptions,
    parameters: parameters(assets, fundingProvisionHours),
  }
}

const [btc, eth] = [major(lowerTails), major(lowerTails)]

/** In force until a later page is read; the newest first. */
export const paradexSets: readonly ParameterSet<ParadexParameters>[] = [
  dated('2026-07-13', 'ZEC taken out', { BTC: btc, ETH: eth, HYPE: wide(0.6), CL: wide(0.6) }, 8),
  dated('2026-06-25', 'CL added; ZEC left out here', { BTC: btc, ETH: eth, HYPE: wide(0.6), CL: wide(0.6) }, 8),
  dated('2026-06-13', 'ZEC added, whose numbers are not recorded', { BTC: btc, ETH: eth, HYPE: wide(0.6) }, 8),
  dated('2026-06-10', 'least volatility shock by coin', { BTC: btc, ETH: eth, HYPE: wide(0.6) }, 8),
  dated('2026-05-25', 'ETH, HYPE and the funding provision added', { BTC: btc, ETH: eth, HYPE: wide(0.4) }, 8),
  dated('2026-04-06', 'tails cut to three quarters', { BTC: btc }, 0),
  dated('2026-03-15', 'first', { BTC: major(firstTails) }, 0),
]
