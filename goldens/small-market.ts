/** A market of a few contracts of every kind, at round prices, for the goldens of models that are no venue's. */

const at = '2026-01-01T08:00:00.000Z'
/** Less than a day away. */
const today = '2026-01-01T20:00:00.000Z'
const near = '2026-01-08T08:00:00.000Z'
const far = '2026-09-25T08:00:00.000Z'

const indexes = { BTC: 50_000, ETH: 2500, SOL: 100 } as const
type Coin = keyof typeof indexes
const coins = Object.keys(indexes) as readonly Coin[]

/** Forwards stand 1 % above the index at the near expiry and 6 % at the far one. */
const carry = { [today]: 1, [near]: 1.01, [far]: 1.06 } as const

/** So low on ETH that a floor under shocked volatilities is felt. */
const vols = {
  BTC: { [today]: 0.7, [near]: 0.6, [far]: 0.55 },
  ETH: { [today]: 0.2, [near]: 0.15, [far]: 0.15 },
} as const

function perpetual(coin: Coin, payout: 'linear' | 'inverse'): object {
  const linear = { symbol: `${coin}/USDT:USDT`, quote: 'USDT', settle: 'USDT', contractSize: '1' }
  const inverse = { symbol: `${coin}/USD:${coin}`, quote: 'USD', settle: coin, contractSize: '10' }
  const names = payout === 'linear' ? linear : inverse
  return { ...names, kind: 'perpetual', underlying: coin, payout, mark: String(indexes[coin] * 1.001) }
}

function future(coin: Coin): object {
  return {
    symbol: `${coin}/USDT:USDT-260925`,
    kind: 'future',
    underlying: coin,
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
    expiry: far,
    mark: String(indexes[coin] * carry[far]),
  }
}

function option(coin: 'BTC' | 'ETH', expiry: keyof typeof carry, share: number, right: 'call' | 'put'): object {
  const strike = indexes[coin] * share
  return {
    symbol: `${coin}/USDT:USDT-${expiry.slice(2, 10).replaceAll('-', '')}-${strike}-${right === 'call' ? 'C' : 'P'}`,
    kind: 'option',
    underlying: coin,
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
    expiry,
    strike: String(strike),
    right,
    markVol: vols[coin][expiry],
  }
}

const options = (['BTC', 'ETH'] as const).flatMap((coin) =>
  ([today, near, far] as const).flatMap((expiry) =>
    [0.8, 1, 1.2].flatMap((share) => (['call', 'put'] as const).map((right) => option(coin, expiry, share, right))),
  ),
)

export const smallMarket = {
  format: 'plimsoll-market/1',
  at,
  currency: 'USD',
  assets: { USDT: { price: '0.999', stable: true }, USDC: { price: '1', stable: true } },
  underlyings: Object.fromEntries(coins.map((coin) => [coin, { index: String(indexes[coin]) }])),
  forwards: coins.flatMap((underlying) =>
    ([today, near, far] as const).map((expiry) => ({
      underlying,
      expiry,
      price: String(indexes[underlying] * carry[expiry]),
      rate: 0.03,
    })),
  ),
  instruments: [
    ...coins.flatMap((coin) => [perpetual(coin, 'linear'), perpetual(coin, 'inverse'), future(coin)]),
    ...options,
  ],
} as const

/** A book document; rows are symbol, contracts and, except for options, entry price. */
export function goldenBook(
  mode: 'isolated' | 'cross' | 'portfolio',
  balances: Readonly<Record<string, string>>,
  rows: readonly (readonly [symbol: string, contracts: string, entryPrice?: string, more?: object])[],
  more: object = {},
): object {
  const positions = rows.map(([symbol, contracts, entryPrice, fields]) => ({
    symbol,
    contracts,
    ...(entryPrice === undefined ? {} : { entryPrice }),
    ...fields,
  }))
  return { format: 'plimsoll-book/1', account: 'golden', mode, balances, positions, ...more }
}

/** Underlyings and linear perpetuals in USDC, each coin's mark at its index. */
export function usdcPerpetuals(coins: Readonly<Record<string, string>>): {
  readonly underlyings: object
  readonly instruments: readonly object[]
} {
  return {
    underlyings: Object.fromEntries(Object.entries(coins).map(([coin, index]) => [coin, { index }])),
    instruments: Object.entries(coins).map(([coin, mark]) => ({
      symbol: `${coin}/USDC:USDC`,
      kind: 'perpetual',
      underlying: coin,
      quote: 'USDC',
      settle: 'USDC',
      payout: 'linear',
      contractSize: '1',
      mark,
    })),
  }
}
