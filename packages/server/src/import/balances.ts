import { Decimal } from '@plimsoll/core'
import type { InputProblem } from '../input/input-problem.ts'
import { jsonPointer } from '../input/json-pointer.ts'
import { decimalText, isRecord, shown } from './decimal-text.ts'
import type { Imported } from './imported.ts'
import { listed } from './listed.ts'

/** Keys of a `fetchBalance()` object that are not currencies. */
const notCurrencies = new Set(['info', 'free', 'used', 'total', 'debt', 'timestamp', 'datetime'])

type Balances = Readonly<Record<string, string>>

/**
 * Balances of a ccxt `fetchBalance()` object, unchanged: the total of each currency, less its debt. A plain map of
 * currency to amount is read too. Currencies of which nothing is held are left out.
 */
export function importBalances(document: unknown, file: string): Imported<Balances> {
  if (!isRecord(document)) {
    const message = `must be an object by currency, as fetchBalance() gives, is ${shown(document)}`
    return { value: {}, notes: [], problems: [{ code: 'document.type', file, path: '', message }] }
  }
  const isPlain = !('total' in document) && Object.values(document).every((value) => !isRecord(value))
  if (!(isPlain || namesBalances(document)) || 'format' in document) {
    const message = `must be an object by currency, as fetchBalance() gives, has ${Object.keys(document).slice(0, 6).join(', ')}`
    return { value: {}, notes: [], problems: [{ code: 'document.format', file, path: '', message }] }
  }
  return collect(isPlain ? plainRows(document) : currencyRows(document), Object.keys(document), file)
}

/** Totals by currency, or some currency with an amount of its own. */
function namesBalances(document: Readonly<Record<string, unknown>>): boolean {
  const amounts = ['free', 'used', 'total', 'debt']
  const hasAmount = (value: unknown): boolean => isRecord(value) && amounts.some((key) => key in value)
  return isRecord(document['total']) || Object.values(document).some(hasAmount)
}

interface BalanceRow {
  readonly currency: string
  readonly path: string
  /** Undefined when the venue gives no total. */
  readonly total: unknown
  readonly debt: unknown
}

function plainRows(document: Readonly<Record<string, unknown>>): readonly BalanceRow[] {
  return Object.entries(document).map(([currency, total]) => ({
    currency,
    path: jsonPointer(currency),
    total,
    debt: undefined,
  }))
}

function currencyRows(document: Readonly<Record<string, unknown>>): readonly BalanceRow[] {
  const totals = isRecord(document['total']) ? document['total'] : {}
  const debts = isRecord(document['debt']) ? document['debt'] : {}
  const named = Object.keys(document).filter((key) => !notCurrencies.has(key) && isRecord(document[key]))
  return [...new Set([...named, ...Object.keys(totals)])].map((currency) => {
    const own = isRecord(document[currency]) ? document[currency] : {}
    const path = currency in totals ? jsonPointer('total', currency) : jsonPointer(currency, 'total')
    return {
      currency,
      path,
      total: totals[currency] ?? own['total'] ?? sum(own['free'], own['used']),
      debt: debts[currency] ?? own['debt'],
    }
  })
}

function sum(free: unknown, used: unknown): string | undefined {
  const [a, b] = [decimalText(free), decimalText(used)]
  return a === undefined || b === undefined ? undefined : Decimal.of(a).plus(Decimal.of(b)).toString()
}

function collect(rows: readonly BalanceRow[], keys: readonly string[], file: string): Imported<Balances> {
  const value: Record<string, string> = {}
  const problems: InputProblem[] = []
  const empty: string[] = []
  for (const row of rows) {
    const net = netOf(row)
    if (net === null) empty.push(row.currency)
    else if (net instanceof Decimal) value[row.currency] = net.toString()
    else problems.push({ code: 'decimal.syntax', file, path: row.path, message: net })
  }
  const unread = keys.filter((key) => !notCurrencies.has(key) && !rows.some(({ currency }) => currency === key))
  const notes = [
    ...(empty.length > 0 ? [`left out, nothing held: ${listed(empty)}`] : []),
    ...(unread.length > 0 ? [`ignored fields of balances: ${listed(unread)}`] : []),
  ]
  return { value, notes, problems }
}

/** What is held less what is owed; null when that is nothing, and words when it cannot be read. */
function netOf({ total, debt }: BalanceRow): Decimal | string | null {
  if (total === null || total === undefined) return null
  const held = decimalText(total)
  if (held === undefined) return `must be a plain decimal number, is ${shown(total)}`
  const owed = debt === null || debt === undefined ? '0' : decimalText(debt)
  if (owed === undefined) return `must have a plain decimal number as its debt, is ${shown(debt)}`
  const net = Decimal.of(held).minus(Decimal.of(owed))
  return net.isZero() ? null : net
}
