import examples from '../conformance/published-examples.json' with { type: 'json' }
import type { GoldenCase, OutsideFigures } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** Accounts that the venue’s documentation, its interface and users’ tests of its rules margin, as documents. */

const linearPage = 'Deribit, support.deribit.com article 25944738177565 (Linear Perpetual)'
const usersTest = 'users’ tests of Deribit’s standard margin, 2026'

type Rows = Parameters<typeof goldenBook>[2]

interface Account {
  readonly name: string
  readonly model?: 'segregated-portfolio' | 'segregated-standard' | 'standard'
  readonly at?: string
  readonly coin?: string
  readonly index: string
  readonly listed: readonly object[]
  readonly balances: Readonly<Record<string, string>>
  readonly rows: Rows
  readonly settings?: object
  readonly parameters?: string
  readonly source: string
  readonly tolerance: number
  readonly figures: OutsideFigures['figures']
}

function golden(account: Account): GoldenCase {
  const { name, model = 'segregated-standard', coin = 'BTC', index, settings, parameters } = account
  const mode = model === 'segregated-portfolio' ? 'portfolio' : 'cross'
  const more = { venue: 'deribit', ...(settings === undefined ? {} : { settings }) }
  return {
    name: `${name}, ${model}`,
    model: `deribit/${model}`,
    market: {
      format: 'plimsoll-market/1',
      at: account.at ?? '2026-01-01T08:00:00.000Z',
      currency: 'USD',
      assets: { USDC: { price: '1', stable: true }, [coin]: { price: index } },
      underlyings: { [coin]: { index } },
      instruments: account.listed,
    },
    book: goldenBook(mode, account.balances, account.rows, more),
    ...(parameters === undefined ? {} : { parameters }),
    outside: { source: account.source, tolerance: account.tolerance, figures: account.figures },
  }
}

function inverse(coin: string, mark: number, expiry?: string): object {
  const day = expiry === undefined ? '' : `-${expiry.slice(2, 10).replaceAll('-', '')}`
  const names = { symbol: `${coin}/USD:${coin}${day}`, underlying: coin, quote: 'USD', settle: coin }
  const kind = expiry === undefined ? { kind: 'perpetual' } : { kind: 'future', expiry }
  return { ...names, ...kind, payout: 'inverse', contractSize: '1', mark: String(mark) }
}

/** As many dollars as coins are at the mark. */
function dollars(coins: number, mark: number): string {
  return (coins * mark).toFixed(12)
}

function sampleOf(id: string) {
  const found = examples.cases.find((example) => example.id === id)
  if (found === undefined) throw new Error(`${id} must be among the published examples`)
  return found
}

interface Sample {
  readonly index_price: number
  readonly mark_price: Readonly<Record<string, number>>
  readonly position_base: Readonly<Record<string, number>>
  readonly mmp_margin: number
  readonly open_orders_margin: number
}

/** docs.deribit.com, private/pme/simulate; what only the venue knows is given with it. */
function simulated(): Account {
  const { inputs, expected, source_url, source_date } = sampleOf('deribit-erm-btc-2024-06-17')
  const sample = inputs as unknown as Sample
  const printed = expected as unknown as { readonly initial_margin: number; readonly maintenance_margin: number }
  const dated = '2024-06-28T08:00:00.000Z'
  const [perpetual = Number.NaN, future = Number.NaN] = ['BTC-PERPETUAL', 'BTC-28JUN24'].map(
    (name) => sample.mark_price[name],
  )
  const [held = Number.NaN, sold = Number.NaN] = ['BTC-PERPETUAL', 'BTC-28JUN24'].map(
    (name) => sample.position_base[name],
  )
  return {
    name: 'the sample of private/pme/simulate',
    model: 'segregated-portfolio',
    at: '2024-06-17T10:22:20.501Z',
    index: String(sample.index_price),
    listed: [inverse('BTC', perpetual), inverse('BTC', future, dated)],
    balances: { BTC: '1' },
    rows: [
      ['BTC/USD:BTC', dollars(held, perpetual), String(perpetual)],
      ['BTC/USD:BTC-240628', dollars(sold, future), String(future)],
    ],
    settings: { mmpMargin: { BTC: sample.mmp_margin }, openOrdersMargin: { BTC: sample.open_orders_margin } },
    parameters: '2024-06-17',
    source: `Deribit, ${source_url}, ${source_date}`,
    tolerance: 1e-12,
    figures: {
      'pools.BTC.initialMargin': printed.initial_margin,
      'pools.BTC.maintenanceMargin': printed.maintenance_margin,
    },
  }
}

