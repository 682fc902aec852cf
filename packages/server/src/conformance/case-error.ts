/** Why a case has no figures. */
export type CaseCode = 'kind.unsupported' | 'model.unsupported' | 'input.missing' | 'input.value' | 'engine.bug'

/** Thrown while a case is computed; its row then carries the code. */
export class CaseError extends Error {
  override readonly name = 'CaseError'
  readonly code: CaseCode

  constructor(code: CaseCode, message: string) {
    super(message)
    this.code = code
  }
}

/** A number of a case. @throws CaseError when it is absent or something else. */
export function numberIn(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value === undefined || value === null) throw new CaseError('input.missing', `${name} must be given`)
  throw new CaseError('input.value', `${name} must be a number, is ${JSON.stringify(value)?.slice(0, 60)}`)
}

/** An object of a case. @throws CaseError when it is absent or something else. */
export function recordIn(fields: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = fields[name]
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>
  throw new CaseError('input.missing', `${name} must be an object`)
}

/** A list of a case. @throws CaseError when it is absent or something else. */
export function listIn(fields: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const value = fields[name]
  if (Array.isArray(value)) return value
  throw new CaseError('input.missing', `${name} must be a list`)
}
