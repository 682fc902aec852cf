import { expect, test } from 'vitest'
import { leaf } from '../margin/charge.ts'
import type { MarginModel, Pool } from '../margin/model.ts'
import { problem } from '../num/result.ts'
import { book, market } from '../testkit/builders.ts'
import { assessAccount } from './assess.ts'
import { bindAccount } from './bind.ts'
import { marginReport } from './margin-report.ts'
import type { MarginResult } from './margin-result.ts'

const btc = 'BTC/USDT:USDT'

/** A report of one pool of 1 000 with half of its 800 taken to open, the venue's own figure being what backs it. */
function reportOf(
  fields: Partial<Pool>,
  rows: Parameters<typeof book>[0] = [],
  instruments: string[] = [],
): MarginResult {
  const account = bindAccount(book(rows, { balances: { USDT: '1000' } }), market(instruments), 'cross')
  const pool: Pool = {
    name: 'account',
    currency: 'USD',
    currencyPrice: 1,
    equity: 1000,
    adjustedEquity: 800,
    initial: leaf('initial', 400),
    maintenance: leaf('maintenance', 200),
    trigger: 1,
    collateral: [],
    positions: [],
    riskUnits: [],
    ...fields,
  }
  const model: MarginModel = {
    name: 'test/cross',
    mode: 'cross',
    parameters: { set: 'test', provenance: 'assumed', source: 'a test', exceptions: [] },
    pools: () => [pool],
    venueFigures: ([first]) => (first === undefined ? {} : { backing: first.adjustedEquity }),
  }
  const heading = { account: 'desk-1', venue: 'test', currency: 'USD', betaOf: () => 1 }
  return marginReport(assessAccount(account, model, 1), heading)
}

const lacking = problem('params.missing', '/parameters/collateral/SOL', 'the ratio of SOL must be given')
const figures = [
  'equity',
  'adjustedEquity',
  'initialMargin',
  'maintenanceMargin',
  'freeCollateral',
  'initialUse',
  'maintenanceUse',
  'marginRatio',
] as const
const figuresOf = (report: MarginResult): readonly (number | null)[] => figures.map((key) => report[key])

test('collateral that nobody knows how to count hides what depends on it, and not the requirement', () => {
  const report = reportOf({ unknownBacking: [lacking] })
  expect(figuresOf(report)).toEqual([1000, null, 400, 200, null, null, null, null])
  expect([report.standing, report.initial?.amount, report.problems]).toEqual(['unknown', 400, [lacking]])
  expect(report.pools[0]).toMatchObject({
    equity: 1000,
    adjustedEquity: null,
    maintenanceUse: null,
    standing: 'unknown',
  })
  expect(report.liquidation).toEqual([
    expect.objectContaining({ below: { state: 'unknown', reason: lacking.message }, pool: 'account' }),
  ])
})

test('a requirement that lacks a parameter leaves what backs it known', () => {
  const report = reportOf({ unknown: [lacking] })
  expect(figuresOf(report)).toEqual([1000, 800, null, null, null, null, null, null])
  expect(report.venueFigures).toEqual({ backing: 800 })
})

test('what only opening lacks leaves what it takes to hold known, and how the pool stands', () => {
  const report = reportOf({ unknownInitial: [lacking] })
  expect(figuresOf(report)).toEqual([1000, 800, null, 200, null, null, 0.25, 4])
  expect([report.standing, report.initial, report.problems]).toEqual(['calm', null, [lacking]])
})

test('the venue’s own figures are not made of a part of an account', () => {
  expect(reportOf({}).venueFigures).toEqual({ backing: 800 })
  expect(reportOf({}, [[btc, '1', '50000']], []).venueFigures).toEqual({})
})
