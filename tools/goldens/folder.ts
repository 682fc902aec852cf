import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoldenCase } from '../../goldens/golden-case.ts'
import { root } from '../tidy/sources.ts'
import { figuresOf, type GoldenFigures } from './figures.ts'
import { type Sweep, sweepModel } from './sweep.ts'

/** What a folder of goldens holds: portfolios, and parameters that no requirement is meant to feel. */
export interface GoldenFolder {
  readonly name: string
  readonly cases: readonly GoldenCase[]
  /** By path as the sweep writes it: why no requirement feels the parameter. */
  readonly unfelt: Readonly<Record<string, string>>
}

/** What the results file of a folder says. */
export interface GoldenResults {
  readonly cases: readonly GoldenFigures[]
  readonly sweeps: Readonly<Record<string, readonly Sweep[]>>
}

const goldens = join(root, 'goldens')

export function goldenFolders(): readonly string[] {
  return readdirSync(goldens)
    .filter((name) => existsSync(join(goldens, name, 'cases.ts')))
    .toSorted()
}

export async function readFolder(name: string): Promise<GoldenFolder> {
  const { cases, unfelt = {} } = await import(join(goldens, name, 'cases.ts'))
  return { name, cases, unfelt }
}

export function resultsPath(name: string): string {
  return join(goldens, name, 'results.json')
}

export function readResults(name: string): GoldenResults {
  return JSON.parse(readFileSync(resultsPath(name), 'utf8'))
}

export function computeResults({ cases }: GoldenFolder): GoldenResults {
  const models = [...new Set(cases.map(({ model }) => model))]
  return {
    cases: cases.map(figuresOf),
    sweeps: Object.fromEntries(models.map((model) => [model, sweepModel(model, cases)])),
  }
}

/** One line a figure, so that a change reads well in a diff. */
export function resultsText({ cases, sweeps }: GoldenResults): string {
  const rows = cases.map((figures) => `  {\n${fieldLines(figures, 4)}\n  }`)
  const swept = Object.entries(sweeps).map(
    ([model, list]) =>
      `  ${JSON.stringify(model)}: [\n${list.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`,
  )
  return `{\n"cases": [\n${rows.join(',\n')}\n],\n"sweeps": {\n${swept.join(',\n')}\n}\n}\n`
}

function fieldLines(fields: object, indent: number): string {
  return Object.entries(fields)
    .map(([key, value]) => `${' '.repeat(indent)}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')
}

/** Parameters that no model of the venue feels in any case, one way or the other, less those that say why. */
export function unfeltOf({ unfelt }: GoldenFolder, { sweeps }: GoldenResults): readonly string[] {
  const swept = Object.values(sweeps).flat()
  const felt = new Set(swept.filter(({ low, high }) => low !== null || high !== null).map(({ path }) => path))
  return [...new Set(swept.map(({ path }) => path))].filter((path) => !felt.has(path) && !(path in unfelt))
}

/** Excuses for what is felt after all. */
export function idleExcusesOf({ unfelt }: GoldenFolder, { sweeps }: GoldenResults): readonly string[] {
  const swept = Object.values(sweeps).flat()
  return Object.keys(unfelt).filter((path) => swept.some((row) => row.path === path && (row.low ?? row.high) !== null))
}
