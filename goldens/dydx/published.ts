import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the tests of the chain’s own code and its documentation margin, as documents. */

const chain = 'dYdX, github.com/dydxprotocol/v4-chain'
const code = `${chain} 84d4664 (2026-03-04), protocol`
const documentation = 'dYdX, docs.dydx.xyz, concepts/trading/liquidations, v4-documentation 3e475b7 (2026-04-22)'

/** The chain counts whole millionths of a USDC: nothing but float64’s own rounding is left. */
const exact = 1e-12

interface Tier {
  readonly initialPpm: number
  readonly maintenancePpm: number
  readonly openLower?: number
  readonly openUpper?: number
}

interface Terms {
  readonly bankruptcyAdjustmentPpm: number
  readonly spreadToMaintenancePpm: number
}

interface Market {
  readonly price: string
  readonly tier: Tier
  readonly openInterest?: string
}

interface Account {
  readonly name: string
  readonly mode?: 'cross' | 'isolated'
  /** As the chain keeps it: what positions cost is taken off. */
  readonly quote: number
  readonly markets: Readonly<Record<string, Market>>
  readonly sizes: Readonly<Record<string, number>>
  readonly terms?: Terms
  readonly source: string
  readonly tolerance?: number
  readonly figures: OutsideFigures['figures']
}

function symbolOf(coin: string): string {
  return `${coin}/USDC:USDC`
}

function text(value: number): string {
  return value.toFixed(12)
}

function listing([coin, { price, openInterest }]: readonly [string, Market]): object {
  const names = { symbol: symbolOf(coin), underlying: coin, quote: 'USDC', settle: 'USDC' }
  const interest = openInterest === undefined ? {} : { openInterest }
  return { ...names, kind: 'perpetual', payout: 'linear', contractSize: '1', mark: price, ...interest }
}

function marketOf({ markets }: Account): object {
  return {
    format: 'plimsoll-market/1',
    at: '2026-03-05T08:00:00.000Z',
    currency: 'USD',
    assets: { USDC: { price: '1', stable: true } },
    underlyings: Object.fromEntries(Object.entries(markets).map(([coin, { price }]) => [coin, { index: price }])),
    instruments: Object.entries(markets).map(listing),
  }
}

/** Each position bought at half its price, what it cost in the balance: together they are the chain’s quote balance. */
function bookOf({ mode = 'cross', quote, markets, sizes }: Account): object {
  const rows = Object.entries(sizes).map(([coin, size]) => ({ coin, size, entry: Number(markets[coin]?.price) / 2 }))
  const cash = rows.reduce((sum, { size, entry }) => sum + size * entry, quote)
  return goldenBook(
    mode,
    { USDC: text(cash) },
    rows.map(({ coin, size, entry }) => [symbolOf(coin), text(size), text(entry)]),
  )
}

function parametersOf({ markets, terms }: Account, model: string): object {
  const tiers = Object.entries(markets).map(([coin, { tier }]) => {
    const { initialPpm, maintenancePpm, openLower = 0, openUpper = 0 } = tier
    const bounds = { openInterestLowerUsdc: openLower, openInterestUpperUsdc: openUpper }
    return [coin, { initialMarginPpm: initialPpm, maintenanceFractionPpm: maintenancePpm, ...bounds }] as const
  })
  return {
    format: 'plimsoll-params/1',
    model,
    set: 'of the source',
    parameters: {
      tiers: Object.fromEntries(tiers),
      marketTiers: { ...Object.fromEntries(tiers.map(([coin]) => [coin, coin])), '*': null },
      liquidation: {
        maxFeePpm: 5000,
        ...(terms ?? { bankruptcyAdjustmentPpm: 1_000_000, spreadToMaintenancePpm: 100_000 }),
      },
    },
  }
}

function golden(account: Account): GoldenCase {
  const { name, mode = 'cross', source, tolerance = exact, figures } = account
  const model = `dydx/${mode}`
  return {
    name,
    model,
    market: marketOf(account),
    book: bookOf(account),
    parameters: parametersOf(account, model),
    outside: { source, tolerance, figures },
  }
}

type RequirementRow = readonly [
  price: string,
  size: number,
  initialPpm: number,
  maintenancePpm: number,
  initial: number,
  maintenance: number,
  open?: readonly [interest: string, lower: number, upper: number],
]

