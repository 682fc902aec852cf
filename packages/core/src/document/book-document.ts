import { z } from 'zod'
import type { Book, Order, Position } from '../market/book.ts'
import { Decimal } from '../num/decimal.ts'
import { failure, problem, type Result, success } from '../num/result.ts'
import { countOf, decimalText, leverage, name } from './field.ts'
import { failuresOf, firstOf, reservedNames } from './problems.ts'

/** Positions, and orders, a book document may hold. */
export const positionsMax = 10_000

const side = z.enum(['long', 'short'])
const marginMode = z.enum(['isolated', 'cross'])

const position = z.strictObject({
  symbol: name(),
  contracts: decimalText(),
  entryPrice: decimalText('non-negative').optional(),
  leverage: leverage().optional(),
  marginMode: marginMode.optional(),
  isolatedMargin: decimalText('non-negative').optional(),
  positionSide: side.optional(),
  accruedFunding: decimalText().optional(),
})

const order = z.strictObject({
  id: name().optional(),
  symbol: name(),
  contracts: decimalText(),
  price: decimalText('non-negative'),
  reduceOnly: z.boolean().optional(),
  positionSide: side.optional(),
  marginMode: marginMode.optional(),
  leverage: leverage().optional(),
})

/** `plimsoll-book/1`. */
const bookSchema = z.strictObject({
  format: z.literal('plimsoll-book/1'),
  account: name(),
  mode: z.enum(['isolated', 'cross', 'portfolio']).optional(),
  venue: name().optional(),
  model: name().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  balances: z.record(name(), decimalText()),
  positions: z.array(position).max(positionsMax),
  orders: z.array(order).max(positionsMax).optional(),
})

type BookDocument = z.infer<typeof bookSchema>

/** JSON Schema of `plimsoll-book/1`. */
export function bookJsonSchema(): object {
  return z.toJSONSchema(bookSchema, { io: 'input' })
}

/** The book a document tells of, or every problem in it. */
export function parseBook(document: unknown): Result<Book> {
  for (const list of ['positions', 'orders'] as const) {
    const count = countOf(document, list)
    if (count > positionsMax)
      return failure(
        problem('book.too-many-positions', `/${list}`, `must hold at most ${positionsMax}, holds ${count}`),
      )
  }
  const parsed = bookSchema.safeParse(document)
  if (!parsed.success) return failure(...failuresOf(parsed.error.issues, document))
  const problems = [...reservedNames(document, 'balances'), ...sideProblems(parsed.data)]
  return problems.length > 0 ? failure(...firstOf(problems)) : success(bookOf(parsed.data))
}

/** In hedge mode the side and the sign of the contracts say the same thing. */
function sideProblems({ positions }: BookDocument) {
  return positions.flatMap(({ contracts, positionSide }, i) => {
    const sign = Decimal.of(contracts).sign()
    const agrees = positionSide === undefined || sign === 0 || (positionSide === 'long') === sign > 0
    return agrees
      ? []
      : [
          problem(
            'book.side',
            `/positions/${i}/contracts`,
            `must have the sign of its ${positionSide} side, is ${contracts}`,
          ),
        ]
  })
}

function bookOf({ account, mode, venue, model, settings, balances, positions, orders = [] }: BookDocument): Book {
  return {
    account,
    ...(mode === undefined ? {} : { mode }),
    ...(venue === undefined ? {} : { venue }),
    ...(model === undefined ? {} : { model }),
    ...(settings === undefined ? {} : { settings }),
    balances: new Map(Object.entries(balances).map(([asset, amount]) => [asset, Decimal.of(amount)])),
    positions: positions.map(positionOf),
    orders: orders.map(orderOf),
  }
}

function positionOf(row: BookDocument['positions'][number]): Position {
  const { symbol, contracts, entryPrice, leverage, marginMode, isolatedMargin, positionSide, accruedFunding } = row
  return {
    symbol,
    contracts: Decimal.of(contracts),
    ...(entryPrice === undefined ? {} : { entryPrice: Decimal.of(entryPrice) }),
    ...(leverage === undefined ? {} : { leverage }),
    ...(marginMode === undefined ? {} : { marginMode }),
    ...(isolatedMargin === undefined ? {} : { isolatedMargin: Decimal.of(isolatedMargin) }),
    ...(positionSide === undefined ? {} : { positionSide }),
    ...(accruedFunding === undefined ? {} : { accruedFunding: Decimal.of(accruedFunding) }),
  }
}

function orderOf(row: NonNullable<BookDocument['orders']>[number]): Order {
  const { id, symbol, contracts, price, reduceOnly = false, positionSide, marginMode, leverage } = row
  return {
    symbol,
    contracts: Decimal.of(contracts),
    price: Decimal.of(price),
    reduceOnly,
    ...(id === undefined ? {} : { id }),
    ...(positionSide === undefined ? {} : { positionSide }),
    ...(marginMode === undefined ? {} : { marginMode }),
    ...(leverage === undefined ? {} : { leverage }),
  }
}
