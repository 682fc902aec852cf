import type { Black76Input } from '../black76.ts'
import { black76Truth } from './black76-truth.ts'

export interface TruthCase {
  readonly name: string
  readonly option: Black76Input
  readonly price: number
  readonly timeValue: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  /** null where the price does not determine it. */
  readonly impliedVol: number | null
  readonly impliedVolHalfUlp: number
}

/** The rows of black76-truth.ts by name. */
export const truthCases: readonly TruthCase[] = Object.entries(black76Truth).flatMap(([family, rows]) =>
  rows.map((row, i) => truthCase(`${family} ${i + 1}`, row)),
)

function truthCase(name: string, row: readonly number[]): TruthCase {
  const [forward = 0, strike = 0, tteYears = 0, vol = 0, right = 0, price = 0, timeValue = 0, ...rest] = row
  const [delta = 0, gamma = 0, vega = 0, theta = 0, impliedVol = 0, impliedVolHalfUlp = 0] = rest
  const option = { right: right === 1 ? 'call' : 'put', forward, strike, tteYears, vol } as const
  const known = impliedVol < 0 ? null : impliedVol
  return { name, option, price, timeValue, delta, gamma, vega, theta, impliedVol: known, impliedVolHalfUlp }
}
