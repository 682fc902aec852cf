import { expect, test } from 'vitest'
import book from '../../../../examples/books/cash-and-carry.json' with { type: 'json' }
import market from '../../../../examples/market-2024-01-08.json' with { type: 'json' }
import { stress } from '../desk/stress.ts'
import { parseBook } from '../document/book-document.ts'
import { parseMarket } from '../document/market-document.ts'
import { unwrap } from '../testkit/builders.ts'
import { profitBetween } from './profit.ts'

test('a difference within rounding of what is held is no profit', () => {
  expect(profitBetween(1_000_000, 1_000_000.000_000_1, 1_000_000)).toBe(0)
  expect(profitBetween(1_000_000, 999_999.999, 1_000_000)).toBeCloseTo(-0.001, 9)
})

test('coins against an inverse future of the same size earn nothing whatever the price: no noise, no break-even', () => {
  const { matrices, curves } = unwrap(stress({ book: unwrap(parseBook(book)), market: unwrap(parseMarket(market)) }))
  expect(new Set(matrices.flatMap(({ cells }) => cells.flat().map(({ pnl }) => pnl)))).toEqual(new Set([0]))
  expect(curves.flatMap(({ lines }) => lines.flatMap(({ pnl }) => pnl)).every((pnl) => pnl === 0)).toBe(true)
  expect(curves.flatMap(({ breakEvensFrac }) => breakEvensFrac)).toEqual([])
})
