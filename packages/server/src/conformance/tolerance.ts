import { isRecord } from '../import/decimal-text.ts'
import type { VectorCase } from './vector-file.ts'

/** How far a computed number may be from the expected one. */
export type ToleranceOf = (path: readonly string[], expected: number) => number

/** The tolerance a file of this kind states, for one case. */
export function toleranceOf(vector: VectorCase): ToleranceOf {
  return (byKind[vector.kind] ?? statedTolerance)(vector)
}

const byKind: Readonly<Record<string, (vector: VectorCase) => ToleranceOf>> = {
  black76: black76Tolerance,
  'derive-pm2': (vector) => () => 1e-9 * grossNotional(vector),
  'derive-sm-pm1': () => (_path, expected) => Math.max(1e-6, 1e-8 * Math.abs(expected)),
  'mango-health': () => (_path, expected) => Math.max(1, 1e-9 * Math.abs(expected)),
  'drift-margin': () => () => 2,
}

/** Σ |options| × spot + |perpetual| × spot + Σ collateral amount × price. */
function grossNotional({ fields }: VectorCase): number {
  const input = isRecord(fields['input']) ? fields['input'] : {}
  const perpetual = isRecord(input['perp']) ? numberOf(input['perp'], 'amount') : 0
  const options = recordsOf(input, 'expiries').flatMap((expiry) => recordsOf(expiry, 'options'))
  const contracts = options.reduce((sum, option) => sum + Math.abs(numberOf(option, 'amount')), Math.abs(perpetual))
  const collateral = recordsOf(input, 'collateral')
  const held = collateral.reduce((sum, row) => sum + numberOf(row, 'amount') * numberOf(row, 'price'), 0)
  return contracts * numberOf(input, 'spot') + held
}

type Fields = Readonly<Record<string, unknown>>

function recordsOf(fields: Fields, name: string): readonly Fields[] {
  const list = fields[name]
  return Array.isArray(list) ? list.filter(isRecord) : []
}

function numberOf(fields: Fields, name: string): number {
  const value = fields[name]
  return typeof value === 'number' ? value : 0
}

/** Of the cases that state none: what a double holds. */
const relativeDefault = 1e-9

function statedTolerance({ fields }: VectorCase): ToleranceOf {
  const stated = typeof fields['tolerance'] === 'number' ? fields['tolerance'] : relativeDefault
  return (_path, expected) =>
    fields['toleranceKind'] === 'absolute' ? stated : stated * Math.max(1, Math.abs(expected))
}

/**
 * Price, timeValue and discounted: 1e-14 of the forward or 1e-12 relative, whichever is larger. Delta, gamma, vega:
 * 1e-12 relative or 1e-14 absolute. Theta: 1e-11 of the forward or 1e-12 relative. Implied vol: 1e-9 relative or four
 * times what half an ulp of the price moves it.
 */
function black76Tolerance({ fields }: VectorCase): ToleranceOf {
  const input = isRecord(fields['input']) ? fields['input'] : {}
  const expected = isRecord(fields['expected']) ? fields['expected'] : {}
  const forward = typeof input['forward'] === 'number' ? input['forward'] : 0
  const halfUlp = typeof expected['impliedVolHalfUlp'] === 'number' ? expected['impliedVolHalfUlp'] : 0
  return ([quantity], value) => {
    const relative = 1e-12 * Math.abs(value)
    switch (quantity) {
      case 'price':
      case 'timeValue':
      case 'discounted':
        return Math.max(1e-14 * forward, relative)
      case 'delta':
      case 'gamma':
      case 'vega':
        return Math.max(1e-14, relative)
      case 'thetaPerYear':
        return Math.max(1e-11 * forward, relative)
      case 'impliedVolOfPrice':
        return Math.max(1e-9 * Math.abs(value), 4 * halfUlp)
      default:
        return Number.POSITIVE_INFINITY
    }
  }
}
