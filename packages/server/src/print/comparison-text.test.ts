import { type Comparison, compare, parseBook, parseMarket, type Result } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { bookDocument, marketDocument } from '../testkit/documents.ts'
import { comparisonText } from './comparison-text.ts'
import { terminalOf } from './terminal.ts'

const terminal = terminalOf({}, { LC_ALL: 'C.UTF-8' }, { platform: 'linux', color: false })

function known<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

function compared(positions: readonly object[], venues: readonly string[]): Comparison {
  const book = known(parseBook({ ...bookDocument(), positions, balances: { USDT: '60000' } }))
  return known(compare({ book, market: known(parseMarket(marketDocument())) }, { venues }))
}

const perpetual = { symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '43000' }
const option = { symbol: 'BTC/USDT:USDT-240329-45000-C', contracts: '-1' }

test('rows that are known stand in the table, with the words of the venue and where the set comes from', () => {
  const text = comparisonText(compared([perpetual], ['generic', 'okx']), terminal)
  expect(text).toMatch(/okx\/multi-currency \(cross\) +[\d\u202f.]+ +[\d\u202f.]+ +\d+\.\d\u202f%/)
  expect(text).toMatch(
    /okx\/multi-currency +[\d\u202f]+\u202f% +mgnRatio [\d.]+ +published 2026-07-16, \d+ from elsewhere/,
  )
  expect(text).toContain('Cheapest: ')
  expect(text).not.toContain('Cannot hold')
})

test('what a venue cannot hold is a line with the first reason, its models together', () => {
  const text = comparisonText(compared([perpetual, option], ['generic', 'dydx']), terminal).replaceAll(/\s+/g, ' ')
  expect(text).toMatch(/Cannot hold this book dydx\/isolated, dydx\/cross: \S+: .* \(and \d more\)/)
})

test('models of a venue share a line where the words are the same, whatever else is counted', () => {
  const comparison = compared([perpetual, option], ['hyperliquid'])
  const [first] = comparison.rows
  const rows = comparison.rows.map((row, i) => ({
    ...row,
    reasons: [...(first?.reasons ?? []), { code: 'venue.cannot-hold', path: '', message: `reason ${i}` }] as const,
  }))
  const text = comparisonText({ ...comparison, rows }, terminal).replaceAll(/\s+/g, ' ')
  expect(text).toContain('hyperliquid/isolated, hyperliquid/cross, hyperliquid/portfolio: ')
})

test('a mistake of ours is told apart, and no table stands without rows', () => {
  const comparison = compared([perpetual], ['house'])
  const reasons = [{ code: 'engine.bug', path: '', message: 'nothing is known: a tree must add up' }] as const
  const rows = comparison.rows.map((row) => ({ ...row, initialMargin: null, reasons, problems: reasons }))
  const text = comparisonText({ ...comparison, rows }, terminal)
  expect(text.split('\n').slice(1)).toEqual([
    '',
    'Our mistake [engine.bug]',
    '  house/portfolio: nothing is known: a tree must add up',
  ])
})

test('what rounding leaves in an isolated pool is not idle', () => {
  const comparison = compared([perpetual], ['house'])
  const textOf = (idle: number): string =>
    comparisonText({ ...comparison, rows: comparison.rows.map((row) => ({ ...row, idle })) }, terminal)
  expect(textOf(1e-9)).not.toContain('Idle')
  expect(textOf(0.02)).toContain('Idle, set aside beyond what is needed: 0.02 in house/portfolio')
})

test('where the book is liquidated already, every such model is named instead of a first', () => {
  const comparison = compared([perpetual], ['generic', 'house'])
  const rows = comparison.rows.map((row) => ({ ...row, standing: 'liquidating' as const, idle: 0 }))
  const text = comparisonText({ ...comparison, rows }, terminal)
  expect(text).toContain('\n  Liquidated now: generic/isolated, generic/cross, house/portfolio\n')
  expect(text).not.toContain('First to be')
})

test('a problem of some rows names them', () => {
  const comparison = compared([perpetual], ['generic', 'house'])
  const problem = { code: 'params.missing', path: '/parameters/x', message: 'x must be given' } as const
  const rows = comparison.rows.map((row) => (row.venue === 'generic' ? { ...row, problems: [problem] } : row))
  expect(comparisonText({ ...comparison, rows }, terminal)).toContain(
    'generic/isolated, generic/cross: x must be given',
  )
  const all = comparison.rows.map((row) => ({ ...row, problems: [problem] }))
  expect(comparisonText({ ...comparison, rows: all }, terminal)).toContain('/parameters/x  x must be given')
})

test('what lacks a parameter is told apart, and not in the table', () => {
  const text = comparisonText(compared([perpetual], ['generic', 'span']), terminal)
  const [table = '', lacking = ''] = text.split('Needs parameters that are not known here (--params)')
  expect(table).not.toContain('span/portfolio')
  expect(lacking).toContain('span/portfolio: ')
  expect(lacking).not.toContain('Problems')
})
