import type { PricedAccount } from '../margin/priced-account.ts'
import { type Failure, failure, pointer, problem, type Result, success } from '../num/result.ts'
import { type CustomShock, customShock, customShockProblems } from '../study/custom-shock.ts'
import { namedShocks } from '../study/named-shocks.ts'
import { profitCurve } from '../study/profit-curve.ts'
import { reverseStress } from '../study/reverse-stress.ts'
import { defaultAxes, type MatrixAxes, stressMatrix } from '../study/stress-matrix.ts'
import { stressed } from '../study/stressed.ts'
import { assess, betaOf } from './margin.ts'
import type { MarginRequest } from './request.ts'
import type { StressResult } from './results.ts'

export interface StressOptions extends Partial<MatrixAxes> {
  /** Underlyings, or `all`; every underlying of the account and `all` when absent. */
  readonly scopes?: readonly string[]
  /** Joint scenarios of one's own, answered before the named ones. */
  readonly shocks?: readonly CustomShock[]
}

/** What moves of prices and volatilities do to a book: matrices, profit curves, named shocks, and the smallest that liquidates. */
export function stress(request: MarginRequest, options: StressOptions = {}): Result<StressResult> {
  const answer = assess(request)
  if (!answer.ok) return answer
  const { assessment, currency } = answer.value
  const { account, model, problems } = assessment
  const wrong = optionProblems(account, options)
  if (wrong.length > 0) return failure(...wrong)
  const scopes = options.scopes ?? ['all', ...account.indexes.keys()]
  const axes = { ...defaultAxes, ...options }
  const shocks = [...(options.shocks ?? []).map((shock) => customShock(account, shock)), ...namedShocks(account)]
  return success({
    format: 'plimsoll-stress/1',
    account: request.book.account,
    model: model.name,
    currency,
    matrices: scopes.map((scope) => stressMatrix(assessment, scope, axes)),
    curves: assessment.standing === 'unknown' ? [] : scopes.map((scope) => profitCurve(assessment, scope)),
    named: shocks.map(({ name, words, shock }) => ({ name, words, ...stressed(assessment, shock) })),
    reverse: reverseStress(assessment, betaOf),
    problems,
  })
}

/** Every option that cannot be asked of this account. */
function optionProblems(account: PricedAccount, options: StressOptions): readonly Failure[] {
  const { scopes = [], spotMovesFrac = [], volMovesFrac = [], shocks = [] } = options
  const known = ['all', ...account.indexes.keys()]
  return [
    ...scopes
      .filter((scope) => !known.includes(scope))
      .map((scope) => problem('document.value', '/scopes', `scope must be one of ${known.join(', ')}, is ${scope}`)),
    ...[...spotMovesFrac, ...volMovesFrac]
      .filter((move) => !(move > -1 && move < Number.POSITIVE_INFINITY))
      .map((move) => problem('number.range', '/moves', `a move must be above −100 %, is ${move * 100} %`)),
    ...shocks.flatMap((shock, i) => customShockProblems(account, shock, pointer('shocks', i))),
  ]
}
