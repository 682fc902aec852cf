import { contractListing } from './contract-listing.ts'
import { isOkxRow } from './okx-account.ts'
import { okxTerms } from './okx-name.ts'
import { type Fields, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'

/** Rows of one endpoint, each read by itself. */
function rowsKind(name: string, names: readonly string[], readRow: (row: Fields) => PayloadPart): PayloadKind {
  return {
    venue: 'okx',
    name,
    matches: (content) => isOkxRow(content, ...names),
    read: ({ content, file, at }: Payload) => {
      const reader = readerOf(file)
      const rows = reader.each(content, at)
      const parts = rows.map(readRow)
      const times = rows.flatMap((row) => row.maybeTime('ts') ?? [])
      return {
        time: times.length === 0 ? undefined : Math.max(...times),
        listings: parts.flatMap(({ listings = [] }) => listings),
        indexes: parts.flatMap(({ indexes = [] }) => indexes),
        forwards: parts.flatMap(({ forwards = [] }) => forwards),
        problems: reader.problems,
      }
    },
  }
}

/** `public/instruments`: contract sizes. */
export const okxInstruments: PayloadKind = rowsKind(
  'public/instruments',
  ['instId', 'ctVal', 'ctValCcy', 'settleCcy'],
  (row) => {
    const terms = okxTerms(row.text('instId'))
    const [value, multiple] = [row.maybeDecimal('ctVal'), row.maybeDecimal('ctMult')]
    if (terms === undefined || value === undefined) return {}
    const contractSize = (multiple === undefined ? value : value.times(multiple)).toString()
    return { listings: [contractListing(terms, { contractSize })] }
  },
)

/** `public/mark-price`. */
export const okxMarks: PayloadKind = rowsKind('public/mark-price', ['instId', 'instType', 'markPx'], (row) =>
  pricesOf(row, { mark: row.maybeDecimal('markPx')?.toString() }),
)

/** `public/opt-summary`: volatilities and forwards. */
export const okxOptions: PayloadKind = rowsKind('public/opt-summary', ['instId', 'markVol', 'fwdPx'], (row) => {
  const vol = row.maybeDecimal('markVol')
  const [terms, forward] = [okxTerms(row.text('instId')), row.maybeDecimal('fwdPx')]
  const priced = pricesOf(row, { markVol: vol === undefined ? undefined : Number(vol.toString()) })
  if (terms?.expiryMs === undefined || forward === undefined) return priced
  const expiry = new Date(terms.expiryMs).toISOString()
  return { ...priced, forwards: [{ underlying: terms.base, expiry, price: forward, quote: terms.quote }] }
})

/** `market/index-tickers`. */
export const okxIndexes: PayloadKind = rowsKind('market/index-tickers', ['instId', 'idxPx'], (row) => {
  const [underlying = '', quote = ''] = row.text('instId').split('-')
  return { indexes: [{ underlying, price: row.decimal('idxPx'), quote }] }
})

/** Fields of a listing without its size, which `public/instruments` or the position tells. */
function pricesOf(row: Fields, prices: Readonly<Record<string, unknown>>): PayloadPart {
  const terms = okxTerms(row.text('instId'))
  if (terms === undefined) return {}
  const { symbol, fields } = contractListing(terms, { contractSize: '' })
  const { contractSize: _unknown, ...known } = fields
  const told = Object.fromEntries(Object.entries(prices).filter(([, value]) => value !== undefined))
  return { listings: [{ symbol, fields: { ...known, ...told } }] }
}
