import type { ComparisonRow } from '../data/core-types.ts'

/** Models of one venue that say the same. */
export interface ReasonRow {
  readonly models: readonly string[]
  /** The first of them, with the position or asset it is about. */
  readonly reason: string
  readonly more: number
}

/** Why rows have no figures: what lacks a parameter, what the venue cannot hold, and what is not known for another reason. */
export function reasonRows(rows: readonly ComparisonRow[]): {
  readonly lacking: readonly ReasonRow[]
  readonly refused: readonly ReasonRow[]
  readonly unknown: readonly ReasonRow[]
} {
  const open = rows.filter(({ holds, initialMargin }) => holds && initialMargin === null)
  return {
    lacking: merged(open.filter(lacksParameter)),
    refused: merged(rows.filter(({ holds }) => !holds)),
    unknown: merged(open.filter((row) => !lacksParameter(row))),
  }
}

function lacksParameter({ reasons }: ComparisonRow): boolean {
  return reasons.some(({ code }) => code === 'params.missing')
}

function merged(rows: readonly ComparisonRow[]): readonly ReasonRow[] {
  const alike = new Map<string, { models: string[]; reason: string; more: number }>()
  for (const { venue, model, reasons } of rows) {
    const [first, ...others] = reasons
    const reason = first === undefined ? 'not known' : `${nameIn(first.path)}${first.message}`
    const key = JSON.stringify([venue, reason, others.length])
    const known = alike.get(key) ?? { models: [], reason, more: others.length }
    known.models.push(model)
    alike.set(key, known)
  }
  return [...alike.values()]
}

/** Name of the position or balance that a pointer leads to. */
function nameIn(path: string): string {
  const [, name] = /^\/(?:positions|balances)\/(.+)$/.exec(path) ?? []
  return name === undefined ? '' : `${name.replaceAll('~1', '/').replaceAll('~0', '~')}: `
}
