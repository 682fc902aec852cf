import { basename, extname } from 'node:path'
import { type Book, type MarketSnapshot, parseBook, parseMarket } from '@plimsoll/core'
import { InputError, type InputProblem, inFile } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import type { Source } from '../input/read-text.ts'
import { isRecord } from './decimal-text.ts'
import { withoutEnvelope } from './envelope.ts'
import { listed } from './listed.ts'
import { documentsOf, type PayloadDocuments } from './payload-documents.ts'
import { payloadKinds } from './payload-kinds.ts'
import type { Payload, PayloadKind, PayloadPart, StatedFigure } from './payload-part.ts'
import { refuseDoubles } from './refuse-doubles.ts'
import { unneededKinds } from './unneeded-kinds.ts'

/** An account read from a venue's own payloads. */
export interface ImportedAccount {
  readonly venue: string
  readonly documents: Pick<PayloadDocuments, 'book' | 'market'>
  readonly book: Book
  readonly market: MarketSnapshot
  /** What each file was taken for. */
  readonly files: readonly { readonly file: string; readonly kind: string }[]
  /** What the venue itself says of the account. */
  readonly stated: readonly StatedFigure[]
  /** What was left out or chosen, and why. */
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** The venue the files must be of. */
  readonly venue?: string | undefined
  /** Milliseconds since 1970, where the payloads tell no instant. */
  readonly at?: number | undefined
  /** A `plimsoll-market/1` document that has what the payloads lack. */
  readonly market?: unknown
}

/**
 * Book and market from files of a venue's API, each known by its shape, in any order.
 *
 * @throws InputError with every problem of every file.
 */
export function importPayloads(sources: readonly Source[], options: ImportOptions = {}): ImportedAccount {
  const read = withoutRepeats(sources.map((source) => partOf(source, options.venue)))
  const parts = read.map(({ part }) => part)
  const problems = parts.flatMap((part) => part.problems ?? [])
  if (problems.length > 0) throw new InputError(problems)
  const venue = onlyVenue(read)
  refuseNothing(read)
  refuseDoubles(read)
  const at = instantOf(read, options.at)
  const account = parts.map((part) => part.account).find((name) => name !== undefined) ?? nameOf(sources)
  const ranked = [...read].sort((a, b) => rankOf(a) - rankOf(b)).map(({ part, kind, file }) => named(part, kind, file))
  const documents = documentsOf(ranked, { venue, account, at })
  refuseOtherCurrency(options.market)
  const market = withBase(documents.market, options.market)
  const parsed = { book: parseBook(documents.book), market: parseMarket(market) }
  if (!parsed.book.ok) throw new InputError(parsed.book.problems.map((found) => located(found, documents, sources)))
  if (!parsed.market.ok)
    throw new InputError(
      inFile(`the market made from ${listed(sources.map(({ name }) => name))}`, parsed.market.problems),
    )
  return {
    venue,
    documents: { book: documents.book, market },
    book: parsed.book.value,
    market: parsed.market.value,
    files: read.map(({ file, kind }) => ({ file, kind: `${kind.venue} ${kind.name}`.trim() })),
    stated: parts.flatMap((part) => part.stated ?? []),
    notes: [
      ...((documents.book['positions'] as readonly unknown[]).length === 0 ? ['no payload holds a position'] : []),
      ...documents.notes,
    ],
  }
}

interface ReadPayload {
  readonly file: string
  readonly kind: PayloadKind
  readonly part: PayloadPart
  readonly time: number | undefined
}

function refuse(code: InputProblem['code'], file: string, path: string, message: string): InputError {
  return new InputError([{ code, file, path, message }])
}

function partOf({ name: file, text }: Source, venue: string | undefined): ReadPayload {
  const document = parseJson(text, file)
  if (!document.ok) throw new InputError(document.problems)
  const payload = withoutEnvelope(document.value, file)
  if ('error' in payload)
    throw refuse('document.value', file, payload.at, `must be an answer of the venue, is its error: ${payload.error}`)
  const kind = [...payloadKinds, emptyList].find(({ matches }) => matches(payload.content))
  if (kind === undefined) throw refuse('document.format', file, payload.at, unknownShape(payload))
  if (venue !== undefined && kind !== emptyList && kind.venue !== venue)
    throw refuse('document.value', file, '', `must be of ${venue}, is ${kind.name} of ${kind.venue}`)
  const part = kind.read(payload)
  return { file, kind, part, time: part.time ?? payload.time }
}

/** Positions or balances that another of the files has with more beside them are read there. */
function withoutRepeats(read: readonly ReadPayload[]): readonly ReadPayload[] {
  const given = new Set(read.map(({ kind }) => kind.name))
  return read.map((each) => {
    const { positionsYieldTo = '', balancesYieldTo = '' } = each.kind
    const withBalances = given.has(balancesYieldTo) ? withoutBalances(each.part, balancesYieldTo) : each.part
    const withPositions = given.has(positionsYieldTo) ? withoutPositions(withBalances, positionsYieldTo) : withBalances
    const { totalsWithout } = each.kind
    const isOneWallet = totalsWithout !== undefined && [...given].some((name) => name.startsWith(totalsWithout))
    return { ...each, part: isOneWallet ? withoutTotals(withPositions) : withPositions }
  })
}

function withoutPositions(
  { positions = [], listings: _l, indexes: _i, ...part }: PayloadPart,
  name: string,
): PayloadPart {
  if (positions.length === 0) return part
  const stated = (part.stated ?? []).filter(({ of }) => of.scope !== 'position')
  return { ...part, stated, notes: [`positions are read from ${name}`, ...(part.notes ?? [])] }
}

