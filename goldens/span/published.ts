import { span } from '@plimsoll/core'
import { future, longCall } from '../../packages/core/src/venues/span/testdata/mcmillan.ts'
import type { GoldenCase } from '../golden-case.ts'
import { goldenBook } from '../small-market.ts'

/** The portfolios of which a textbook prints the requirement: an S&P 500 future at 408, and a 410 call on it at 8. */

const model = 'span/portfolio'
const source = 'McMillan, Options as a Strategic Investment (5th ed., 2012), ch. 34'
const expiry = '1992-12-17T08:00:00.000Z'
const contract = { underlying: 'SP', payout: 'linear', quote: 'USD', settle: 'USD', contractSize: '500', expiry }

/** What the call is quoted at. */
type CallQuote = { readonly mark: string } | { readonly markVol: number }

function marketOf(quote: CallQuote): object {
  return {
    format: 'plimsoll-market/1',
    at: '1992-06-25T08:00:00.000Z',
    currency: 'USD',
    assets: {},
    underlyings: { SP: { index: '408' } },
    forwards: [{ underlying: 'SP', expiry, price: '408', rate: 0 }],
    instruments: [
      { symbol: 'SP Dec', kind: 'future', ...contract, mark: '408' },
      { symbol: 'SP Dec 410 call', kind: 'option', ...contract, strike: '410', right: 'call', ...quote },
    ],
  }
}

const parameters = {
  format: 'plimsoll-params/1',
  model,
  set: 'mcmillan-ch-34',
  provenance: 'third-party',
  source,
  parameters: {
    ...(span.span.models[0]?.sets[0]?.parameters as span.SpanParameters),
    contracts: {
      'SP Dec': { array: future, delta: 1, month: 'Dec' },
      'SP Dec 410 call': { array: longCall, delta: 0.5, month: 'Dec' },
    },
    commodities: { SP: { tiers: {}, interMonth: [], delivery: [], shortOptionRate: 0 } },
  },
}

type Rows = Parameters<typeof goldenBook>[2]

function printed(name: string, quote: CallQuote, rows: Rows, figures: Readonly<Record<string, number>>): GoldenCase {
  return {
    name: `McMillan: ${name}`,
    model,
    market: marketOf(quote),
    book: goldenBook('portfolio', { USD: '20000' }, rows),
    parameters,
    outside: { source, tolerance: 1e-12, figures },
  }
}

function required(amount: number): Readonly<Record<string, number>> {
  return { maintenanceMargin: amount, 'pools.account.maintenanceMargin': amount }
}

const coveredWrite = [
  ['SP Dec', '1', '408'],
  ['SP Dec 410 call', '-1'],
] as const

const atEight: CallQuote = { mark: '8' }
/** What the book calls the requirement leaves the value of options apart: it is that of a call out of the money without any. */
const worthless: CallQuote = { markVol: 0 }

export const publishedCases: readonly GoldenCase[] = [
  printed('a future bought', atEight, [['SP Dec', '1', '408']], required(10_000)),
  printed('a future sold', atEight, [['SP Dec', '-1', '408']], required(10_000)),
  printed('a call bought, its value apart', worthless, [['SP Dec 410 call', '1']], required(3990)),
  printed('a covered write, the value of the call apart', worthless, coveredWrite, required(6620)),
  // The call is worth 4 000: of 20 000 in cash 16 000 stand behind the requirement.
  printed('a covered write', atEight, coveredWrite, { equity: 16_000, freeCollateral: 16_000 - 6620 }),
]
