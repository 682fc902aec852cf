import { type Assessment, assessAccount } from '../account/assess.ts'
import { bindAccount } from '../account/bind.ts'
import { marginReport } from '../account/margin-report.ts'
import type { MarginResult } from '../account/margin-result.ts'
import type { MarginModel } from '../margin/model.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import { byNameOrRest } from '../margin/table-rules.ts'
import type { Book, MarginMode } from '../market/book.ts'
import { failure, pointer, problem, type Result, success } from '../num/result.ts'
import { assetPrice } from '../pricing/price-instrument.ts'
import { houseDefault } from '../venues/house/params.ts'
import type { MarginRequest } from './request.ts'
import { type ResolvedModel, resolveModel } from './resolve.ts'

/** A request, assessed, with what a report needs besides. */
export interface Answer {
  readonly venue: string
  readonly currency: string
  readonly assessment: Assessment
}

/**
 * Margin of a book: every figure of `plimsoll-margin/1`. What cannot be known is null in it, with the reason in
 * `problems`; a request that cannot be understood (model, parameters, settings, currency), and a book that the venue
 * cannot hold, is a failure.
 */
export function margin(request: MarginRequest): Result<MarginResult> {
  const answer = assess(request)
  return answer.ok ? success(reportOf(request, answer.value)) : answer
}

/** Binds the book to its prices and margins it by the model the request names. */
export function assess(request: MarginRequest): Result<Answer> {
  const report = reportPriceOf(request)
  const bound = boundRequest(request)
  if (!bound.ok) return bound
  if (!report.ok) return report
  const { venue, model, account } = bound.value
  const { currency, price } = report.value
  return success({ venue: venue.name, currency, assessment: assessAccount(account, model, price) })
}

/** A request's model, and its book at its prices, which the venue can hold. */
export interface BoundRequest extends ResolvedModel {
  /** Before the model sets isolated margins aside. */
  readonly account: PricedAccount
}

export function boundRequest(request: MarginRequest): Result<BoundRequest> {
  const { book, market } = request
  const resolved = resolveModel(request)
  if (!resolved.ok) return resolved
  const { model } = resolved.value
  const account = bindAccount({ ...book, mode: ownMode(book, model) }, market, model.mode)
  const refusals = model.refusals?.(account) ?? []
  return refusals.length > 0 ? failure(...refusals) : success({ ...resolved.value, account })
}

/** The currency of the report, and market currency per unit of it. */
export function reportPriceOf({ market, currency = market.currency }: MarginRequest): Result<{
  readonly currency: string
  readonly price: number
}> {
  const price = assetPrice(market, currency)
  if (price !== null) return success({ currency, price })
  const message = `price of ${currency} must be in the market to report in it, is missing`
  return failure(problem('market.missing-price', pointer('assets', currency), message))
}

/** Mode in which the book's positions are as it says: its own, else that of the model it names. */
export function ownMode({ mode, model }: Book, chosen: MarginModel): MarginMode {
  return mode ?? (model === chosen.name ? chosen.mode : 'cross')
}

export function reportOf({ book }: MarginRequest, { venue, currency, assessment }: Answer): MarginResult {
  return marginReport(assessment, { account: book.account, venue, currency, betaOf })
}

/** Beta by which exposure is weighted: the house model's. */
export function betaOf(underlying: string): number {
  const { underlyings } = houseDefault.parameters
  return byNameOrRest(underlyings, underlyings, underlying).beta
}
