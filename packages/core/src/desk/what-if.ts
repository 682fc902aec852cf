import { fromRisk, toRisk } from '../num/crossing.ts'
import type { Decimal } from '../num/decimal.ts'
import { type Result, success } from '../num/result.ts'
import { changeBook } from './change-book.ts'
import { assess, reportOf } from './margin.ts'
import type { MarginRequest } from './request.ts'
import { venuelessModels } from './resolve.ts'
import type { WhatIfResult } from './results.ts'
import type { BookChange } from './whatif-change.ts'

/**
 * The margin before and after changes, and the largest size of the first added leg that free collateral allows.
 * Nothing is traded: the request's book stays as it is.
 */
export function whatIf(request: MarginRequest, changes: readonly BookChange[]): Result<WhatIfResult> {
  const before = assess(request)
  if (!before.ok) return before
  const changed = changedRequest(request, changes)
  if (!changed.ok) return changed
  const after = assess(changed.value)
  if (!after.ok) return after
  const [was, is] = [before.value.assessment.totals, after.value.assessment.totals]
  const difference = (
    key: 'equity' | 'initialMargin' | 'maintenanceMargin' | 'freeCollateral' | 'maintenanceUse',
  ): number | null => {
    const [from, to] = [was[key], is[key]]
    return from === null || to === null ? null : to - from
  }
  return success({
    format: 'plimsoll-whatif/1',
    before: reportOf(request, before.value),
    after: reportOf(changed.value, after.value),
    change: {
      equity: difference('equity'),
      initialMargin: difference('initialMargin'),
      maintenanceMargin: difference('maintenanceMargin'),
      freeCollateral: difference('freeCollateral'),
      maintenanceUse: difference('maintenanceUse'),
    },
    largestThatFits: is.freeCollateral === null ? null : largestThatFits(request, changes),
  })
}

/** A change of mode is a request for that mode at the same venue; the model named before it gives way. */
function changedRequest(request: MarginRequest, changes: readonly BookChange[]): Result<MarginRequest> {
  const book = changeBook(request.book, request.market, changes)
  if (!book.ok) return book
  const mode = changes.findLast((change) => change.type === 'mode')?.mode
  if (mode === undefined) return success({ ...request, book: book.value })
  const { model = request.book.model, ...rest } = request
  const venue = request.venue ?? request.book.venue ?? ownVenueOf(model)
  return success({ ...rest, ...(venue === undefined ? {} : { venue }), book: book.value, mode })
}

/** Of a model that stands where no venue is named, none: its other modes are by the other of those models. */
function ownVenueOf(model: string | undefined): string | undefined {
  const venue = model?.split('/')[0]
  return Object.values(venuelessModels).some((name) => name.split('/')[0] === venue) ? undefined : venue
}

/** A leg that still fits at this many contracts is taken as unbounded. */
const contractsMax = 1e18

/** A repair is looked for from this part of the size that was asked upwards. */
const sizesBelow = 1_048_576

const halvings = 50

const contractScale = 8

/**
 * Largest size of the first added leg, in its own direction, that leaves free collateral at zero or more. An account
 * that is short of it now may need a leg of some size: then the largest of the sizes that repair it. '0' when none fits,
 * null when every size does.
 */
function largestThatFits(request: MarginRequest, changes: readonly BookChange[]): string | null {
  const leg = changes.find((change) => change.type === 'add')
  if (leg === undefined || leg.contracts.isZero()) return null
  const sign = leg.contracts.sign()
  const sized = (size: number): Decimal => fromRisk(sign * size, contractScale, sign > 0 ? 'down' : 'up')
  const edge = lastFit((size) => fitsAt(request, changes, leg, sized(size)), Math.abs(toRisk(leg.contracts)))
  return edge === null ? null : sized(edge).toString()
}

/** The end of the first run of sizes that fit, from none upward in doublings; null when the run does not end. */
function lastFit(fits: (size: number) => boolean, asked: number): number | null {
  let low = fits(0) ? 0 : null
  let high = low === null ? asked / sizesBelow : asked
  for (let isFit = fits(high); low === null || isFit; isFit = fits(high)) {
    if (isFit) low = high
    if (high > contractsMax) return low === null ? 0 : null
    high *= 2
  }
  return halved(fits, low, high)
}

function halved(fits: (size: number) => boolean, fitting: number, tooLarge: number): number {
  let [low, high] = [fitting, tooLarge]
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

function fitsAt(request: MarginRequest, changes: readonly BookChange[], leg: BookChange, contracts: Decimal): boolean {
  const resized = changes.map((change) => (change === leg && change.type === 'add' ? { ...change, contracts } : change))
  const changed = changedRequest(request, resized)
  const answer = changed.ok ? assess(changed.value) : changed
  return answer.ok && (answer.value.assessment.totals.freeCollateral ?? -1) >= 0
}
