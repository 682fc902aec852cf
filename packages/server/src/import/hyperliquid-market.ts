import { contractListing } from './contract-listing.ts'
import { isRecord } from './decimal-text.ts'
import { hyperliquidTerms } from './hyperliquid-account.ts'
import { listsNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart } from './payload-part.ts'

/** `metaAndAssetCtxs`: the universe, and beside it the prices of each of its coins. */
export const hyperliquidMarket: PayloadKind = {
  venue: 'hyperliquid',
  name: 'metaAndAssetCtxs',
  matches: (content) =>
    Array.isArray(content) &&
    isRecord(content[0]) &&
    listsNames(content[0]['universe'], 'name', 'maxLeverage') &&
    listsNames(content[1], 'markPx', 'oraclePx'),
  read: readMarket,
}

function readMarket({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const [meta, contexts] = content as readonly [unknown, unknown]
  const names = reader
    .of(meta, `${at}/0`)
    .list('universe')
    .map((row) => row.text('name'))
  const read = reader.each(contexts, `${at}/1`).flatMap((row, i) => {
    const name = names[i]
    const [mark, oracle, interest] = [
      row.maybeDecimal('markPx'),
      row.maybeDecimal('oraclePx'),
      row.maybeDecimal('openInterest'),
    ]
    if (name === undefined || mark === undefined || mark.isZero()) return []
    const terms = hyperliquidTerms(name)
    const prices = { mark: mark.toString(), ...(interest === undefined ? {} : { openInterest: interest.toString() }) }
    return [
      {
        listing: contractListing(terms, { contractSize: '1', ...prices }),
        index: {
          underlying: terms.base,
          price: oracle ?? mark,
          quote: 'USDC',
          ...(oracle === undefined ? { isAssumed: true as const } : {}),
        },
      },
    ]
  })
  return {
    listings: read.map(({ listing }) => listing),
    indexes: read.map(({ index }) => index),
    problems: reader.problems,
  }
}
