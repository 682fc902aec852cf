import type { Provenance } from '../../margin/provenance.ts'
import type {
  CollateralEntry,
  CoverageRow,
  Eligibility,
  LiquidationPolicy,
  LiquidationStep,
  RatioWords,
  Sourced,
  VenueProfile,
} from '../../margin/venue-profile.ts'

const help = (article: string, title: string): string =>
  `support.deribit.com, article ${article} (${title}), seen 2026-11-22`
const liquidations = help('25944769313309', 'Liquidations')
const insuranceFund = help('25944777576477', 'Insurance Fund')
const marginTypes = help('25944811317149', 'Margin types and usage')
const crossCollateral = `${help('25944777203869', 'Cross-collateral specifications')}, as quoted by users in 2026-09`
const sample = 'docs.deribit.com, private/pme/simulate, sample of 2024-06-17'

const portfolioModels = ['deribit/portfolio', 'deribit/segregated-portfolio'] as const
const standardModels = ['deribit/standard', 'deribit/segregated-standard'] as const
const models = [...portfolioModels, ...standardModels]

function sourced(provenance: Provenance, source: string): Sourced {
  return { provenance, source }
}

const quoted = sourced('third-party', crossCollateral)

const haircuts: readonly (readonly [asset: string, haircutFrac: number])[] = [
  ['BTC', 0],
  ['ETH', 0],
  ['USDC', 0],
  ['USDT', 0.02],
  ['USDe', 0.05],
  ['stETH', 0.075],
  ['USYC', 0.02],
  ['BUIDL', 0.02],
]

const collateral: readonly CollateralEntry[] = haircuts.map(([asset, haircutFrac]) => ({
  asset,
  tiers: [{ quantityMax: null, haircutFrac }],
  ...quoted,
}))

const eligibility: readonly Eligibility[] = models.map((model) => ({
  model,
  equityMin: null,
  cleanSlate: false,
  disclosures: [],
  conditions: [
    'the change may be tried first: change_margin_model answers with the rates before and after',
    'margin must suffice after the change',
    'at most five changes a day were seen on a live account',
  ],
  ...sourced('published', marginTypes),
}))

const ratios: readonly RatioWords[] = models.flatMap((model) => [
  {
    model,
    name: 'MM%',
    formula: 'maintenance margin ÷ margin balance',
    liquidatedWhen: 'at or above 100 %',
  },
  {
    model,
    name: 'IM%',
    formula: 'initial margin ÷ margin balance',
    liquidatedWhen: 'never: at 100 % nothing more can be opened',
  },
])

const takeOver: LiquidationStep = {
  name: 'take-over',
  does: 'without a margin call the engine takes the account: orders can be neither placed nor cancelled by its owner',
  ...sourced('published', liquidations),
}

const reduce: LiquidationStep = {
  name: 'reduce',
  does: 'positions are closed in parts, a round a second, until MM% is below 100 %; a liquidation fee (BTC 0.75 %, ETH 0.9 %) goes to the insurance fund',
  action: { type: 'reduce', partFrac: 1, order: 'freed-per-cost' },
  ...sourced('published', liquidations),
}

const hedge: LiquidationStep = {
  name: 'delta hedge',
  does: 'futures may be opened against the delta of options, and stay in the account afterwards',
  action: { type: 'delta-hedge', partFrac: 1 },
  ...sourced('published', liquidations),
}

const insurance: LiquidationStep = {
  name: 'insurance and loss sharing',
  does: 'negative equity is set to zero by the insurance fund; where it is empty, losses are shared among that session’s profits; nobody is deleveraged in a queue',
  ...sourced('published', liquidations),
}

const liquidation: readonly LiquidationPolicy[] = [
  ...portfolioModels.map((model) => ({ model, steps: [takeOver, hedge, reduce, insurance] })),
  ...standardModels.map((model) => ({ model, steps: [takeOver, reduce, insurance] })),
].map((policy) => ({
  ...policy,
  trigger: 1,
  restoreUse: { use: 1, ...sourced('published', liquidations) },
  fee: { byUnderlying: { BTC: 0.0075, ETH: 0.009 }, ...sourced('published', liquidations) },
  deleveraging: { rank: 'none', ...sourced('published', insuranceFund) },
  price: 'solved',
}))

const fromSample = sourced('published', sample)