/** Price, size and tier; initial and maintenance margin, USDC; open interest and the caps of its notional. */
const requirements: readonly RequirementRow[] = [
  ['555500', 0.000_07, 200, 500_000, 0.007777, 0.003889],
  ['5555', 0.7, 10_000, 500_000, 38.885, 19.4425],
  ['4200000', 88, 10_000, 500_000, 3_696_000, 1_848_000],
  ['420000', -0.005, 10_000, 500_000, 21, 10.5],
  ['5555', 0.007, 1_000_000, 1_000_000, 38.885, 38.885],
  ['5555', 0.007, 10_000, 1_000_000, 0.38885, 0.38885],
  ['5555000', -0.007, 2, 500_000, 0.07777, 0.038885],
  ['36750', 0.012, 200_000, 500_000, 88.2, 44.1],
  ['123456', 0.074523, 50_000, 600_000, 460.015575, 276.009345],
  ['123456', 0.074523, 250_000, 600_000, 2300.077872, 1380.046724],
  ['36750', 0.012, 200_000, 500_000, 264.599559, 44.1, ['408.163265', 10_000_000, 20_000_000]],
  ['36750', 0.012, 200_000, 500_000, 441, 44.1, ['1000', 10_000_000, 20_000_000]],
  ['36750', 0.012, 200_000, 500_000, 318.042585, 44.1, ['1123.456789', 25_000_000, 50_000_000]],
]

function required([price, size, initialPpm, maintenancePpm, initial, maintenance, open]: RequirementRow): GoldenCase {
  const bounds = open === undefined ? {} : { openLower: open[1], openUpper: open[2] }
  const market = { price, tier: { initialPpm, maintenancePpm, ...bounds } }
  return golden({
    name: `${size} at ${price}, ${initialPpm} and ${maintenancePpm} ppm${open === undefined ? '' : `, ${open[0]} open`}`,
    quote: 5_000_000,
    markets: { X: open === undefined ? market : { ...market, openInterest: open[0] } },
    sizes: { X: size },
    source: `${chain} 08dfc6c, protocol/x/perpetuals/lib/lib_test.go, margin requirements in quote quantums`,
    figures: { initialMargin: initial, maintenanceMargin: maintenance },
  })
}

type OpenRow = readonly [usdc: number, initialPpm: number, open: readonly [string, number, number], initial: number]

/** Notional, fraction, open notional between its caps, initial margin. */
const openRows: readonly OpenRow[] = [
  [0.123456, 567_243, ['0', 0, 0], 0.07003],
  [0.5, 200_000, ['1500000', 1_000_000, 2_000_000], 0.3],
  [0.5, 200_000, ['80000000', 25_000_000, 50_000_000], 0.5],
  [0.5, 200_000, ['25000000', 25_000_000, 50_000_000], 0.1],
  [0.5, 200_000, ['28123456.789123', 25_000_000, 60_000_000], 0.135697],
]

function opened([usdc, initialPpm, [openInterest, openLower, openUpper], initialMargin]: OpenRow): GoldenCase {
  return golden({
    name: `${usdc} of notional at ${initialPpm} ppm, ${openInterest} open`,
    quote: 10,
    markets: { X: { price: '1', tier: { initialPpm, maintenancePpm: 500_000, openLower, openUpper }, openInterest } },
    sizes: { X: usdc },
    source: `${code}/x/perpetuals/types/liquidity_tier_test.go`,
    figures: { initialMargin },
  })
}

const free = { BTC: { price: '50000', tier: { initialPpm: 0, maintenancePpm: 0 } } }
const halfAndFifth = {
  BTC: { price: '50000', tier: { initialPpm: 500_000, maintenancePpm: 800_000 } },
  ETH: { price: '3000', tier: { initialPpm: 200_000, maintenancePpm: 500_000 } },
}

/** Markets, quote balance, positions; net collateral and both requirements. */
const subaccounts = [
  ['one coin without a requirement', free, 10_000.000_001, { BTC: 1 }, { equity: 60_000.000_001 }],
  ['two coins without a requirement', free, 10_000.000_001, { BTC: 2 }, { equity: 110_000.000_001 }],
  ['a debt', free, -0.123456, {}, { equity: -0.123456 }],
  [
    'a short of two coins and a long, of 1 USDC',
    halfAndFifth,
    1,
    { BTC: -2, ETH: 0.25 },
    { equity: -99_249, initialMargin: 50_150, maintenanceMargin: 40_075 },
  ],
  [
    'a long turned short, and a long increased',
    halfAndFifth,
    1,
    { BTC: -1, ETH: 0.75 },
    { equity: -47_749, initialMargin: 25_450, maintenanceMargin: 20_225 },
  ],
] as const satisfies readonly (readonly [string, Account['markets'], number, Account['sizes'], Account['figures']])[]

const twenty = { initialPpm: 200_000, maintenancePpm: 500_000 }
const tenths = { BTC: { price: '50000', tier: twenty }, ETH: { price: '3000', tier: twenty } }

