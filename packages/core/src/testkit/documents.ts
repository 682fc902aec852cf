import type { Assessment } from '../account/assess.ts'
import type { MarginResult } from '../account/margin-result.ts'
import { assess, margin } from '../desk/margin.ts'
import type { MarginRequest } from '../desk/request.ts'
import { parseBook } from '../document/book-document.ts'
import { parseMarket } from '../document/market-document.ts'
import type { AccountDocuments } from './arbitrary-account.ts'
import { type Fields, unwrap } from './builders.ts'

type Asked = Omit<MarginRequest, 'book' | 'market'>

/** A request for two documents, which must parse. */
export function requestFor({ market, book }: AccountDocuments, asked: Asked = {}): MarginRequest {
  return { market: unwrap(parseMarket(market)), book: unwrap(parseBook(book)), ...asked }
}

export function marginOf(documents: AccountDocuments, asked: Asked = {}): MarginResult {
  return unwrap(margin(requestFor(documents, asked)))
}

/** The pools alone, without the points and attributions of a report. */
export function assessmentOf(documents: AccountDocuments, asked: Asked = {}): Assessment {
  return unwrap(assess(requestFor(documents, asked))).assessment
}

/** The book with the isolated margins of a result written out, so that they stay when prices move. */
export function withMarginsOf(
  { market, book }: AccountDocuments,
  { collateral, pools }: MarginResult,
): AccountDocuments {
  const isolated = new Set(pools.map(({ name }) => name).filter((name) => name !== 'account'))
  const given = new Set<string>()
  const positions = (book['positions'] as readonly Fields[]).map((row) => {
    const side = row['positionSide']
    const pool = [...isolated].find((name) =>
      side === undefined
        ? name.startsWith(`${String(row['symbol'])} `)
        : name === `${String(row['symbol'])} ${String(side)}`,
    )
    if (pool === undefined || row['marginMode'] === 'cross') return row
    const amount = given.has(pool) ? '0' : (collateral.find((line) => line.pool === pool)?.amount ?? '0')
    given.add(pool)
    return { ...row, isolatedMargin: amount }
  })
  return { market, book: { ...book, positions } }
}
