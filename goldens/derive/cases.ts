import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { publishedCases } from './published.ts'

const at = '2026-04-01T08:00:00.000Z'
/** Twelve minutes away, within the day, and on either side of thirty days. */
const expiries = {
  soon: '2026-04-01T08:12:00.000Z',
  today: '2026-04-01T16:00:00.000Z',
  near: '2026-04-10T08:00:00.000Z',
  late: '2026-08-28T08:00:00.000Z',
  far: '2026-09-25T08:00:00.000Z',
} as const
type When = keyof typeof expiries

const indexes = { BTC: 60_000, ETH: 3000, SOL: 150, HYPE: 40, XRP: 2 } as const
type Coin = keyof typeof indexes
const coins = Object.keys(indexes) as readonly Coin[]

const vols: Readonly<Record<When, number>> = { soon: 0.5, today: 0.45, near: 0.25, late: 0.5, far: 0.5 }
const carry: Readonly<Record<When, number>> = { soon: 1, today: 1.0005, near: 1.004, late: 1.025, far: 1.03 }

function perpetual(coin: Coin): object {
  return {
    symbol: `${coin}/USDC:USDC`,
    kind: 'perpetual',
    underlying: coin,
    payout: 'linear',
    quote: 'USDC',
    settle: 'USDC',
    contractSize: '1',
    mark: String(indexes[coin] * 1.0005),
  }
}

function symbolOf(coin: Coin, when: When, share: number, right: 'C' | 'P'): string {
  return `${coin}/USDC:USDC-${expiries[when].slice(2, 10).replaceAll('-', '')}-${when}-${indexes[coin] * share}-${right}`
}

function option(coin: Coin, when: When, share: number, right: 'C' | 'P'): object {
  return {
    symbol: symbolOf(coin, when, share, right),
    kind: 'option',
    underlying: coin,
    payout: 'linear',
    quote: 'USDC',
    settle: 'USDC',
    contractSize: '1',
    expiry: expiries[when],
    strike: String(indexes[coin] * share),
    right: right === 'C' ? 'call' : 'put',
    markVol: vols[when],
  }
}

const shares = [0.6, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2]
const whens = Object.keys(expiries) as readonly When[]

function marketOf(usdc: string, confidence: number): object {
  return {
    format: 'plimsoll-market/1',
    at,
    currency: 'USD',
    assets: {
      USDC: { price: usdc, stable: true },
      WSTETH: { price: '3600', confidence },
    },
    underlyings: Object.fromEntries(coins.map((coin) => [coin, { index: String(indexes[coin]), confidence }])),
    forwards: coins.flatMap((underlying) =>
      whens.map((when) => ({
        underlying,
        expiry: expiries[when],
        price: String(indexes[underlying] * carry[when]),
        // So high on BTC that what is owed is marked up by the static discount and not by the rate.
        rate: underlying === 'BTC' ? 0.4 : 0.05,
        ...(when === 'soon' ? { fixedPart: String(indexes[underlying] * 0.6) } : {}),
      })),
    ),
    instruments: [
      ...coins.map(perpetual),
      ...(['BTC', 'ETH', 'SOL', 'HYPE'] as const).flatMap((coin) =>
        whens.flatMap((when) =>
          shares.flatMap((share) => (['C', 'P'] as const).map((right) => option(coin, when, share, right))),
        ),
      ),
    ],
  }
}

const calm = marketOf('0.9998', 1)
/** USDC below its peg, and every spot feed unsure. */
const strained = marketOf('0.95', 0.5)

type Rows = Parameters<typeof goldenBook>[2]
type Balances = Parameters<typeof goldenBook>[1]

function golden(model: string, name: string, balances: Balances, rows: Rows, more?: object, market = calm): GoldenCase {
  const mode = model === 'derive/standard' ? 'cross' : 'portfolio'
  return { name, model, market, book: goldenBook(mode, balances, rows, more) }
}

const perp = (coin: Coin): string => `${coin}/USDC:USDC`

