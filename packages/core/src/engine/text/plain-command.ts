import { Decimal } from '../../num/decimal.ts'
import { instantMax } from '../../num/instant.ts'
import type {
  CancelOrder,
  Command,
  Fill,
  FillLeg,
  MoveCash,
  OrderTerms,
  PlaceOrder,
  SetPrices,
  Transfer,
} from '../command.ts'
import { namesMax } from '../limits.ts'

/** A JSON object whose fields may be anything. */
type Told = Readonly<Record<string, unknown>>

/**
 * The commands that come most, read without the schema, which takes several times as long. Only what is plain is read: for
 * anything else, wrong or merely unusual, the answer is undefined, and the schema decides. What is read is what the schema
 * would give, fields in the same order.
 */
export function plainCommand(document: unknown): Command | undefined {
  if (typeof document !== 'object' || document === null) return undefined
  const told = document as Told
  if (!isInstant(told['at'])) return undefined
  switch (told['type']) {
    case 'deposit':
    case 'withdraw':
      return plainCash(told, told['type'], told['at'])
    case 'transfer':
      return plainTransfer(told, told['at'])
    case 'prices':
      return plainPrices(told, told['at'])
    case 'fill':
      return plainFill(told, told['at'])
    case 'order':
      return plainOrder(told, told['at'])
    case 'cancel':
      return plainCancel(told, told['at'])
    default:
      return undefined
  }
}

function plainCash(told: Told, type: MoveCash['type'], at: number): MoveCash | undefined {
  const { account, asset, amount } = told
  if (!isName(account) || !isName(asset) || !isDecimal(amount) || fieldCount(told) !== 5) return undefined
  return { type, at, account, asset, amount: Decimal.of(amount) }
}

function plainTransfer(told: Told, at: number): Transfer | undefined {
  const { account, to, asset, amount } = told
  if (!isName(account) || !isName(to) || !isName(asset) || !isDecimal(amount) || fieldCount(told) !== 6)
    return undefined
  return { type: 'transfer', at, account, to, asset, amount: Decimal.of(amount) }
}

/** Prices without forwards. */
function plainPrices(told: Told, at: number): SetPrices | undefined {
  const plain: { -readonly [K in keyof SetPrices]: SetPrices[K] } = { type: 'prices', at }
  let count = 2
  for (const [name, readOne] of priceTables) {
    const rows = told[name]
    if (rows === undefined) continue
    const read = plainTable(rows, readOne)
    if (read === undefined) return undefined
    Object.assign(plain, { [name]: read })
    count += 1
  }
  return fieldCount(told) === count ? plain : undefined
}

const priceTables: readonly (readonly [string, (told: unknown) => unknown])[] = [
  ['assets', plainAsset],
  ['indexes', plainDecimal],
  ['marks', plainDecimal],
  ['vols', plainVol],
]

function plainTable(rows: unknown, readOne: (told: unknown) => unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof rows !== 'object' || rows === null || Array.isArray(rows)) return undefined
  const entries = Object.entries(rows)
  if (entries.length > namesMax) return undefined
  const plain = new Map<string, unknown>()
  for (const [name, told] of entries) {
    const value = readOne(told)
    if (value === undefined || !isName(name) || name === '__proto__') return undefined
    plain.set(name, value)
  }
  return plain
}

function plainAsset(told: unknown): { readonly price: Decimal; readonly stable?: boolean } | undefined {
  if (typeof told !== 'object' || told === null) return undefined
  const { price, stable } = told as Told
  if (!isDecimal(price)) return undefined
  const count = fieldCount(told)
  if (count === 1) return { price: Decimal.of(price) }
  return count === 2 && typeof stable === 'boolean' ? { price: Decimal.of(price), stable } : undefined
}

function plainDecimal(told: unknown): Decimal | undefined {
  return isDecimal(told) ? Decimal.of(told) : undefined
}

const volMax = 24

function plainVol(told: unknown): number | null | undefined {
  return told === null || (typeof told === 'number' && told >= 0 && told <= volMax) ? told : undefined
}

const legsMax = 100

function plainFill(told: Told, at: number): Fill | undefined {
  const { symbol, price, legs } = told
  if (!isName(symbol) || !isDecimal(price) || !Array.isArray(legs) || fieldCount(told) !== 5) return undefined
  if (legs.length === 0 || legs.length > legsMax) return undefined
  const plain: FillLeg[] = []
  for (const each of legs) {
    const leg = plainLeg(each)
    if (leg === undefined) return undefined
    plain.push(leg)
  }
  return { type: 'fill', at, symbol, price: Decimal.of(price), legs: plain }
}

/** A leg in one-way mode, with the order it fills or none. */
function plainLeg(leg: unknown): FillLeg | undefined {
  if (typeof leg !== 'object' || leg === null) return undefined
  const { account, contracts, fee, order } = leg as Told
  if (!isName(account) || !isDecimal(contracts) || !isDecimal(fee)) return undefined
  const sides = { account, contracts: Decimal.of(contracts), fee: Decimal.of(fee) }
  const count = fieldCount(leg)
  if (count === 3) return sides
  return count === 4 && isName(order) ? { ...sides, order } : undefined
}

function plainOrder(told: Told, at: number): PlaceOrder | undefined {
  const { account, order } = told
  if (!isName(account) || fieldCount(told) !== 4) return undefined
  const terms = plainTerms(order)
  return terms && { type: 'order', at, account, order: terms }
}

function plainTerms(order: unknown): OrderTerms | undefined {
  if (typeof order !== 'object' || order === null) return undefined
  const { id, symbol, contracts, price, reduceOnly } = order as Told
  if (!isName(id) || !isName(symbol) || typeof reduceOnly !== 'boolean' || fieldCount(order) !== 5) return undefined
  if (!isDecimal(contracts) || !isDecimal(price) || price.startsWith('-')) return undefined
  return { id, symbol, contracts: Decimal.of(contracts), price: Decimal.of(price), reduceOnly }
}

function plainCancel(told: Told, at: number): CancelOrder | undefined {
  const { account, order } = told
  if (!isName(account) || !isName(order) || fieldCount(told) !== 4) return undefined
  return { type: 'cancel', at, account, order }
}

/** Milliseconds since 1970, as a journal keeps them. */
function isInstant(at: unknown): at is number {
  return Number.isSafeInteger(at) && (at as number) >= 0 && (at as number) <= instantMax
}

const printable = /^[ -~]{1,128}$/

function isName(text: unknown): text is string {
  return typeof text === 'string' && printable.test(text)
}

const bounded = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,18})?$/

function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && bounded.test(text)
}

/** Fields that the schema would see. */
function fieldCount(told: object): number {
  let count = 0
  for (const _name in told) count += 1
  return count
}
