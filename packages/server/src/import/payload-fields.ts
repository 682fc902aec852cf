import { Decimal } from '@plimsoll/core'
import type { InputProblem } from '../input/input-problem.ts'
import { jsonPointer } from '../input/json-pointer.ts'
import { decimalText, isRecord, shown } from './decimal-text.ts'
import { listed } from './listed.ts'

/** The fields of one object of a payload; what is wrong with them is collected, and what was not asked for is known. */
export interface Fields {
  readonly path: string
  /** Text that must be there. */
  text(name: string): string
  maybeText(name: string): string | undefined
  /** A number, or a number as text, that must be there. */
  decimal(name: string): Decimal
  /** Undefined when it is absent, null or blank, as venues write what does not apply. */
  maybeDecimal(name: string): Decimal | undefined
  /** Milliseconds since 1970; undefined when absent or 0. */
  maybeTime(name: string): number | undefined
  /** Undefined when it is absent. */
  flag(name: string): boolean | undefined
  /** The objects of a list, each with its fields; nothing when it is absent. */
  list(name: string): readonly Fields[]
  /** An object inside; undefined when absent. */
  inner(name: string): Fields | undefined
  /** Says that a field contradicts the others. */
  refuse(name: string, message: string): void
}

/** Reads the objects of one payload. */
export interface Reader {
  readonly problems: InputProblem[]
  of(value: unknown, path: string): Fields
  /** Objects of a list. */
  each(list: unknown, path: string): readonly Fields[]
  /** Names of fields nobody asked for, as a note; none when every field was read. */
  ignored(what: string): readonly string[]
}

/** What reading the objects of one payload leaves behind. */
interface Ledger {
  readonly refuse: (code: InputProblem['code'], path: string, message: string) => void
  readonly seen: Set<string>
  readonly read: Set<string>
}

export function readerOf(file: string): Reader {
  const problems: InputProblem[] = []
  const ledger: Ledger = {
    refuse: (code, path, message) => void problems.push({ code, file, path, message }),
    seen: new Set(),
    read: new Set(),
  }
  return {
    problems,
    of: (value, path) => fieldsOf(value, path, ledger),
    each: (list, path) => eachOf(list, path, ledger),
    ignored: (what) =>
      notesOf(
        what,
        [...ledger.seen].filter((name) => !ledger.read.has(name)),
      ),
  }
}

function eachOf(list: unknown, path: string, ledger: Ledger): readonly Fields[] {
  if (Array.isArray(list)) return list.map((item, i) => fieldsOf(item, `${path}${jsonPointer(i)}`, ledger))
  ledger.refuse('document.type', path, `must be a list, is ${shown(list)}`)
  return []
}

function fieldsOf(value: unknown, path: string, ledger: Ledger): Fields {
  const { refuse, seen, read } = ledger
  const record = isRecord(value) ? value : {}
  if (!isRecord(value)) refuse('document.type', path, `must be an object, is ${shown(value)}`)
  for (const name of Object.keys(record)) seen.add(name)
  const at = (name: string): string => `${path}${jsonPointer(name)}`
  const found = (name: string): unknown => {
    read.add(name)
    const given = record[name]
    return given === null || given === '' ? undefined : given
  }
  const required = <T>(name: string, given: T | undefined, otherwise: T): T => {
    if (given === undefined) refuse('document.missing-field', at(name), 'must be present')
    return given ?? otherwise
  }
  const maybeDecimal = (name: string): Decimal | undefined => {
    const given = found(name)
    if (given === undefined) return undefined
    const text = decimalText(typeof given === 'string' ? plainDigits(given) : given)
    if (text === undefined) refuse('decimal.syntax', at(name), `must be a plain decimal number, is ${shown(given)}`)
    return Decimal.of(text ?? '0')
  }
  const maybeText = (name: string): string | undefined => {
    const given = found(name)
    if (given === undefined) return undefined
    if (typeof given !== 'string') refuse('document.type', at(name), `must be text, is ${shown(given)}`)
    return String(given)
  }
  const nested = <T>(name: string, of: (given: unknown, path: string) => T): T | undefined => {
    const given = found(name)
    return given === undefined ? undefined : of(given, at(name))
  }
  return {
    path,
    maybeText,
    maybeDecimal,
    text: (name) => required(name, maybeText(name), ''),
    decimal: (name) => required(name, maybeDecimal(name), Decimal.zero),
    maybeTime: (name) => instantOf(maybeDecimal(name)),
    flag: (name) => nested(name, (given) => String(given) === 'true'),
    list: (name) => nested(name, (given, inside) => eachOf(given, inside, ledger)) ?? [],
    inner: (name) => nested(name, (given, inside) => fieldsOf(given, inside, ledger)),
    refuse: (name, message) => refuse('document.value', at(name), message),
  }
}

function notesOf(what: string, unread: readonly string[]): readonly string[] {
  return unread.length === 0 ? [] : [`ignored fields of ${what}, not needed for the book: ${listed(unread)}`]
}

function instantOf(ms: Decimal | undefined): number | undefined {
  return ms === undefined || ms.sign() <= 0 ? undefined : Number(ms.toString())
}

/** Some venues write a plus sign or leave out the zero before the point. */
function plainDigits(text: string): string {
  return text.replace(/^\+/, '').replace(/^(-?)\./, '$10.')
}

/** Whether a value is an object that has all of these names. */
export function hasNames(value: unknown, ...names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && names.every((name) => name in value)
}

/** Whether a value is a list whose first item has all of these names; an empty list tells nothing. */
export function listsNames(value: unknown, ...names: readonly string[]): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && hasNames(value[0], ...names)
}