/** Books that both portfolio managers can hold. */
const portfolios: readonly (readonly [name: string, balances: Balances, rows: Rows, more?: object, market?: object])[] =
  [
    ['nothing held', {}, []],
    ['one long perpetual', { USDC: '20000' }, [[perp('BTC'), '1', '59000']]],
    ['one short perpetual', { USDC: '20000' }, [[perp('ETH'), '-10', '3100']]],
    ['cash and carry', { USDC: '1000', ETH: '10' }, [[perp('ETH'), '-10', '3050']]],
    ['coins alone', { BTC: '1' }, []],
    [
      'short strangle near',
      { USDC: '30000' },
      [
        [symbolOf('ETH', 'near', 1.1, 'C'), '-20'],
        [symbolOf('ETH', 'near', 0.9, 'P'), '-20'],
      ],
    ],
    [
      'long straddle far',
      { USDC: '5000' },
      [
        [symbolOf('BTC', 'far', 1, 'C'), '1'],
        [symbolOf('BTC', 'far', 1, 'P'), '1'],
      ],
    ],
    [
      'calendar',
      { USDC: '20000' },
      [
        [symbolOf('ETH', 'near', 1, 'C'), '-10'],
        [symbolOf('ETH', 'far', 1, 'C'), '10'],
      ],
    ],
    [
      'expiring today, partly settled',
      { USDC: '60000' },
      [
        [symbolOf('ETH', 'soon', 1, 'C'), '-30'],
        [symbolOf('ETH', 'today', 1.1, 'C'), '-30'],
        [perp('ETH'), '30', '3000'],
      ],
    ],
    ['short calls just beyond the grid, today', { USDC: '20000' }, [[symbolOf('ETH', 'today', 1.2, 'C'), '-50']]],
    ['wings short', { USDC: '30000' }, [[symbolOf('BTC', 'far', 2, 'C'), '-5']]],
    ['deep put short', { USDC: '30000' }, [[symbolOf('BTC', 'near', 0.6, 'P'), '-20']]],
    [
      'covered at the strike, call against put',
      { USDC: '20000' },
      [
        [symbolOf('ETH', 'far', 1, 'C'), '-5'],
        [symbolOf('ETH', 'far', 1, 'P'), '5'],
        [perp('ETH'), '5', '3000'],
      ],
    ],
    [
      'hedge that orders would undo',
      { USDC: '20000' },
      [
        [perp('ETH'), '10', '3000'],
        [symbolOf('ETH', 'far', 0.9, 'P'), '10'],
      ],
      { orders: [{ symbol: perp('ETH'), contracts: '5', price: '2990' }] },
    ],
    [
      'off the peg with unsure feeds',
      { USDC: '40000', ETH: '2' },
      [
        [perp('ETH'), '-4', '3050'],
        [symbolOf('ETH', 'near', 1.1, 'C'), '-5'],
        [symbolOf('ETH', 'far', 1.5, 'C'), '5'],
      ],
      {},
      strained,
    ],
  ]

/** Each expiry loses its worse direction, so a bent smile decides where two expiries hedge each other. */
function hedged(
  name: string,
  legs: readonly (readonly [share: number, right: 'C' | 'P', contracts: number])[],
): GoldenCase {
  const rows = legs.flatMap(([share, right, contracts]) => [
    [symbolOf('ETH', 'late', share, right), String(contracts)] as const,
    [symbolOf('ETH', 'far', share, right), String(-contracts)] as const,
  ])
  return golden('derive/pm2', name, { USDC: '10000' }, rows)
}

const smiles: readonly GoldenCase[] = [
  hedged('smile bent one way', [
    [0.8, 'P', 5],
    [1.5, 'P', -4],
    [1.5, 'C', -3],
    [2, 'P', 2],
  ]),
  hedged('smile bent on both sides', [
    [0.9, 'P', 3],
    [1, 'P', -6],
    [1.1, 'P', 3],
  ]),
  golden('derive/pm2', 'short butterfly today', { USDC: '10000' }, [
    [symbolOf('ETH', 'today', 1, 'C'), '-10'],
    [symbolOf('ETH', 'today', 1.1, 'C'), '20'],
    [symbolOf('ETH', 'today', 1.2, 'C'), '-10'],
  ]),
]

const ladderDays = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(
  (day) => `2026-04-${String(day).padStart(2, '0')}T08:00:00.000Z`,
)

/** One option an expiry. */
function ladder(): GoldenCase {
  const symbols = ladderDays.map((_, i) => `ladder ${i}`)
  const terms = option('ETH', 'near', 1.1, 'C')
  const instruments = ladderDays.map((expiry, i) => ({ ...terms, symbol: symbols[i], expiry }))
  const forwards = ladderDays.map((expiry) => ({ underlying: 'ETH', expiry, price: '3003', rate: 0.05 }))
  return golden(
    'derive/pm2',
    'ten expiries',
    { USDC: '20000' },
    symbols.map((symbol, i) => [symbol, i % 2 ? '1' : '-1']),
    {},
    { ...calm, forwards, instruments },
  )
}

