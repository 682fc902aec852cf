import { type ModelDefinition, venues } from '@plimsoll/core'
import type { GoldenCase } from '../../goldens/golden-case.ts'
import { assess } from '../../packages/core/src/desk/margin.ts'
import { requestOf } from './request.ts'

/** A case that a moved parameter changes, with what it then asks. */
export interface Felt {
  readonly case: string
  readonly value: number
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
}

/** Of one parameter, table keys and list places aside: the first case that feels it lower, and higher. */
export interface Sweep {
  readonly path: string
  readonly low: Felt | null
  readonly high: Felt | null
}

const lowFactor = 0.8
const highFactor = 1.25
/** What zero is moved to, as a share of one: half a percent, about the size of a rate. */
const zeroStep = 0.005

/** Every numeric parameter of a model's current set, moved down and up until some case feels it. */
export function sweepModel(model: string, cases: readonly GoldenCase[]): readonly Sweep[] {
  const definition = definitionOf(model)
  const [current] = definition.sets
  if (current === undefined) return []
  const requests = cases
    .filter((golden) => golden.model === model && golden.parameters === undefined)
    .map((golden) => ({ golden, request: requestOf(golden) }))
  const figure = (i: number, parameters: unknown): string => {
    const document = { format: 'plimsoll-params/1', model, set: 'sweep', provenance: 'assumed', parameters }
    const answer = assess({ ...(requests[i] as (typeof requests)[number]).request, parameters: document })
    return JSON.stringify(answer.ok ? fingerprint(answer.value.assessment) : answer.problems)
  }
  const base = requests.map((_, i) => figure(i, current.parameters))
  const feel = (parameters: unknown, value: number): Felt | null => {
    if (!definition.parse(parameters).ok) return null
    for (const [i, { golden }] of requests.entries()) {
      const after = figure(i, parameters)
      if (after === base[i]) continue
      const { initialMargin = null, maintenanceMargin = null } = JSON.parse(after)
      return { case: golden.name, value, initialMargin, maintenanceMargin }
    }
    return null
  }
  const groups = Map.groupBy(numbersOf(current.parameters, []), ({ path }) => collapsed(path))
  return [...groups].map(([path, leaves]) => ({
    path,
    low: firstFelt(leaves, lowered, current.parameters, feel),
    high: firstFelt(leaves, raised, current.parameters, feel),
  }))
}

function lowered(value: number): number {
  return value === 0 ? -zeroStep : value * (value < 0 ? highFactor : lowFactor)
}

function raised(value: number): number {
  return value === 0 ? zeroStep : value * (value < 0 ? lowFactor : highFactor)
}

interface Leaf {
  readonly path: readonly string[]
  readonly value: number
}

function firstFelt(
  leaves: readonly Leaf[],
  move: (value: number) => number,
  parameters: unknown,
  feel: (parameters: unknown, value: number) => Felt | null,
): Felt | null {
  for (const { path, value } of leaves) {
    const felt = feel(withValue(parameters, path, move(value)), move(value))
    if (felt !== null) return felt
  }
  return null
}

function fingerprint({ totals, pools }: Extract<ReturnType<typeof assess>, { ok: true }>['value']['assessment']) {
  const { initial: _initial, maintenance: _maintenance, ...figures } = totals
  return { ...figures, pools: pools.map(({ pool }) => [pool.trigger, pool.equity, pool.adjustedEquity]) }
}

function definitionOf(model: string): ModelDefinition {
  const found = venues()
    .flatMap(({ models }) => models)
    .find(({ name }) => name === model)
  if (found === undefined) throw new Error(`no model ${model}`)
  return found
}

function numbersOf(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value === 'number') return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, [...path, key]))
}

/** List places and names of coins, symbols and classes say which row, not which parameter. */
function collapsed(path: readonly string[]): string {
  return path.map((key) => (/^[a-z][A-Za-z0-9]*$/.test(key) ? key : '*')).join('.')
}

function withValue(value: unknown, [key, ...rest]: readonly string[], leaf: number): unknown {
  if (key === undefined) return leaf
  const inner = (value as Record<string, unknown>)[key]
  if (Array.isArray(value)) return value.with(Math.trunc(Number(key)), withValue(inner, rest, leaf))
  return { ...(value as object), [key]: withValue(inner, rest, leaf) }
}
