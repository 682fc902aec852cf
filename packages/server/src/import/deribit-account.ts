import { Decimal } from '@plimsoll/core'
import { isRecord } from './decimal-text.ts'
import { type Fields, hasNames, readerOf } from './payload-fields.ts'
import type { Payload, PayloadKind, PayloadPart, StatedFigure } from './payload-part.ts'
import { statedFigures } from './stated-figures.ts'

/** `private/get_account_summaries`, or `private/get_account_summary` of one currency. */
export const deribitAccount: PayloadKind = {
  venue: 'deribit',
  name: 'get_account_summary',
  matches: (content) => isSummary(content) || (hasNames(content, 'summaries') && Array.isArray(content['summaries'])),
  read: readAccount,
}

function isSummary(content: unknown): boolean {
  return hasNames(content, 'currency', 'equity', 'balance', 'margin_balance', 'maintenance_margin')
}

function readAccount({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const summaries = isSummary(content)
    ? [reader.of(content, at)]
    : reader.each((content as Readonly<Record<string, unknown>>)['summaries'], `${at}/summaries`)
  const read = summaries.map((summary) => readSummary(summary, file))
  const name = isRecord(content) ? (content['username'] ?? content['system_name']) : undefined
  const model = summaries.map((summary) => summary.maybeText('margin_model')).find((found) => found !== undefined)
  return {
    ...(typeof name === 'string' ? { account: name } : {}),
    ...modeOf(model),
    balances: read.map(({ balance }) => balance),
    stated: [...inDollars(summaries, file), ...read.flatMap(({ stated }) => stated)],
    notes: read.flatMap(({ notes }) => notes),
    problems: reader.problems,
  }
}

function modeOf(model: string | undefined): Pick<PayloadPart, 'mode' | 'models'> {
  if (model === undefined) return {}
  const isPortfolio = model.endsWith('_pm')
  const name = `${model.startsWith('cross') ? '' : 'segregated-'}${isPortfolio ? 'portfolio' : 'standard'}`
  return { mode: isPortfolio ? 'portfolio' : 'cross', models: [`deribit/${name}`] }
}

/**
 * Deribit settles the profit of futures into the balance once a day. What was made since, closed positions' part, is cash
 * here; what open positions made before the last settlement is taken back out with the positions.
 */
function readSummary(
  summary: Fields,
  file: string,
): Required<Pick<PayloadPart, 'stated' | 'notes'>> & { readonly balance: { asset: string; amount: Decimal } } {
  const currency = summary.text('currency')
  const realized = summary.maybeDecimal('session_rpl') ?? Decimal.zero
  const amount = summary.decimal('balance').plus(realized)
  const orders = summary.maybeDecimal('spot_reserve')
  return {
    balance: { asset: currency, amount },
    stated: statedFigures(summary, file, { scope: 'currency', currency }, figures),
    notes: [
      ...(realized.isZero() ? [] : [`${currency}: balance is balance + session_rpl`]),
      ...(orders === undefined || orders.isZero()
        ? []
        : [`${currency}: spot_reserve ${orders} of open spot orders stays in the balance`]),
    ],
  }
}

/** Cross collateral has figures of all currencies together, the same in each summary. */
function inDollars(summaries: readonly Fields[], file: string): readonly StatedFigure[] {
  const all = summaries.map((summary) =>
    statedFigures(summary, file, { scope: 'account' }, [
      ['equity', 'total_equity_usd'],
      ['initial margin', 'total_initial_margin_usd'],
      ['maintenance margin', 'total_maintenance_margin_usd'],
    ]),
  )
  return all.find((stated) => stated.length > 0) ?? []
}

const figures = [
  ['equity', 'equity'],
  ['initial margin', 'initial_margin'],
  ['maintenance margin', 'maintenance_margin'],
] as const
