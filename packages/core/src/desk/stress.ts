import { namedShocks } from '../study/named-shocks.ts'
import { profitCurve } from '../study/profit-curve.ts'
import { reverseStress } from '../study/reverse-stress.ts'
import { defaultAxes, type MatrixAxes, stressMatrix } from '../study/stress-matrix.ts'
import { stressed } from '../study/stressed.ts'
import { failure, problem, type Result, success } from '../num/result.ts'
import { assess, betaOf } from './margin.ts'
import type { MarginRequest } from './request.ts'
import type { StressResult } from './results.ts'

export interface StressOptions extends Partial<MatrixAxes> {
  /** Underlyings, or `all`; every underlying of the account and `all` when absent. */
  readonly scopes?: readonly string[]
}

/** What moves of prices and volatilities do to a book: matrices, profit curves, named shocks, and the smallest that liquidates. */
export function stress(request: MarginRequest, options: StressOptions = {}): Result<StressResult> {
  const answer = assess(request)
  if (!answer.ok) return answer
  const { assessment, currency } = answer.value
  const known = [...assessment.account.indexes.keys()]
  const unknownScope = options.scopes?.find((scope) => scope !== 'all' && !known.includes(scope))
  if (unknownScope !== undefined)
    return failure(problem('document.value', '/scopes', `scope must be all or one of ${known.join(', ')}, is ${unknownScope}`))
  const scopes = options.scopes ?? ['all', ...known]
  const { spotMovesFrac = defaultAxes.spotMovesFrac, volMovesFrac = defaultAxes.volMovesFrac } = options
  const impossible = [...spotMovesFrac, ...volMovesFrac].find((move) => !(move > -1))
  if (impossible !== undefined) return failure(problem('number.range', '/moves', `a move must be above −100 %, is ${impossible * 100} %`))
  return success({
    format: 'plimsoll-stress/1',
    account: request.book.account,
    model: assessment.model.name,
    currency,
    matrices: scopes.map((scope) => stressMatrix(assessment, scope, { spotMovesFrac, volMovesFrac })),
    curves: scopes.map((scope) => profitCurve(assessment, scope)),
    named: namedShocks(assessment.account).map(({ name, words, shock }) => ({ name, words, ...stressed(assessment, shock) })),
    reverse: reverseStress(assessment, betaOf),
    problems: assessment.problems,
  })
}