export const cases: readonly GoldenCase[] = [
  ...portfolios.map(([name, balances, rows, more, market]) => golden('derive/pm2', name, balances, rows, more, market)),
  ...portfolios.map(([name, balances, rows, more, market]) => golden('derive/pm1', name, balances, rows, more, market)),
  ...smiles,
  ladder(),
  golden('derive/pm2', 'SOL: short put and perpetual', { USDC: '20000' }, [
    [symbolOf('SOL', 'near', 0.9, 'P'), '-100'],
    [perp('SOL'), '-100', '155'],
  ]),
  golden('derive/pm2', 'HYPE: coins, short call', { USDC: '5000', HYPE: '200' }, [
    [symbolOf('HYPE', 'far', 1.5, 'C'), '-200'],
  ]),
  golden(
    'derive/pm2',
    'staked ether against a short perpetual',
    { USDC: '1000', WSTETH: '5' },
    [[perp('ETH'), '-6', '3000']],
    {},
    strained,
  ),
  golden('derive/pm2', 'contracts of two underlyings', { USDC: '90000' }, [
    [perp('ETH'), '5', '3000'],
    [perp('BTC'), '1', '60000'],
  ]),
  golden('derive/pm2', 'under water', { USDC: '2000' }, [[perp('BTC'), '2', '60500']]),
  golden('derive/standard', 'nothing held', {}, []),
  golden('derive/standard', 'perpetuals of five markets', { USDC: '60000' }, [
    [perp('BTC'), '1', '59000'],
    [perp('ETH'), '-20', '3050'],
    [perp('SOL'), '100', '140'],
    [perp('HYPE'), '-100', '42'],
    [perp('XRP'), '5000', '1.9'],
  ]),
  golden('derive/standard', 'coins back short calls', { USDC: '1000', BTC: '1', ETH: '5', HYPE: '100' }, [
    [symbolOf('BTC', 'near', 1.1, 'C'), '-1'],
    [symbolOf('HYPE', 'far', 1.5, 'C'), '-100'],
  ]),
  golden('derive/standard', 'call spread', { USDC: '20000' }, [
    [symbolOf('ETH', 'near', 1, 'C'), '-10'],
    [symbolOf('ETH', 'near', 1.1, 'C'), '10'],
  ]),
  golden('derive/standard', 'spread with more sold than bought', { USDC: '60000' }, [
    [symbolOf('ETH', 'near', 0.6, 'C'), '-10.05'],
    [symbolOf('ETH', 'near', 0.8, 'C'), '10'],
  ]),
  golden('derive/standard', 'short puts in and out of the money', { USDC: '300000' }, [
    [symbolOf('ETH', 'near', 0.8, 'P'), '-10'],
    [symbolOf('ETH', 'far', 1, 'P'), '-10'],
    [symbolOf('SOL', 'far', 2, 'P'), '-200'],
    [symbolOf('BTC', 'far', 1.5, 'P'), '-1'],
  ]),
  golden('derive/standard', 'iron condor', { USDC: '5000' }, [
    [symbolOf('ETH', 'far', 0.8, 'P'), '5'],
    [symbolOf('ETH', 'far', 0.9, 'P'), '-5'],
    [symbolOf('ETH', 'far', 1.1, 'C'), '-5'],
    [symbolOf('ETH', 'far', 1.2, 'C'), '5'],
  ]),
  golden('derive/standard', 'an order to buy an option', { USDC: '5000' }, [[symbolOf('ETH', 'far', 1.2, 'C'), '-1']], {
    orders: [{ symbol: symbolOf('ETH', 'far', 1, 'C'), contracts: '2', price: '450' }],
  }),
  golden(
    'derive/standard',
    'off the peg with unsure feeds',
    { USDC: '60000', ETH: '2' },
    [
      [perp('BTC'), '-0.5', '61000'],
      [symbolOf('ETH', 'near', 1, 'C'), '-5'],
    ],
    {},
    strained,
  ),
  golden('derive/standard', 'cash owed', { USDC: '-3000', ETH: '3' }, [[perp('ETH'), '1', '2900']]),
  golden('derive/standard', 'what it cannot hold', { USDC: '1000', SOL: '3' }, [[symbolOf('SOL', 'far', 1, 'C'), '1']]),
  ...publishedCases,
]

const auction = 'figures of an auction, which no requirement holds'

/** Parameters that no requirement feels, and why. */
export const unfelt: Readonly<Record<string, string>> = {
  'auction.bufferFrac': auction,
  'auction.feeFrac': auction,
  'auction.penaltyFrac': auction,
  'auction.startDiscountFrac': auction,
  'auction.fastDiscountFrac': auction,
  'auction.slowDiscountFrac': auction,
  'auction.fastSeconds': auction,
  'auction.slowSeconds': auction,
  'auction.insolventSeconds': auction,
  'managers.*.shocks.skewShock.kStarMin':
    'decides in the last nine minutes alone, when no smile is left; tested beside it',
  'shocks.volShock.upVolMin': 'the first manager has no floor: half a percent is below every volatility',
  'shocks.staticDiscount.shortRateFactor': 'the first manager never marks up what is owed',
  'shocks.staticDiscount.shortRateAddFrac': 'the first manager never marks up what is owed',
  'limits.assetsMax': 'a book of more than a hundred assets is no golden; tested beside the refusals',
}
