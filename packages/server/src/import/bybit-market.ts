import { bybitTerms } from './bybit-name.ts'
import { bybitContractSize } from './bybit-positions.ts'
import { contractListing } from './contract-listing.ts'
import { isRecord } from './decimal-text.ts'
import { type Fields, listsNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'

/** `market/tickers` of one category. */
export const bybitTickers: PayloadKind = {
  venue: 'bybit',
  name: 'market/tickers',
  matches: (content) =>
    isRecord(content) && listsNames(content['list'], 'symbol', 'markPrice', 'lastPrice', 'indexPrice'),
  read: readTickers,
}

function readTickers({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const answer = reader.of(content, at)
  const category = answer.text('category')
  const parts = answer.list('list').map((row) => readTicker(row, category))
  return {
    listings: parts.flatMap(({ listings = [] }) => listings),
    indexes: parts.flatMap(({ indexes = [] }) => indexes),
    forwards: parts.flatMap(({ forwards = [] }) => forwards),
    problems: reader.problems,
  }
}

function readTicker(row: Fields, category: string): PayloadPart {
  const terms = bybitTerms(row.text('symbol'), category)
  const mark = row.maybeDecimal('markPrice')
  if (terms === undefined || mark === undefined) return {}
  const { base, quote, option, expiryMs } = terms
  const [index, vol, forward] = [
    row.maybeDecimal('indexPrice'),
    row.maybeDecimal('markIv'),
    row.maybeDecimal('underlyingPrice'),
  ]
  const markVol = option === undefined || vol === undefined ? {} : { markVol: Number(vol.toString()) }
  return {
    listings: [contractListing(terms, { contractSize: bybitContractSize, mark: mark.toString(), ...markVol })],
    indexes: index === undefined ? [] : [{ underlying: base, price: index, quote }],
    forwards:
      option === undefined || forward === undefined || expiryMs === undefined
        ? []
        : [{ underlying: base, expiry: new Date(expiryMs).toISOString(), price: forward, quote }],
  }
}
