import type { ComparisonRow } from '../data/core-types.ts'

/** Models of one venue that say the same. */
export interface ReasonRow {
  readonly models: readonly string[]
  /** The first of them, with the position or asset it is about. */
  readonly reason: string
  readonly more: number
}

/** Why rows have no figures: what lacks a parameter or a price, and what the venue cannot hold. */
export function reasonRows(rows: readonly ComparisonRow[]): {
  readonly lacking: readonly ReasonRow[]
  readonly refused: readonly ReasonRow[]
} {
  return {
    lacking: merged(rows.filter(({ holds, initialMargin }) => holds && initialMargin === null)),
    refused: merged(rows.filter(({ holds }) => !holds)),
  }
}

function merged(rows: readonly ComparisonRow[]): readonly ReasonRow[] {
  const alike = new Map<string, { models: string[]; reasons: ComparisonRow['reasons'] }>()
  for (const { venue, model, reasons } of rows) {
    const key = JSON.stringify([venue, reasons])
    const known = alike.get(key) ?? { models: [], reasons }
    known.models.push(model)
    alike.set(key, known)
  }
  return [...alike.values()].map(({ models, reasons: [first, ...others] }) => ({
    models,
    reason: first === undefined ? 'not known' : `${nameIn(first.path)}${first.message}`,
    more: others.length,
  }))
}

/** Name of the position or balance that a pointer leads to. */
function nameIn(path: string): string {
  const [, name] = /^\/(?:positions|balances)\/(.+)$/.exec(path) ?? []
  return name === undefined ? '' : `${name.replaceAll('~1', '/').replaceAll('~0', '~')}: `
}
