import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'
import { published } from './published.ts'

const at = '2026-01-01T08:00:00.000Z'
const near = '2026-01-08T08:00:00.000Z'
const far = '2026-09-25T08:00:00.000Z'

const indexes = { BTC: 50_000, ETH: 2500, SOL: 100 } as const
type Coin = keyof typeof indexes
const carry = { [near]: 1.01, [far]: 1.06 } as const
type Expiry = keyof typeof carry

/** So low on near ETH that the floor under the upward volatility is felt. */
const vols = { BTC: { [near]: 0.6, [far]: 0.55 }, ETH: { [near]: 0.2, [far]: 0.45 } } as const

const settles = ['coin', 'USDC'] as const
type Settle = (typeof settles)[number]

function terms(coin: Coin, settle: Settle) {
  return settle === 'coin'
    ? { symbol: `${coin}/USD:${coin}`, underlying: coin, quote: 'USD', settle: coin, payout: 'inverse' }
    : { symbol: `${coin}/USDC:USDC`, underlying: coin, quote: 'USDC', settle: 'USDC', payout: 'linear' }
}

function day(expiry: Expiry): string {
  return expiry.slice(2, 10).replaceAll('-', '')
}

function delta1(coin: Coin, settle: Settle): readonly object[] {
  const base = { ...terms(coin, settle), contractSize: settle === 'coin' ? '10' : '1' }
  return [
    { ...base, kind: 'perpetual', mark: String(indexes[coin] * 1.001) },
    {
      ...base,
      symbol: `${base.symbol}-${day(far)}`,
      kind: 'future',
      expiry: far,
      mark: String(indexes[coin] * carry[far]),
    },
  ]
}

function options(coin: 'BTC' | 'ETH', settle: Settle): readonly object[] {
  return ([near, far] as const).flatMap((expiry) =>
    [0.8, 1, 1.1, 1.2, 1.3].flatMap((share) =>
      (['call', 'put'] as const).map((right) => {
        const base = terms(coin, settle)
        const strike = String(Math.round(indexes[coin] * share))
        const symbol = `${base.symbol}-${day(expiry)}-${strike}-${right === 'call' ? 'C' : 'P'}`
        return {
          ...base,
          symbol,
          kind: 'option',
          contractSize: '1',
          expiry,
          strike,
          right,
          markVol: vols[coin][expiry],
        }
      }),
    ),
  )
}

const market = {
  format: 'plimsoll-market/1',
  at,
  currency: 'USD',
  assets: {
    USDC: { price: '0.9995', stable: true },
    USDT: { price: '1.0005', stable: true },
    USDe: { price: '0.999', stable: true },
    USYC: { price: '1.09', stable: true },
    BUIDL: { price: '1', stable: true },
    stETH: { price: '2498' },
    ...Object.fromEntries(Object.entries(indexes).map(([coin, index]) => [coin, { price: String(index) }])),
  },
  underlyings: Object.fromEntries(Object.entries(indexes).map(([coin, index]) => [coin, { index: String(index) }])),
  forwards: (['BTC', 'ETH'] as const).flatMap((underlying) =>
    ([near, far] as const).map((expiry) => ({
      underlying,
      expiry,
      price: String(indexes[underlying] * carry[expiry]),
      rate: 0,
    })),
  ),
  instruments: [
    ...(['BTC', 'ETH', 'SOL'] as const).flatMap((coin) => settles.flatMap((settle) => delta1(coin, settle))),
    ...(['BTC', 'ETH'] as const).flatMap((coin) => settles.flatMap((settle) => options(coin, settle))),
  ],
}

type Row = readonly [symbol: string, contracts: string, entry?: string]
type Balances = Readonly<Record<string, string>>

function golden(model: string, name: string, balances: Balances, rows: readonly Row[], more: object = {}): GoldenCase {
  const mode = model.endsWith('portfolio') ? 'portfolio' : 'cross'
  return { name, model: `deribit/${model}`, market, book: goldenBook(mode, balances, rows, more) }
}

const order = (symbol: string, contracts: string, price: string) => ({ symbol, contracts, price, reduceOnly: false })

/** Calls and puts of both expiries, hedged and not. */
const optionRows: readonly Row[] = [
  ['ETH/USD:ETH-260108-2500-C', '-200', '0.02'],
  ['ETH/USD:ETH-260108-2500-P', '-200', '0.02'],
  ['ETH/USD:ETH-260108-2000-P', '150', '0.001'],
  ['ETH/USD:ETH-260925-3250-C', '300', '0.1'],
  ['ETH/USD:ETH-260925-2000-P', '-100', '0.08'],
  ['ETH/USD:ETH', '-25000', '2510'],
]

const linearRows: readonly Row[] = [
  ['BTC/USDC:USDC', '3', '49000'],
  ['ETH/USDC:USDC-260925', '-40', '2600'],
  ['BTC/USDC:USDC-260108-65000-C', '-5', '120'],
  ['BTC/USDC:USDC-260108-50000-C', '-1', '1600'],
  ['BTC/USDC:USDC-260925-40000-P', '-4', '2500'],
  ['ETH/USDC:USDC-260108-2500-P', '60', '30'],
]

const everyAsset: Balances = {
  BTC: '2',
  ETH: '30',
  USDC: '100000',
  USDT: '50000',
  USDe: '20000',
  stETH: '10',
  USYC: '10000',
  BUIDL: '30000',
  USD: '5000',
}

