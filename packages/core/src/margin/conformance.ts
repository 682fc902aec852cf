/** An object of a vector file, before anything is known of it. */
export type Fields = Readonly<Record<string, unknown>>

/** Figures of a published example from its inputs, in the source's own symbols. @throws ExampleError */
export type ExampleRule = (inputs: Fields) => unknown

/** Figures of one case of a vector file, whose `meta` all its cases share. @throws ExampleError */
export type VectorRule = (vector: Fields, meta: Fields) => unknown

/** How a venue answers for the numbers published about it, by its own rules. */
export interface Conformance {
  /** By `venue: model` as the examples name them, the venue in lower case: `deribit: extended risk matrix`. */
  readonly examples?: Readonly<Record<string, ExampleRule>>
  /** By the kind of vector file. */
  readonly vectors?: Readonly<Record<string, VectorRule>>
}

/** An example lacks what its rule needs, or says it in a way that cannot be read. */
export class ExampleError extends Error {
  override readonly name = 'ExampleError'
  readonly code: 'input.missing' | 'input.value'

  constructor(code: ExampleError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** A finite number of an example. */
export function numberIn(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value === undefined || value === null) throw new ExampleError('input.missing', `${name} must be given`)
  throw new ExampleError('input.value', `${name} must be a number, is ${JSON.stringify(value)?.slice(0, 60)}`)
}

/** The same, or `otherwise` where it is not given. */
export function numberOr(fields: Fields, name: string, otherwise: number): number {
  return fields[name] === undefined || fields[name] === null ? otherwise : numberIn(fields, name)
}

export function textIn(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw new ExampleError('input.missing', `${name} must be a text`)
}

export function recordIn(fields: Fields, name: string): Fields {
  const value = fields[name]
  if (isFields(value)) return value
  throw new ExampleError('input.missing', `${name} must be an object`)
}

export function listIn(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name]
  if (Array.isArray(value)) return value
  throw new ExampleError('input.missing', `${name} must be a list`)
}

/** The same, each entry an object. */
export function recordsIn(fields: Fields, name: string): readonly Fields[] {
  return listIn(fields, name).map((entry, i) => {
    if (isFields(entry)) return entry
    throw new ExampleError('input.value', `${name}[${i}] must be an object`)
  })
}

/** The same, each entry a finite number. */
export function numbersIn(fields: Fields, name: string): readonly number[] {
  return listIn(fields, name).map((entry, i) => {
    if (typeof entry === 'number' && Number.isFinite(entry)) return entry
    throw new ExampleError('input.value', `${name}[${i}] must be a number`)
  })
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