const captured: Account = {
  name: 'a captured answer of private/pme/simulate',
  model: 'segregated-portfolio',
  coin: 'ETH',
  at: '2026-02-15T10:00:00.000Z',
  index: '1963',
  listed: [inverse('ETH', 1963)],
  balances: { ETH: '1' },
  rows: [['ETH/USD:ETH', dollars(-0.999487053, 1963), '1963']],
  parameters: '2026-02-15',
  source: 'Deribit, private/pme/simulate, a captured production response of 2026-02-15',
  tolerance: 1e-12,
  figures: { 'pools.ETH.maintenanceMargin': 0.125969249812 },
}

/** Coin, coins held, index, initial and maintenance margin. */
const linearRows = [
  ['BTC', 25, 100_000, 53_125, 28_125],
  ['BTC', 350, 100_000, 1_312_500, 962_500],
  ['SOL', 25, 200, 200.625, 100.625],
  ['SOL', 6000, 200, 84_000, 60_000],
] as const

const linear: readonly Account[] = linearRows.flatMap(([coin, coins, index, initialMargin, maintenanceMargin]) =>
  (['segregated-standard', 'standard'] as const).map((model) => ({
    name: `${coins} ${coin} of the linear perpetual`,
    model,
    coin,
    index: String(index),
    listed: [
      {
        symbol: `${coin}/USDC:USDC`,
        kind: 'perpetual',
        underlying: coin,
        quote: 'USDC',
        settle: 'USDC',
        payout: 'linear',
        contractSize: '1',
        mark: String(index),
      },
    ],
    balances: { USDC: '3000000' },
    rows: [[`${coin}/USDC:USDC`, String(coins), String(index)]],
    parameters: '2022-01-11',
    source: linearPage,
    tolerance: 1e-12,
    figures: { initialMargin, maintenanceMargin },
  })),
)

const live: Account = {
  name: 'a dollar of the ETH perpetual',
  coin: 'ETH',
  index: '1963.31',
  listed: [inverse('ETH', 1963.31)],
  balances: { ETH: '1' },
  rows: [['ETH/USD:ETH', '1', '1963.31']],
  parameters: '2022-01-11',
  source: 'Deribit, margins of a dollar as a live account showed them, 2026',
  tolerance: 1e-9,
  figures: { 'pools.ETH.initialMargin': 0.000_010_187, 'pools.ETH.maintenanceMargin': 0.000_005_093 },
}

/** As many coins behind it as it is of: margins are then the rates, in percent. */
const tiered: Account = {
  name: 'a dated future at the end of the flat part of its tier',
  index: '100000',
  listed: [inverse('BTC', 100_000, '2026-12-25T08:00:00.000Z')],
  balances: { BTC: '26.55' },
  rows: [['BTC/USD:BTC-261225', dollars(26.55, 100_000), '100000']],
  parameters: '2026-09-24',
  source: 'Deribit, Standard Margin, support.deribit.com article 25944811528477, as quoted by a user on 2026-09-30',
  tolerance: 2e-9,
  figures: { 'venueFigures.IM%': 4, 'venueFigures.MM%': 2.66666667 },
}

/** Right, strike and mark at an index of 61 000; initial and maintenance margin. */
const optionRows = [
  ['call', 67_000, 30, 6130, 4605],
  ['put', 55_000, 28, 5528, 4153],
] as const

const options: readonly Account[] = optionRows.map(([right, strike, mark, initialMargin, maintenanceMargin]) => {
  const symbol = `BTC/USDC:USDC-260109-${strike}-${right === 'call' ? 'C' : 'P'}`
  const names = { symbol, underlying: 'BTC', quote: 'USDC', settle: 'USDC', payout: 'linear', contractSize: '1' }
  const terms = { kind: 'option', expiry: '2026-01-09T08:00:00.000Z', strike: String(strike), right }
  return {
    name: `a linear ${right} sold`,
    index: '61000',
    listed: [{ ...names, ...terms, mark: String(mark), markVol: 0.5 }],
    balances: { USDC: '20000' },
    rows: [[symbol, '-1', String(mark)]],
    source: usersTest,
    tolerance: 1e-12,
    figures: { initialMargin, maintenanceMargin },
  }
})

/** Nothing is at risk but what the offset itself is charged. */
const offset: Account = {
  name: 'a hundred coins long against a hundred short',
  model: 'segregated-portfolio',
  at: '2019-01-01T08:00:00.000Z',
  index: '4000',
  listed: [inverse('BTC', 4000), inverse('BTC', 4000, '2019-03-29T08:00:00.000Z')],
  balances: { BTC: '10' },
  rows: [
    ['BTC/USD:BTC', '400000', '4000'],
    ['BTC/USD:BTC-190329', '-400000', '4000'],
  ],
  parameters: '2019',
  source: 'Deribit, www.deribit.com/pages/docs/portfoliomargin (2018 or 2019): contingency on offsetting futures',
  tolerance: 1e-12,
  figures: { 'pools.BTC.maintenanceMargin': 1 },
}

export const published: readonly GoldenCase[] = [
  simulated(),
  captured,
  ...linear,
  live,
  tiered,
  ...options,
  offset,
].map(golden)