interface Closing {
  readonly bankruptcy?: number
  readonly fillable?: number
}

type ClosingRow = readonly [quote: number, sizes: Account['sizes'], coin: string, closing: Closing, terms?: Terms]

/** Quote balance, positions, the one that is closed whole: quote for which it is, and the price it is offered at. */
const closings: readonly ClosingRow[] = [
  [-4501, { BTC: 0.1 }, 'BTC', { bankruptcy: 4501, fillable: 49_999 }],
  [5499, { BTC: -0.1 }, 'BTC', { bankruptcy: -5499, fillable: 50_001 }],
  [-5000, { BTC: 0.1 }, 'BTC', { bankruptcy: 5000, fillable: 49_500 }],
  [5000, { BTC: -0.1 }, 'BTC', { bankruptcy: -5000, fillable: 50_500 }],
  [-5100, { BTC: 0.1 }, 'BTC', { bankruptcy: 5100 }],
  [4900, { BTC: -0.1 }, 'BTC', { bankruptcy: -4900 }],
  [-490, { BTC: 0.004, ETH: 0.1 }, 'ETH', { bankruptcy: 294, fillable: 2976 }],
  [510, { BTC: -0.004, ETH: -0.1 }, 'ETH', { bankruptcy: -306 }],
  [110, { BTC: 0.004, ETH: -0.1 }, 'ETH', { bankruptcy: -306 }],
  [1, { BTC: 1 }, 'BTC', { bankruptcy: -1 }],
  [-5500, { BTC: 0.1 }, 'BTC', { fillable: 49_500 }],
  [4500, { BTC: -0.1 }, 'BTC', { fillable: 50_500 }],
  [-4000, { BTC: 0.1 }, 'BTC', { fillable: 50_000 }],
  [-4501, { BTC: 0.1 }, 'BTC', { fillable: 49_998 }, { bankruptcyAdjustmentPpm: 2e6, spreadToMaintenancePpm: 1e5 }],
  [5499, { BTC: -0.1 }, 'BTC', { fillable: 50_002 }, { bankruptcyAdjustmentPpm: 1e6, spreadToMaintenancePpm: 2e5 }],
  [-4501, { BTC: 0.1 }, 'BTC', { fillable: 49_990 }, { bankruptcyAdjustmentPpm: 1e6, spreadToMaintenancePpm: 1e6 }],
]

function closed([quote, sizes, coin, { bankruptcy, fillable }, terms]: ClosingRow): GoldenCase {
  const label = `venueFigures.${symbolOf(coin)}`
  const held = Object.entries(sizes).map(([each, size]) => `${size} ${each}`)
  const spread = terms === undefined ? '' : `, ${terms.bankruptcyAdjustmentPpm} and ${terms.spreadToMaintenancePpm} ppm`
  return golden({
    name: `liquidation of ${coin}: quote ${quote}, ${held.join(', ')}${spread}`,
    quote,
    markets: tenths,
    sizes,
    ...(terms === undefined ? {} : { terms }),
    source: `${code}/x/clob/keeper/liquidations_test.go; quote for the whole position ÷ its size`,
    tolerance: 1e-11,
    figures: {
      ...(bankruptcy === undefined ? {} : { [`${label}: bankruptcy price`]: bankruptcy / (sizes[coin] ?? Number.NaN) }),
      ...(fillable === undefined ? {} : { [`${label}: fillable price`]: fillable }),
    },
  })
}

/** Isolated: 1 000 USDC behind a short of three at 3 000. */
const short = golden({
  name: 'the isolated short of the documentation',
  mode: 'isolated',
  quote: 1000,
  markets: { ETH: { price: '3000', tier: { initialPpm: 100_000, maintenancePpm: 500_000 } } },
  sizes: {},
  source: documentation,
  tolerance: 0.005 / 3174.6,
  figures: { [`venueFigures.${symbolOf('ETH')} short: liquidation price`]: 3174.6 },
})
const shortBook = goldenBook('isolated', { USDC: '1000' }, [
  [symbolOf('ETH'), '-3', '3000', { isolatedMargin: '1000' }],
])

export const published: readonly GoldenCase[] = [
  ...requirements.map(required),
  ...openRows.map(opened),
  ...subaccounts.map(([name, markets, quote, sizes, figures]) =>
    golden({
      name,
      markets,
      quote,
      sizes,
      figures,
      source: `${chain} (a copy of unknown commit), protocol/x/subaccounts/keeper/subaccount_test.go`,
    }),
  ),
  ...closings.map(closed),
  { ...short, book: shortBook },
]
