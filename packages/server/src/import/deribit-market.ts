import { contractListing } from './contract-listing.ts'
import { deribitTerms } from './deribit-name.ts'
import { listed } from './listed.ts'
import { type Fields, hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { ForwardPart, IndexPart, ListingPart, Payload, PayloadKind, PayloadPart } from './payload-part.ts'

/** `public/ticker`, one or a list of them, and `public/get_book_summary_by_currency`. */
export const deribitTickers: PayloadKind = {
  venue: 'deribit',
  name: 'ticker',
  matches: (content) =>
    hasNames(content, 'instrument_name', 'mark_price', 'index_price', 'state') ||
    listsNames(content, 'instrument_name', 'mark_price', 'index_price', 'state') ||
    listsNames(content, 'instrument_name', 'mark_price', 'base_currency', 'creation_timestamp'),
  read: readTickers,
}

function readTickers({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const rows = Array.isArray(content) ? reader.each(content, at) : [reader.of(content, at)]
  const strange: string[] = []
  const read = rows.flatMap((row) => {
    const name = row.text('instrument_name')
    const terms = deribitTerms(name)
    if (terms === undefined) strange.push(name)
    return terms === undefined ? [] : [readTicker(row, terms)]
  })
  const times = rows.flatMap((row) => row.maybeTime('timestamp') ?? row.maybeTime('creation_timestamp') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    listings: read.flatMap(({ listing }) => listing),
    indexes: read.flatMap(({ indexes }) => indexes),
    forwards: read.flatMap(({ forwards }) => forwards),
    notes: strange.length > 0 ? [`left out, no single contract: ${listed(strange)}`] : [],
    problems: reader.problems,
  }
}

interface ReadTicker {
  readonly listing: readonly ListingPart[]
  readonly indexes: readonly IndexPart[]
  readonly forwards: readonly ForwardPart[]
}

function readTicker(row: Fields, terms: NonNullable<ReturnType<typeof deribitTerms>>): ReadTicker {
  const { base, quote, option, expiryMs } = terms
  const mark = row.maybeDecimal('mark_price')
  const percent = option === undefined ? undefined : row.maybeDecimal('mark_iv')
  const index = row.maybeDecimal('index_price') ?? row.maybeDecimal('estimated_delivery_price')
  const forward = option === undefined ? undefined : row.maybeDecimal('underlying_price')
  const interest = row.maybeDecimal('open_interest')
  const expiry = expiryMs === undefined ? '' : new Date(expiryMs).toISOString()
  return {
    listing:
      mark === undefined
        ? []
        : [
            contractListing(terms, {
              contractSize: '1',
              mark: mark.toString(),
              ...(percent === undefined ? {} : { markVol: Number(percent.toString()) / 100 }),
              ...(interest === undefined ? {} : { openInterest: interest.toString() }),
            }),
          ],
    indexes: index === undefined ? [] : [{ underlying: base, price: index, quote }],
    forwards: forward === undefined ? [] : [{ underlying: base, expiry, price: forward, quote }],
  }
}
