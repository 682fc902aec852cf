import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { importPayloads } from './payloads.ts'

type Row = Record<string, unknown>

const venues = [
  ['okx-positions.json', (file: { data: Row[] }) => file.data[0], 'posSide', 'long', 'short', 'pos', '/data/0/pos'],
  [
    'bybit-positions-linear.json',
    (file: { result: { list: Row[] } }) => file.result.list[0],
    'side',
    'Buy',
    'Sell',
    'size',
    '/result/list/0/size',
  ],
  [
    'deribit-positions.json',
    (file: { result: Row[] }) => file.result[0],
    'direction',
    'buy',
    'sell',
    'size',
    '/result/0/size',
  ],
  [
    'binance-usdm-position-risk.json',
    (file: Row[]) => file[0],
    'positionSide',
    'LONG',
    'SHORT',
    'positionAmt',
    '/0/positionAmt',
  ],
] as const

describe.each(venues)('%s', (name, rowOf, sideField, long, short, sizeField, path) => {
  const imported = (side: string, sign: 1 | -1): string => {
    const file = JSON.parse(readFileSync(new URL(`../../../../examples/payloads/${name}`, import.meta.url), 'utf8'))
    const row: Row = (rowOf as (content: unknown) => Row)(file)
    const size = String(row[sizeField]).replace('-', '')
    Object.assign(row, { [sideField]: side, [sizeField]: sign < 0 ? `-${size}` : size })
    const { book } = importPayloads([{ name, text: JSON.stringify(file) }], { at: 1_704_712_781_000 })
    return book.positions[0]?.contracts.sign() === 1 ? 'long' : 'short'
  }

  test('has the sign of its side', () => {
    expect([imported(long, 1), imported(short, 1), imported(short, -1)]).toEqual(['long', 'short', 'short'])
  })

  test('is refused where a long one is below zero', () => {
    try {
      imported(long, -1)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const [problem, ...others] = error.problems
      expect([problem?.path, others.length]).toEqual([path, 0])
      expect(problem?.message).toMatch(`must be positive where ${sideField} is ${long}, is -`)
      return
    }
    expect.unreachable('a long position below zero must be refused')
  })
})
