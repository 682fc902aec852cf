import type { MarginModel } from '../margin/model.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import { type Failure, type Result, success } from '../num/result.ts'
import { boundRequest } from './margin.ts'
import type { MarginRequest } from './request.ts'

/** A book at its market's prices, with the model that margins it there. */
export interface PricedBook {
  readonly model: MarginModel
  /** As `model.pools` takes it: isolated margins are set aside. */
  readonly account: PricedAccount
  /** What has no price and is therefore in no figure made of the account, and what had to be assumed. */
  readonly problems: readonly Failure[]
}

/**
 * The account that the functions of venues take: `bybit.portfolioInfo`, `okx.positionBuilderOf`, the pools of a model.
 * Failures are those of `margin`.
 */
export function priceBook(request: MarginRequest): Result<PricedBook> {
  const bound = boundRequest(request)
  if (!bound.ok) return bound
  const { model, account } = bound.value
  const { problems, orderProblems, unpriced, notes } = account
  return success({
    model,
    account: model.resolve?.(account) ?? account,
    problems: [...problems, ...orderProblems, ...unpriced.flatMap((position) => position.problems), ...notes],
  })
}
