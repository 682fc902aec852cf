import { assessAccount } from '../account/assess.ts'
import { bindAccount, instrumentPricer } from '../account/bind.ts'
import type { ParametersDocument } from '../document/params-document.ts'
import type { MarginModel } from '../margin/model.ts'
import type { PricedAccount } from '../margin/priced-account.ts'
import type { Book } from '../market/book.ts'
import { type Failure, failure, type Result, success } from '../num/result.ts'
import { type ComparisonOptions, comparedModels } from './comparison-choices.ts'
import { brokenRow, heldRow, type LoneRow, orBug, refusedRow } from './comparison-row.ts'
import { ownMode, reportPriceOf } from './margin.ts'
import type { MarginRequest } from './request.ts'
import { bindModel, type Choice, documentOf, type ResolvedModel, venuelessModels } from './resolve.ts'
import type { Comparison, ComparisonRow } from './results.ts'

/**
 * The same book under several venues' rules, a row for each venue and mode; where a venue cannot hold it, the row says
 * why, and a model's own mistake (`engine.bug`) leaves its row unknown and the others as they are. A mode that a venue does
 * not have is left out, unless no venue has any. Parameters, and settings of the book, apply where the model takes them.
 */
export function compare(request: MarginRequest, options: ComparisonOptions = {}): Result<Comparison> {
  const document = documentOf(request.parameters)
  if (document !== null && !document.ok) return document
  const report = reportPriceOf(request)
  if (!report.ok) return report
  const chosen = comparedModels(request, options)
  if (!chosen.ok) return chosen
  const bound = boundModels(request, chosen.value, document?.value ?? null)
  if (!bound.ok) return bound
  const accountOf = accountsOf(request)
  const rows = bound.value.map((each): LoneRow => {
    if ('reasons' in each) return unmadeRow(each.definition, each.reasons)
    const { definition, model } = each
    return orBug(
      () => rowOf(definition, model, accountOf(model), report.value.price),
      (bug) => brokenRow(definition, model.parameters, [bug]),
    )
  })
  return success({
    format: 'plimsoll-compare/1',
    account: request.book.account,
    currency: report.value.currency,
    rows: withMarks(rows.map((row) => withBenefit(row, rows))),
  })
}

function rowOf(definition: Definition, model: MarginModel, account: PricedAccount, reportPrice: number): LoneRow {
  const refusals = model.refusals?.(account) ?? []
  if (refusals.length > 0) return refusedRow(definition, model.parameters, refusals)
  return heldRow(definition, assessAccount(account, model, reportPrice))
}

function unmadeRow(definition: Definition, reasons: readonly Failure[]): LoneRow {
  const row = reasons.some(isBug) ? brokenRow : refusedRow
  return row(definition, definition.sets[0] ?? noSet, reasons)
}

function isBug({ code }: Failure): boolean {
  return code === 'engine.bug'
}

type Definition = Choice['definition']

const noSet = { set: 'none', provenance: 'assumed', exceptions: [] } as const

type BoundChoice = Choice & ({ readonly model: MarginModel } | { readonly reasons: readonly Failure[] })

/** The models, bound; one that lacks a parameter before it can be made, or that fails to be, is told in its row. */
function boundModels(
  request: MarginRequest,
  choices: readonly Choice[],
  document: ParametersDocument | null,
): Result<readonly BoundChoice[]> {
  const applies = choices.map(({ definition }) => takesParameters(definition, request.parameters, document))
  // A set that none of them has is a mistake of the request, and each says so.
  const isNameless = typeof request.parameters === 'string' && !applies.includes(true)
  const { settings: _settings, ...withoutSettings } = request.book
  const bind = (book: Book, i: number, choice: Choice): Result<ResolvedModel> =>
    orBug(
      () =>
        applies[i] || isNameless
          ? bindModel(choice, book, request.parameters, document)
          : bindModel(choice, book, undefined, null),
      (bug) => failure(bug),
    )
  const first = choices.map((choice, i) => bind(request.book, i, choice))
  // So are settings that all refuse which they are for.
  const asked = first.filter((_, i) => isSettingFor(request.book, choices[i]))
  if (asked.length > 0 && asked.every(refusesSettings))
    return failure(...asked.flatMap(({ problems }) => problems).slice(0, 1))
  const bound = choices.map((choice, i) => {
    const own = first[i] ?? bind(withoutSettings, i, choice)
    return asBound(choice, refusesSettings(own) ? bind(withoutSettings, i, choice) : own)
  })
  const problems = bound.flatMap((each) => (each.ok ? [] : each.problems))
  return problems.length > 0 ? failure(...problems) : success(bound.flatMap((each) => (each.ok ? [each.value] : [])))
}

