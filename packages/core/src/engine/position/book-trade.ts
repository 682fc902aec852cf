import type { Book } from '../../ledger/entry.ts'
import type { PositionSide } from '../../market/book.ts'
import type { Derivative } from '../../market/instrument.ts'
import { Decimal } from '../../num/decimal.ts'
import { type HeldPosition, isIsolatedIn, positionKey } from '../account.ts'
import { accountIn, type Draft } from '../draft.ts'
import { emit, post } from '../emit.ts'
import type { Filled } from '../event.ts'
import { coverLoss } from '../loss/cover.ts'
import type { EngineRules } from '../rules.ts'
import { moneyScale } from '../state.ts'
import { addedMargin, marginAfterClosing } from './isolated.ts'
import { payFunding } from './pay-funding.ts'
import { type Traded, traded } from './position.ts'
import { trimClosing } from './trim-closing.ts'

export interface BookedTrade {
  readonly account: string
  readonly instrument: Derivative
  /** Signed: negative sells. */
  readonly contracts: Decimal
  readonly price: Decimal
  /** Settlement asset, from the account; negative is a rebate. */
  readonly fee: Decimal
  readonly feeTo: Book
  readonly side: PositionSide | undefined
  readonly order: string | undefined
  readonly why: Filled['why']
}

/**
 * Changes one account's position by a trade and books what follows: continuous funding up to now, profit or premium, the
 * fee, the margin of an isolated position, what is left of the orders that close it. The other side of the money is the trading book's. Gives what was traded.
 */
export function bookTrade(draft: Draft, rules: EngineRules, trade: BookedTrade): Traded {
  const { account, instrument, contracts, price, fee, side, order, why } = trade
  const { symbol, settle } = instrument
  payFunding(draft, account, symbol)
  const key = positionKey(symbol, side)
  const was = accountIn(draft, account)?.positions.get(key)
  const fundingIndex = draft.core.fundingIndexes.get(symbol) ?? Decimal.zero
  const result = traded(was, { instrument, contracts, price, side, fundingIndex })
  const cause = instrument.kind === 'option' ? 'premium' : 'realised'
  post(draft, { cause, asset: settle, amount: result.booked, from: '@trading', to: account })
  post(draft, {
    cause: trade.feeTo === '@fund' ? 'liquidation-fee' : 'fee',
    asset: settle,
    amount: fee,
    from: account,
    to: trade.feeTo,
  })
  const now = withMargin(draft, rules, trade, was, result)
  emit(draft, { type: 'position-changed', account, key, symbol, was, now })
  emit(draft, { type: 'filled', account, symbol, contracts, price, realised: result.realised, fee, order, why })
  if (!result.closed.isZero()) trimClosing(draft, account, symbol, side)
  return result
}

/**
 * An isolated position bears its own profit, loss and closing fee; what is closed gives its share of the margin back. Its
 * margin is all it can lose: a loss beyond it is covered.
 */
function withMargin(
  draft: Draft,
  rules: EngineRules,
  trade: BookedTrade,
  was: HeldPosition | undefined,
  { now, bookedByClosing, closed, opened }: Traded,
): HeldPosition | undefined {
  const { account: id, instrument, price } = trade
  const account = accountIn(draft, id)
  if (account === undefined || !isIsolatedIn(account, instrument.symbol)) return now
  let margin = was?.isolatedMargin ?? Decimal.zero
  if (was !== undefined && !closed.isZero()) {
    const booked = bookedByClosing.minus(feeOfClosing(trade, closed))
    // Of what is liquidated nothing is given back, whoever takes the other side; who is deleveraged for it is not liquidated.
    const isLiquidated = trade.why === 'deleveraging' && account.liquidation.state === 'liquidating'
    const keepsAll = trade.why === 'liquidation' || isLiquidated
    const { kept, beyond } = marginAfterClosing({ margin, contracts: was.contracts, closed, booked, keepsAll })
    if (!beyond.isZero()) coverLoss(draft, id, instrument.settle, beyond)
    margin = kept
  }
  if (now === undefined) return undefined
  if (opened.isZero()) return { ...now, isolatedMargin: margin }
  const added = addedMargin(account, draft.core, rules, { now, opened, price, instrument })
  return { ...now, isolatedMargin: margin.plus(added) }
}

/** Of a trade that turns a position over, the part of its fee that closing it bears; the rest is the balance's. */
function feeOfClosing({ fee, contracts }: BookedTrade, closed: Decimal): Decimal {
  return closed.equals(contracts) ? fee : fee.times(closed).dividedBy(contracts, moneyScale, 'down')
}