function withoutBalances({ balances: _b, settings: _s, ...part }: PayloadPart, name: string): PayloadPart {
  return { ...part, notes: [`balances are read from ${name}`, ...(part.notes ?? [])] }
}

function withoutTotals(part: PayloadPart): PayloadPart {
  const stated = (part.stated ?? []).filter(({ of }) => of.scope !== 'account')
  return {
    ...part,
    stated,
    notes: ['its totals are of one of several wallets, and not compared', ...(part.notes ?? [])],
  }
}

/** What an account without positions, or without balances, answers. */
const emptyList: PayloadKind = {
  venue: '',
  name: 'empty list',
  matches: (content) => Array.isArray(content) && content.length === 0,
  read: () => ({ notes: ['an empty list: nothing is read'] }),
}

function unknownShape({ content }: Payload): string {
  const names = isRecord(content)
    ? Object.keys(content)
    : Array.isArray(content) && isRecord(content[0])
      ? Object.keys(content[0])
      : []
  const found =
    names.length > 0 ? `has ${listed(names, 6)}` : Array.isArray(content) ? 'is an empty list' : `is ${typeof content}`
  const known = payloadKinds
    .filter((kind) => !unneededKinds.includes(kind))
    .map((kind) => `${kind.venue} ${kind.name}`)
    .join(', ')
  return `must be one of these payloads: ${known}; ${found}`
}

function onlyVenue(read: readonly ReadPayload[]): string {
  const [first, ...others] = read.filter(({ kind }) => kind !== emptyList)
  if (first === undefined)
    throw refuse('document.missing-field', 'payloads', '', 'at least one file with something in it must be given')
  const other = others.find(({ kind }) => kind.venue !== first.kind.venue)
  if (other === undefined) return first.kind.venue
  const message = `must be of one venue: ${first.file} is of ${first.kind.venue}, this is of ${other.kind.venue}`
  throw refuse('document.value', other.file, '', message)
}

/** Answers of which none says anything of an account or a market. */
function refuseNothing(read: readonly ReadPayload[]): void {
  if (read.some(({ part }) => (part.balances ?? part.positions ?? part.listings) !== undefined)) return
  const kinds = read.map(({ kind }) => `${kind.venue} ${kind.name}`).join(', ')
  const message = `must hold balances, positions or prices, found ${kinds}`
  throw refuse('document.missing-field', read.map(({ file }) => file).join(', '), '', message)
}

/** The latest that any payload tells, unless one is given. */
function instantOf(read: readonly ReadPayload[], given: number | undefined): number {
  if (given !== undefined) return given
  const times = read.flatMap(({ time }) => time ?? [])
  if (times.length > 0) return Math.max(...times)
  const message = 'no payload tells when it was taken: say it with --at, such as --at 2026-01-31T12:00:00Z'
  throw refuse('document.missing-field', read.map(({ file }) => file).join(', '), '', message)
}

/** What accounts say of prices is known before what a market payload says, which stands. */
function rankOf({ part }: ReadPayload): number {
  return (part.positions ?? part.balances) === undefined ? 1 : 0
}

function named(part: PayloadPart, kind: PayloadKind, file: string): PayloadPart {
  return { ...part, notes: (part.notes ?? []).map((note) => `${file} (${kind.name}): ${note}`) }
}

/** A market given beside the payloads has what they lack; where both say something, the payloads'. */
function withBase(market: PayloadDocuments['market'], base: unknown): PayloadDocuments['market'] {
  if (!isRecord(base)) return market
  const own = new Set((market['instruments'] as readonly { symbol: string }[]).map(({ symbol }) => symbol))
  const instruments = Array.isArray(base['instruments']) ? base['instruments'] : []
  const forwards = Array.isArray(base['forwards']) ? base['forwards'] : []
  const known = new Set((market['forwards'] as readonly object[]).map(forwardName))
  return {
    ...base,
    ...market,
    assets: { ...(base['assets'] as object), ...(market['assets'] as object) },
    underlyings: { ...(base['underlyings'] as object), ...(market['underlyings'] as object) },
    forwards: [
      ...forwards.filter((forward) => !known.has(forwardName(forward))),
      ...(market['forwards'] as readonly object[]),
    ],
    instruments: [
      ...instruments.filter(({ symbol }) => !own.has(symbol)),
      ...(market['instruments'] as readonly object[]),
    ],
  }
}

function refuseOtherCurrency(base: unknown): void {
  if (!isRecord(base) || base['currency'] === 'USD') return
  throw refuse(
    'document.value',
    '--market',
    '/currency',
    `must be "USD", as what the payloads say, is ${JSON.stringify(base['currency'])}`,
  )
}

function forwardName(forward: unknown): string {
  const { underlying, expiry } = forward as { readonly underlying?: unknown; readonly expiry?: unknown }
  return `${String(underlying)} ${String(expiry)}`
}

/** A problem of the book that was made, told where the position came from. */
function located(
  { code, path, message }: { readonly code: InputProblem['code']; readonly path: string; readonly message: string },
  { origins }: PayloadDocuments,
  sources: readonly Source[],
): InputProblem {
  const [, row, field = ''] = /^\/positions\/(\d+)(.*)$/.exec(path) ?? []
  const origin = row === undefined ? undefined : origins[Number.parseInt(row, 10)]
  if (origin === undefined) return { code, file: sources.map(({ name }) => name).join(', '), path, message }
  return {
    code,
    file: origin.file,
    path: origin.path,
    message: field === '' ? message : `${field.slice(1)} ${message}`,
  }
}

/** Payloads that name no account: it is called as the first file. */
function nameOf([first]: readonly Source[]): string {
  const name = first?.name ?? ''
  return basename(name, extname(name)) || 'imported'
}
