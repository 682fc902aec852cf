import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import type { Source } from '../input/read-text.ts'

/** One case as the file holds it. Any field may be absent. */
export interface VectorCase {
  readonly kind: string
  readonly id: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Of the file. */
  readonly meta: Readonly<Record<string, unknown>>
}

export interface VectorFile {
  readonly name: string
  readonly meta: Readonly<Record<string, unknown>>
  readonly cases: readonly VectorCase[]
}

/** A file `{ meta: { kind }, cases: [ … ] }`. @throws InputError when it is something else. */
export function readVectors({ name, text }: Source): VectorFile {
  const parsed = parseJson(text, name)
  if (!parsed.ok) throw new InputError(parsed.problems)
  const document = parsed.value
  const list = isRecord(document) ? document['cases'] : document
  if (!Array.isArray(list)) {
    const message = `must be a list of cases, is ${shown(list)}`
    throw new InputError([{ code: 'document.type', file: name, path: '/cases', message }])
  }
  const meta = isRecord(document) && isRecord(document['meta']) ? document['meta'] : {}
  return { name, meta, cases: list.map((item: unknown, i) => caseOf(item, i, meta)) }
}

function caseOf(item: unknown, i: number, meta: VectorFile['meta']): VectorCase {
  const fields = isRecord(item) ? item : {}
  const kind = meta['kind'] ?? fields['kind']
  return {
    kind: typeof kind === 'string' ? kind : 'unnamed',
    id: typeof fields['id'] === 'string' ? fields['id'] : String(fields['id'] ?? i),
    fields,
    meta,
  }
}
