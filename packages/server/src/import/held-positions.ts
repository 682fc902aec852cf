import type { Decimal } from '@plimsoll/core'
import type { ContractTerms } from './contract-listing.ts'
import { listed } from './listed.ts'
import type { Fields } from './payload-fields.ts'
import type { PayloadPart, PositionPart, StatedFigure } from './payload-part.ts'

/** A row of a payload that is about a contract. */
export interface ContractRow {
  /** The venue's name of it. */
  readonly id: string
  /** Undefined when it is no contract of the venue. */
  readonly terms: ContractTerms | undefined
  readonly size: Decimal | undefined
}

/** Words for what is left out. */
export interface LeftOut {
  /** `no size`. */
  readonly empty: string
  /** `no single contract`. */
  readonly strange: string
}

export interface HeldRow {
  readonly row: Fields
  readonly terms: ContractTerms
  readonly size: Decimal
}

/** The rows of which something is held, and in words which are left out. */
export function heldRows(
  rows: readonly Fields[],
  contractOf: (row: Fields) => ContractRow,
  words: LeftOut,
): { readonly held: readonly HeldRow[]; readonly notes: readonly string[] } {
  const held: HeldRow[] = []
  const empty = new Set<string>()
  const strange = new Set<string>()
  for (const row of rows) {
    const { id, terms, size } = contractOf(row)
    if (terms === undefined) strange.add(id)
    else if (size === undefined || size.isZero()) empty.add(id)
    else held.push({ row, terms, size })
  }
  return { held, notes: [...leftOutNote(words.empty, empty), ...leftOutNote(words.strange, strange)] }
}

export function leftOutNote(why: string, ids: Iterable<string>): readonly string[] {
  const names = [...ids]
  return names.length > 0 ? [`left out, ${why}: ${listed(names)}`] : []
}

/** Where a row says which side it is, and its size; `either` where the size has the sign. */
export interface SidedRow {
  readonly side: 'long' | 'short' | 'either'
  readonly sideField: string
  readonly sizeField: string
}

/** Contracts with the sign of their side: a short size is written with a sign or without, a long one below zero is none. */
export function sidedContracts(row: Fields, size: Decimal, { side, sideField, sizeField }: SidedRow): Decimal {
  if (side === 'short') return size.abs().negated()
  if (side === 'long' && size.sign() < 0)
    row.refuse(sizeField, `must be positive where ${sideField} is ${row.text(sideField)}, is ${size.toString()}`)
  return size
}

/** A position as the venue tells it. */
export interface HeldPosition {
  readonly symbol: string
  /** Negative is short. */
  readonly contracts: Decimal
  readonly entry: Decimal
  /** 0 where none is chosen. */
  readonly leverage: Decimal | number | undefined
  readonly isIsolated?: boolean
  /** Set aside for an isolated one, before its profit. */
  readonly margin?: Decimal | undefined
  /** Both sides of the symbol may be held. */
  readonly isOneSide?: boolean
}

/** The row of the book, and where it was. */
export function positionPart(row: Fields, file: string, position: HeldPosition): PositionPart {
  const { symbol, contracts, entry, isIsolated = false, margin, isOneSide = false } = position
  const leverage = Number(position.leverage?.toString() ?? 0)
  return {
    row: {
      symbol,
      contracts: contracts.toString(),
      entryPrice: entry.toString(),
      ...(leverage === 0 ? {} : { leverage }),
      ...(isIsolated ? { marginMode: 'isolated' } : {}),
      ...(margin === undefined ? {} : { isolatedMargin: margin.toString() }),
      ...(isOneSide ? { positionSide: sideOf(contracts) } : {}),
    },
    file,
    path: row.path,
  }
}

/** What a figure that the venue states of a position is of. */
export function ofPosition({ symbol, contracts }: Pick<HeldPosition, 'symbol' | 'contracts'>): StatedFigure['of'] {
  return { scope: 'position', symbol, side: sideOf(contracts) }
}

function sideOf(contracts: Decimal): 'long' | 'short' {
  return contracts.sign() < 0 ? 'short' : 'long'
}

/** What several positions say, as one part. */
export function joined(
  parts: readonly PayloadPart[],
): Required<Pick<PayloadPart, 'positions' | 'listings' | 'indexes' | 'balances' | 'stated'>> {
  return {
    positions: parts.flatMap(({ positions = [] }) => positions),
    listings: parts.flatMap(({ listings = [] }) => listings),
    indexes: parts.flatMap(({ indexes = [] }) => indexes),
    balances: parts.flatMap(({ balances = [] }) => balances),
    stated: parts.flatMap(({ stated = [] }) => stated),
  }
}
