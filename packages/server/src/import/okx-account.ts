import { Decimal } from '@plimsoll/core'
import { type Fields, hasNames, listsNames, readerOf } from './payload-fields.ts'
import type { AssetPart, BalancePart, Payload, PayloadKind, PayloadPart, StatedFigure } from './payload-part.ts'
import { priceFrom } from './price-from.ts'
import { statedFigures } from './stated-figures.ts'

/** `account/balance`. */
export const okxBalance: PayloadKind = {
  venue: 'okx',
  name: 'account/balance',
  matches: (content) => listsNames(content, 'totalEq', 'details'),
  read: readBalance,
}

/** `account/config`: in which mode the account is. */
export const okxConfig: PayloadKind = {
  venue: 'okx',
  name: 'account/config',
  matches: (content) => listsNames(content, 'acctLv', 'posMode'),
  read: readConfig,
}

function readBalance({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const [account] = reader.each(content, at)
  if (account === undefined) return { problems: reader.problems }
  const details = account.list('details')
  const rows = details.map(readCurrency)
  const part = {
    time: account.maybeTime('uTime'),
    balances: rows.map(({ balance }) => balance),
    assets: rows.flatMap(({ price }) => price),
    stated: [
      ...statedFigures(account, file, { scope: 'account' }, [['equity', 'totalEq']]),
      ...statedFigures(account, file, { scope: 'shared' }, sharedFigures).map(withoutFee),
      ...details.flatMap((row, i) => {
        const currency = rows[i]?.balance.asset ?? ''
        return statedFigures(row, file, { scope: 'currency', currency }, currencyFigures).map(withoutFee)
      }),
    ],
  }
  return { ...part, notes: reader.ignored('account/balance'), problems: reader.problems }
}

const sharedFigures = [
  ['adjusted equity', 'adjEq'],
  ['initial margin', 'imr'],
  ['maintenance margin', 'mmr'],
  ['margin ratio', 'mgnRatio'],
] as const

const currencyFigures = [
  ['equity', 'eq'],
  ['initial margin', 'imr'],
  ['maintenance margin', 'mmr'],
  ['margin ratio', 'mgnRatio'],
] as const

/** OKX adds the fee of a liquidation to the maintenance margin in its ratio only. */
export function withoutFee(stated: StatedFigure): StatedFigure {
  return stated.figure === 'maintenance margin' ? { ...stated, without: 'liquidation fee' } : stated
}

interface CurrencyRow {
  readonly balance: BalancePart
  readonly price: readonly AssetPart[]
}

/** Isolated margin is not in `cashBal`; it comes back with its position. Interest is owed and not yet taken. */
function readCurrency(row: Fields): CurrencyRow {
  const asset = row.text('ccy')
  const amount = row.decimal('cashBal').minus(row.maybeDecimal('interest') ?? Decimal.zero)
  const [equity, inDollars] = [row.maybeDecimal('eq'), row.maybeDecimal('eqUsd')]
  return { balance: { asset, amount }, price: priceFrom(asset, equity, inDollars) }
}

const levels: Readonly<Record<string, Pick<PayloadPart, 'mode' | 'models'>>> = {
  1: { mode: 'cross', models: ['okx/spot'] },
  2: { mode: 'cross', models: ['okx/futures'] },
  3: { mode: 'cross', models: ['okx/multi-currency'] },
  4: { mode: 'portfolio', models: ['okx/portfolio'] },
}

function readConfig({ content, file, at }: Payload): PayloadPart {
  const reader = readerOf(file)
  const [config] = reader.each(content, at)
  const level = config?.text('acctLv') ?? ''
  const found = levels[level]
  const label = config?.maybeText('label')
  return {
    ...found,
    ...(label === undefined ? {} : { account: label }),
    notes: reader.ignored('account/config'),
    problems:
      found === undefined
        ? [
            ...reader.problems,
            {
              code: 'document.value',
              file,
              path: `${config?.path ?? ''}/acctLv`,
              message: `must be 1, 2, 3 or 4, is ${JSON.stringify(level)}`,
            },
          ]
        : reader.problems,
  }
}

/** Whether an OKX answer has rows of an endpoint; an account without positions answers an empty list. */
export function isOkxRow(content: unknown, ...names: readonly string[]): boolean {
  return Array.isArray(content) && content.length > 0 && content.every((row) => hasNames(row, ...names))
}
