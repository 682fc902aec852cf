import type { ListingPart } from './payload-part.ts'

/** What a venue's instrument is, however the venue writes it. */
export interface ContractTerms {
  /** The venue's own name. */
  readonly id: string
  readonly base: string
  readonly quote: string
  /** The base for an inverse contract. */
  readonly settle: string
  /** Undefined for a perpetual. */
  readonly expiryMs?: number
  readonly option?: { readonly strike: string; readonly right: 'call' | 'put' }
}

/** Unified symbol and market fields of a contract. */
export function contractListing(
  terms: ContractTerms,
  { contractSize, ...more }: { readonly contractSize: string } & Readonly<Record<string, unknown>>,
): ListingPart {
  const { id, base, quote, settle, expiryMs, option } = terms
  const kind = option !== undefined ? 'option' : expiryMs !== undefined ? 'future' : 'perpetual'
  return {
    symbol: unifiedSymbol(terms),
    fields: {
      id,
      kind,
      underlying: base,
      payout: settle === base ? 'inverse' : 'linear',
      quote,
      settle,
      contractSize,
      ...(expiryMs === undefined ? {} : { expiry: new Date(expiryMs).toISOString() }),
      ...(option ?? {}),
      ...more,
    },
  }
}

/** `BTC/USDT:USDT-251226-100000-C`. */
export function unifiedSymbol({ base, quote, settle, expiryMs, option }: ContractTerms): string {
  const day = expiryMs === undefined ? '' : `-${new Date(expiryMs).toISOString().slice(2, 10).replaceAll('-', '')}`
  const terms = option === undefined ? '' : `-${option.strike}-${option.right === 'call' ? 'C' : 'P'}`
  return `${base}/${quote}:${settle}${day}${terms}`
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Contracts of these venues expire at 08:00 UTC. */
const expiryHour = 8

/** `26DEC25`; undefined when it is no date. */
export function dayOfText(text: string): number | undefined {
  const [, day, month, year] = /^(\d{1,2})([A-Z]{3})(\d{2})$/.exec(text) ?? []
  const index = months.indexOf(month ?? '')
  return index < 0 ? undefined : Date.UTC(2000 + Number(year), index, Number(day), expiryHour)
}

/** `251226`; undefined when it is no date. */
export function dayOfDigits(text: string): number | undefined {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  return day === undefined ? undefined : Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), expiryHour)
}

/** `Z25`: the last Friday of the quarter's last month; undefined when it is none. */
export function quarterOfCode(text: string): number | undefined {
  const [, code, year] = /^([HMUZ])(\d{2})$/.exec(text) ?? []
  if (code === undefined) return undefined
  const month = { H: 2, M: 5, U: 8, Z: 11 }[code] ?? 0
  const last = new Date(Date.UTC(2000 + Number(year), month + 1, 0, expiryHour))
  return last.getTime() - ((last.getUTCDay() + 2) % 7) * 86_400_000
}