const coverage: readonly CoverageRow[] = [
  {
    rule: 'S:SM, S:PM: a pool for each settlement currency; X:SM, X:PM: one pool in dollars',
    state: 'implemented',
    ...sourced('published', marginTypes),
  },
  {
    rule: 'SM: rate of futures and perpetuals that grows with size (2022-01-11, and the one before)',
    state: 'implemented',
    ...sourced('published', help('25944826427293', '11 January 2022')),
  },
  {
    rule: 'SM: leverage that falls in tiers (2026-09-24)',
    state: 'parameter',
    note: 'dated BTC futures alone are known; the middle of the curve is taken as a straight line; of the rest only the largest leverage of the BTC perpetual',
    ...sourced('third-party', help('25944811528477', 'Standard Margin')),
  },
  {
    rule: 'SM: short options, inverse and linear',
    state: 'implemented',
    ...sourced('third-party', help('25944811528477', 'Standard Margin')),
  },
  {
    rule: 'PM: 27 standard and 8 extended cells, extended table factor, coins at the edge of the range',
    state: 'implemented',
    ...fromSample,
  },
  {
    rule: 'PM: P&L offset, worst case, roll shock, rounding, initial and maintenance margin',
    state: 'implemented',
    ...fromSample,
  },
  {
    rule: 'PM: dampener of extended cells',
    state: 'implemented',
    note: 'read off users’ code; both samples agree, as every extended cell is 0 in them',
    ...sourced('third-party', 'public code of users, 2026'),
  },
  {
    rule: 'PM: parameters of BTC and ETH',
    state: 'implemented',
    note: 'six of BTC’s are carried over from 2024-06-17 in the current set',
    ...sourced('third-party', 'public/pme/get_params as transcribed on 2026-09-23; capture of 2026-02-15'),
  },
  {
    rule: 'PM: parameters of other coins',
    state: 'parameter',
    note: 'public/pme/get_params answers them; none was seen here',
  },
  {
    rule: 'PM: floor of the upward volatility, form of the annualised move, delta shock, cap of offsetable profit, order of volatility scenarios, several currencies together',
    state: 'implemented',
    note: 'readings: each is assumed, and a switch in a set of one’s own',
    ...sourced('assumed', 'names and units of the parameters; /readings of the set'),
  },
  {
    rule: 'X:PM: equity in a coin gains and loses in the table of that coin',
    state: 'implemented',
    ...sourced('inferred', 'equity_side_impact in the sample of 2024-06-17'),
  },
  { rule: 'PM: correlation contingency', state: 'unknown', note: '0 in both samples, and here' },
  {
    rule: 'PM: margin of market maker protection, spot margin',
    state: 'parameter',
    note: 'settings mmpMargin and spotMargin of a book, by pool',
  },
  {
    rule: 'Margin of open orders',
    state: 'implemented',
    note: 'what the worse of all buys and all sells adds; assumed. The venue’s own figure may be given in PM: setting openOrdersMargin of a book',
    ...sourced('assumed', 'the venue’s netting of orders is not published'),
  },
  {
    rule: 'Cross collateral: haircuts, charged in initial margin',
    state: 'implemented',
    note: 'SOL, XRP, PAXG, EURR and BNB are taken, their haircuts must be given; tiers by size are not known',
    ...quoted,
  },
  {
    rule: 'Cross collateral: fee on negative equity, quoted as 0.05 % a day',
    state: 'unknown',
    note: 'not part of margin; not accrued here',
    ...quoted,
  },
  {
    rule: 'Settlement: delta of expiring options fades over the last 30 minutes',
    state: 'unknown',
    note: 'not applied',
  },
  {
    rule: 'Liquidation: order of positions and size of a step',
    state: 'unknown',
    note: 'an engine takes no more than is needed, first what frees most margin for its cost; fees of other coins than BTC and ETH are its own setting',
  },
  {
    rule: 'PM before 2024: sets 2020-deck, 2019 and 2017 of deribit/segregated-portfolio',
    state: 'implemented',
    note: 'columns and initial margin of 2017 and 2019 are the deck’s',
    ...sourced('published', 'www.deribit.com/pages/docs/portfoliomargin, about 2019; the page of 2017; the deck'),
  },
]

export const profile: VenueProfile = {
  collateral,
  eligibility,
  ratios,
  liquidation: liquidation as readonly LiquidationPolicy[],
  coverage,
}
