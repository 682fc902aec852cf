import type { Instrument } from '../market/instrument.ts'
import { formatInstant } from '../num/instant.ts'

/** An instrument as a market document lists it, without a quote. */
export function instrumentDocument(instrument: Instrument): Readonly<Record<string, unknown>> {
  if (!('expiryAt' in instrument)) return { ...instrument }
  const { expiryAt, ...rest } = instrument
  return { ...rest, expiry: formatInstant(expiryAt) }
}
