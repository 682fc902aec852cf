import { binanceContractSize, binanceTerms, coinmTerms } from './binance-name.ts'
import { readRiskPositions } from './binance-position.ts'
import { contractListing } from './contract-listing.ts'
import { isRecord } from './decimal-text.ts'
import { hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'

const riskNames = ['symbol', 'positionAmt', 'entryPrice', 'markPrice', 'liquidationPrice']

/** `fapi/positionRisk` of USD-M, v2 and v3. */
export const usdmRisk: PayloadKind = {
  venue: 'binance',
  name: 'fapi/positionRisk',
  matches: (content) => listsNames(content, ...riskNames) && !isCoinm(content),
  read: (payload) => readRisk(payload, 'fapi/positionRisk'),
}

/** `dapi/positionRisk` of COIN-M. */
export const coinmRisk: PayloadKind = {
  venue: 'binance',
  name: 'dapi/positionRisk',
  matches: (content) => listsNames(content, ...riskNames) && isCoinm(content),
  read: (payload) => readRisk(payload, 'dapi/positionRisk'),
}

function isCoinm(content: unknown): boolean {
  return (
    Array.isArray(content) && content.some((row) => isRecord(row) && coinmTerms(String(row['symbol'])) !== undefined)
  )
}

function readRisk({ content, file, at }: Payload, name: string): PayloadPart {
  const reader = readerOf(file)
  const part = readRiskPositions(reader.each(content, at), file)
  return { ...part, notes: [...(part.notes ?? []), ...reader.ignored(name)], problems: reader.problems }
}

/** `premiumIndex` of either: mark and index. */
export const premiumIndex: PayloadKind = {
  venue: 'binance',
  name: 'premiumIndex',
  matches: (content) =>
    listsNames(content, 'symbol', 'markPrice', 'indexPrice') || hasNames(content, 'symbol', 'markPrice', 'indexPrice'),
  read: readPremium,
}

function readPremium({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const rows = Array.isArray(content) ? reader.each(content, at) : [reader.of(content, at)]
  const read = rows.flatMap((row) => {
    const terms = binanceTerms(row.text('symbol'))
    const [mark, index] = [row.maybeDecimal('markPrice'), row.maybeDecimal('indexPrice')]
    if (terms === undefined || mark === undefined || index === undefined || mark.isZero()) return []
    const { symbol, fields } = contractListing(terms, {
      contractSize: binanceContractSize(terms),
      mark: mark.toString(),
    })
    return [{ listing: { symbol, fields }, index: { underlying: terms.base, price: index, quote: terms.quote } }]
  })
  const times = rows.flatMap((row) => row.maybeTime('time') ?? [])
  return {
    time: times.length === 0 ? undefined : Math.max(...times),
    listings: read.map(({ listing }) => listing),
    indexes: read.map(({ index }) => index).filter(({ price }) => !price.isZero()),
    problems: reader.problems,
  }
}

/** `exchangeInfo` of COIN-M: contract sizes. That of USD-M says nothing more than its symbols. */
export const exchangeInfo: PayloadKind = {
  venue: 'binance',
  name: 'exchangeInfo',
  matches: (content) => isRecord(content) && listsNames(content['symbols'], 'symbol', 'contractType', 'marginAsset'),
  read: ({ content, file, at }) => {
    const reader = readerOf(file)
    const listings = reader
      .of(content, at)
      .list('symbols')
      .flatMap((row) => {
        const [terms, size] = [coinmTerms(row.text('symbol')), row.maybeDecimal('contractSize')]
        return terms === undefined || size === undefined
          ? []
          : [contractListing(terms, { contractSize: size.toString() })]
      })
    return { listings, problems: reader.problems }
  },
}
