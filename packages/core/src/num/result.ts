/** Every reason for which outside data is refused or a figure is unknown. Part of the public interface. */
export type FailureCode =
  | 'document.not-json'
  | 'document.format'
  | 'document.too-large'
  | 'document.unknown-field'
  | 'document.missing-field'
  | 'document.type'
  | 'document.value'
  | 'decimal.syntax'
  | 'decimal.too-long'
  | 'number.not-finite'
  | 'number.range'
  | 'instant.syntax'
  | 'market.duplicate-symbol'
  | 'market.duplicate-forward'
  | 'market.missing-index'
  | 'market.missing-price'
  | 'market.missing-mark'
  | 'market.no-vol'
  | 'market.forward-assumed'
  | 'market.expired'
  | 'market.stale'
  | 'book.unlisted'
  | 'book.too-many-positions'
  | 'book.spot-position'
  | 'book.missing-entry'
  | 'book.side'
  | 'book.missing-price'
  | 'model.unknown'
  | 'params.unknown'
  | 'params.value'
  | 'params.missing'
  | 'venue.cannot-hold'
  | 'engine.bug'

/** One thing that is wrong: what, where (JSON Pointer into the document), and the rule and value in words. */
export interface Failure {
  readonly code: FailureCode
  readonly path: string
  readonly message: string
}

/** A value, or every problem that kept it from being made. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Failure[] }

export function success<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function failure<T = never>(...problems: readonly Failure[]): Result<T> {
  return { ok: false, problems }
}

/** A failure as a value, in one short call. */
export function problem(code: FailureCode, path: string, message: string): Failure {
  return { code, path, message }
}

/** JSON Pointer (RFC 6901) of a path. */
export function pointer(...path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
