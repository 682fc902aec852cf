import type { Perpetual } from '../../market/instrument.ts'
import { Decimal, type Rounding } from '../../num/decimal.ts'
import type { AccrueFunding, Funding } from '../command.ts'
import { type Draft, holdersOf, positionKeysOf } from '../draft.ts'
import { emit } from '../emit.ts'
import { bookFunding } from '../position/pay-funding.ts'
import { costScale } from '../position/position.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { moneyScale } from '../state.ts'
import { type Handler, unlisted, wrongKind } from './handler.ts'

/**
 * Funding of an interval: every position pays or earns its share of notional at the mark, in order of opening. Each amount
 * is rounded against its account; what that leaves stays in the funding book.
 */
export const funding: Handler<Funding> = (draft, { symbol, rateFrac }) => {
  const perpetual = markedPerpetual(draft, symbol)
  if ('code' in perpetual) return perpetual
  for (const { id, positions } of holdersOf(draft, symbol)) {
    for (const key of positionKeysOf(symbol)) {
      const position = positions.get(key)
      if (position === undefined) continue
      const owed = shareOfNotional(perpetual, position.contracts.times(rateFrac), moneyScale, 'up')
      bookFunding(draft, id, key, position, owed.negated())
    }
  }
  return undefined
}

/** Continuous funding: the same share of one contract joins its index, of which each position owes its part from now on. */
export const accrueFunding: Handler<AccrueFunding> = (draft, { symbol, rateFrac }) => {
  const perpetual = markedPerpetual(draft, symbol)
  if ('code' in perpetual) return perpetual
  // Who is long pays what who is short earns, so neither side is favoured here; each pays rounded against itself.
  const share = shareOfNotional(perpetual, rateFrac, costScale, 'nearest-even')
  const before = draft.core.fundingIndexes.get(symbol) ?? Decimal.zero
  emit(draft, { type: 'funding-accrued', symbol, index: before.plus(share) })
  return undefined
}

interface Marked {
  readonly perpetual: Perpetual
  readonly mark: Decimal
}

function markedPerpetual({ core: { market } }: Draft, symbol: string): Marked | Refusal {
  const quote = market.instruments.get(symbol)
  if (quote === undefined) return unlisted(symbol)
  const { instrument, mark } = quote
  if (instrument.kind !== 'perpetual') return wrongKind(symbol, 'a perpetual', instrument.kind)
  if (mark === undefined) return refusal('price.missing', '/symbol', `mark of ${symbol} must be known, is not`)
  return { perpetual: instrument, mark }
}

/** A share of the notional of one contract at the mark, or of so many contracts, settlement asset. */
function shareOfNotional(
  { perpetual: { contractSize, payout }, mark }: Marked,
  share: Decimal,
  scale: number,
  rounding: Rounding,
): Decimal {
  const size = share.times(contractSize)
  return payout === 'inverse' ? size.dividedBy(mark, scale, rounding) : size.times(mark).rounded(scale, rounding)
}
