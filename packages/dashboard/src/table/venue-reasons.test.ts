import { expect, test } from 'vitest'
import type { ComparisonRow } from '../data/core-types.ts'
import { reasonRows } from './venue-reasons.ts'

function row(model: string, fields: Partial<ComparisonRow>): ComparisonRow {
  return { model, venue: model.split('/')[0], holds: true, initialMargin: 1, reasons: [], ...fields } as ComparisonRow
}

const option = {
  code: 'venue.cannot-hold',
  path: '/positions/ETH~1USD:ETH-240329-2400-C',
  message: 'options are not listed',
} as const
const coin = { code: 'venue.cannot-hold', path: '/balances/BTC', message: 'must be USDC, is BTC' } as const
const limits = { code: 'params.missing', path: '/parameters/riskLimits', message: 'must be given' } as const
const mark = { code: 'market.missing-mark', path: '/instruments/0', message: 'mark price is missing' } as const

test('models of a venue share a line where the first reason and the count of the rest are the same', () => {
  const rows = [
    row('a/isolated', { holds: false, initialMargin: null, reasons: [option, coin] }),
    row('a/cross', { holds: false, initialMargin: null, reasons: [option, limits] }),
    row('b/cross', { holds: false, initialMargin: null, reasons: [option, coin] }),
    row('c/cross', { initialMargin: null, reasons: [limits] }),
    row('d/cross', {}),
    row('e/cross', { initialMargin: null, reasons: [mark] }),
  ]
  expect(reasonRows(rows)).toEqual({
    lacking: [{ models: ['c/cross'], reason: 'must be given', more: 0 }],
    refused: [
      { models: ['a/isolated', 'a/cross'], reason: 'ETH/USD:ETH-240329-2400-C: options are not listed', more: 1 },
      { models: ['b/cross'], reason: 'ETH/USD:ETH-240329-2400-C: options are not listed', more: 1 },
    ],
    unknown: [{ models: ['e/cross'], reason: 'mark price is missing', more: 0 }],
  })
})