/** The venue of the book has its settings, or, where it names none, every venue. */
function isSettingFor({ venue, model, settings }: Book, choice: Choice | undefined): boolean {
  const own = venue ?? model?.split('/')[0]
  return settings !== undefined && (own === undefined || own === choice?.venue.name)
}

function asBound(choice: Choice, found: Result<ResolvedModel>): Result<BoundChoice> {
  if (found.ok) return success({ ...choice, model: found.value.model })
  const { problems } = found
  return problems.every(({ code }) => code === 'params.missing' || code === 'engine.bug')
    ? success({ ...choice, reasons: problems })
    : found
}

function refusesSettings(found: Result<unknown>): found is Extract<Result<unknown>, { ok: false }> {
  return !found.ok && found.problems.every(({ path }) => path.startsWith('/settings'))
}

/** A named set, where the model has it; a document, by the model it is written for and those of its venue that read it. */
function takesParameters(
  { name, sets, parse }: Choice['definition'],
  parameters: unknown,
  document: ParametersDocument | null,
): boolean {
  if (parameters === undefined) return false
  if (document === null) return sets.some(({ set }) => set === parameters)
  if (document.model === name) return true
  return document.model.split('/')[0] === name.split('/')[0] && parse(document.parameters).ok
}

/** The account of a mode, bound once; accounts of different modes share their priced instruments. */
function accountsOf({ book, market }: MarginRequest): (model: MarginModel) => PricedAccount {
  const price = instrumentPricer(market)
  const known = new Map<string, PricedAccount>()
  return (model) => {
    const own = ownMode(book, model)
    const key = `${own} ${model.mode}`
    const account = known.get(key) ?? bindAccount({ ...book, mode: own }, market, model.mode, price)
    known.set(key, account)
    return account
  }
}

/** What a mode saves against cross of the same venue; of the models without a venue, against theirs. */
function withBenefit(row: LoneRow, rows: readonly LoneRow[]): ComparisonRow {
  const venueless: readonly string[] = Object.values(venuelessModels)
  const cross =
    rows.find(({ venue, mode, holds }) => holds && mode === 'cross' && venue === row.venue) ??
    (venueless.includes(row.model) ? rows.find(({ model }) => model === venuelessModels.cross) : undefined)
  const [own, other] = [row.initialMargin, cross?.initialMargin ?? null]
  const benefitFrac = own === null || other === null || other === 0 ? null : 1 - own / other
  return { ...row, benefitFrac, isCheapest: false, isFirstToLiquidate: false }
}

/** Requirements nearer than this, as a ratio, are the same. */
const sameFrac = 1 + 1e-9

/**
 * A mode in which the book is being liquidated is not cheap at any price, and of one whose collateral is not known nobody
 * can tell; of equals the one that uses less is cheapest.
 */
function withMarks(rows: readonly ComparisonRow[]): readonly ComparisonRow[] {
  const sound = rows.filter(({ standing }) => standing !== 'liquidating' && standing !== 'unknown')
  const least = lowest(sound, ({ initialMargin }) => initialMargin)?.initialMargin ?? null
  const cheapest = lowest(
    sound.filter(({ initialMargin }) => least !== null && initialMargin !== null && initialMargin <= least * sameFrac),
    ({ maintenanceUse }) => maintenanceUse ?? 0,
  )
  const first = lowest(rows, ({ nearest }) => (nearest === null ? null : Math.abs(nearest.moveFrac)))
  return rows.map((row) => ({ ...row, isCheapest: row === cheapest, isFirstToLiquidate: row === first }))
}

function lowest(rows: readonly ComparisonRow[], figureOf: (row: ComparisonRow) => number | null): ComparisonRow | null {
  let best: ComparisonRow | null = null
  for (const row of rows) {
    const value = figureOf(row)
    const bestValue = best === null ? null : figureOf(best)
    if (value !== null && (bestValue === null || value < bestValue)) best = row
  }
  return best
}