const held: readonly GoldenCase[] = ['portfolio', 'segregated-portfolio', 'standard', 'segregated-standard'].flatMap(
  (model) => [
    golden(model, `nothing held, ${model}`, {}, []),
    golden(model, `one perpetual long, ${model}`, { BTC: '1' }, [['BTC/USD:BTC', '5000', '49000']]),
    golden(model, `a perpetual against a dated future, ${model}`, { BTC: '1' }, [
      ['BTC/USD:BTC', '-10000', '51000'],
      ['BTC/USD:BTC-260925', '9000', '52000'],
    ]),
    golden(model, `options in the coin, ${model}`, { ETH: '200' }, optionRows),
    golden(model, `linear contracts and every collateral, ${model}`, everyAsset, linearRows),
    golden(model, `a currency owed, ${model}`, { ETH: '100', USDC: '-90000' }, [
      ['ETH/USDC:USDC', '20', '2450'],
      ['ETH/USD:ETH-260925-3250-C', '-40', '0.09'],
    ]),
    golden(model, `orders both ways, ${model}`, { ETH: '100', USDC: '50000' }, optionRows.slice(0, 3), {
      orders: [
        order('ETH/USD:ETH-260108-2500-C', '120', '0.02'),
        order('ETH/USD:ETH', '-50000', '2550'),
        order('BTC/USDC:USDC', '2', '48000'),
      ],
    }),
    golden(model, `large futures, ${model}`, { BTC: '4000', ETH: '20000', USDC: '40000000' }, [
      ['BTC/USD:BTC', '5000000', '50000'],
      ['ETH/USD:ETH', '-3000000', '2500'],
      ['SOL/USDC:USDC', model.endsWith('standard') ? '200000' : '0', '100'],
    ]),
    golden(model, `below maintenance margin, ${model}`, { BTC: '0.05' }, [['BTC/USD:BTC', '15000', '52000']]),
    golden(model, `a coin without parameters, ${model}`, { USDC: '20000', SOL: '10' }, [['SOL/USDC:USDC', '50', '90']]),
  ],
)

/** Losses far beyond the range, delta above the threshold, profit of one currency against the loss of another. */
const extreme: readonly GoldenCase[] = ['portfolio', 'segregated-portfolio'].flatMap((model) => [
  golden(model, `short far calls, ${model}`, { BTC: '3000', ETH: '30000' }, [
    ['BTC/USD:BTC-260108-65000-C', '-6000', '0.0005'],
    ['ETH/USD:ETH-260108-3250-C', '-90000', '0.0002'],
  ]),
  golden(model, `short far puts, ${model}`, { BTC: '9000', ETH: '90000' }, [
    ['BTC/USD:BTC-260108-40000-P', '-9000', '0.001'],
    ['ETH/USD:ETH-260108-2000-P', '-120000', '0.0005'],
  ]),
  golden(model, `delta beyond the largest shock, ${model}`, { BTC: '3000', ETH: '90000' }, [
    ['BTC/USD:BTC', '-15000000', '50000'],
    ['ETH/USD:ETH', '10000000', '2500'],
    ['ETH/USD:ETH-260925-3250-C', '30000', '0.1'],
  ]),
  golden(model, `worst between the middle and the edge, ${model}`, { ETH: '100' }, [
    ['ETH/USD:ETH-260108-2500-C', '-100', '0.02'],
    ['ETH/USD:ETH-260108-2750-C', '200', '0.004'],
    ['ETH/USD:ETH-260108-3000-C', '-100', '0.001'],
  ]),
  golden(model, `profit in one currency, ${model}`, { USDC: '100000' }, [
    ['BTC/USDC:USDC', '4', '50000'],
    ['ETH/USDC:USDC', '-60', '2500'],
  ]),
  golden(model, `profit beyond what offsets, ${model}`, { USDC: '90000000' }, [
    ['BTC/USDC:USDC', '12000', '50000'],
    ['ETH/USDC:USDC-260108-2500-P', '100000', '40'],
  ]),
])

/** The earlier sets, and what the venue alone knows of an account. */
const dated: readonly GoldenCase[] = [
  ...['2026-02-15', '2020-deck'].map((parameters) => ({
    ...golden('segregated-portfolio', `options under ${parameters}`, { ETH: '200' }, optionRows),
    parameters,
  })),
  ...['2024-06-17', '2020-deck', '2019', '2017'].map((parameters) => ({
    ...golden('segregated-portfolio', `BTC under ${parameters}`, { BTC: '20' }, [
      ['BTC/USD:BTC', '-10000', '51000'],
      ['BTC/USD:BTC-260925', '9000', '52000'],
      ['BTC/USD:BTC-260108-50000-C', '-12', '0.03'],
      ['BTC/USD:BTC-260108-65000-C', '5', '0.001'],
      ['BTC/USD:BTC-260108-40000-P', '-6', '0.002'],
      ['BTC/USD:BTC-260925-50000-P', '8', '0.12'],
    ]),
    parameters,
  })),
  ...['2026-09-24', '2022-01-10'].map((parameters) => ({
    ...golden('segregated-standard', `dated futures under ${parameters}`, { BTC: '200' }, [
      ['BTC/USD:BTC-260925', '-500000', '52000'],
      ['BTC/USDC:USDC-260925', '20', '52000'],
    ]),
    parameters,
  })),
  golden('segregated-portfolio', 'amounts that the venue named', { BTC: '1' }, [['BTC/USD:BTC', '1573', '50000']], {
    settings: { mmpMargin: { BTC: 0.06 }, spotMargin: { BTC: 0.01 }, openOrdersMargin: { BTC: 0.000018212 } },
    venue: 'deribit',
  }),
]

export const cases: readonly GoldenCase[] = [...held, ...extreme, ...dated, ...published]
