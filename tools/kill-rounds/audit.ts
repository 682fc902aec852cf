import { createHash } from 'node:crypto'
import { engine, engineRules } from '../../packages/core/src/index.ts'
import type { JournalRow } from '../../packages/server/src/journal/journal.ts'
import { applyRow } from '../../packages/server/src/journal/replay.ts'
import { SqliteJournal } from '../../packages/server/src/journal/sqlite-journal.ts'
import { verifyJournal } from '../../packages/server/src/journal/verify.ts'
import { asksSame } from '../../packages/server/src/runtime/body.ts'
import { recoverState } from '../../packages/server/src/runtime/recover-state.ts'
import { commandOf } from './plan.ts'

/** What was told to those outside. */
export interface Acknowledged {
  /** Sequence that each key was answered with. */
  readonly byKey: Map<string, number>
  /** Hash of the state that a start told, by its sequence. */
  readonly states: Map<number, string>
}

export interface Audit {
  readonly journaled: number
  readonly faults: readonly string[]
}

/** Holds a journal that was left behind against what had been told outside. */
export async function auditJournal(path: string, acknowledged: Acknowledged): Promise<Audit> {
  const { problem, head } = verifyJournal(path)
  if (problem !== undefined) return { journaled: head.sequence, faults: [`${problem.code}: ${problem.message}`] }
  const journal = await SqliteJournal.open(path, { creation: 'never' })
  try {
    const rules = engineRules()
    const state = engine.genesis(journal.origin.currency)
    const keyed = new Map<string, number>()
    const faults: string[] = []
    for await (const row of journal.read(1)) {
      applyRow(state, row, rules)
      faults.push(...rowFaults(row, keyed), ...stateFaults(row.sequence, state, acknowledged))
    }
    const { applier } = await recoverState(journal, rules)
    if (applier.hash() !== hashOf(state)) faults.push('the state from the snapshot must be that from genesis')
    faults.push(...engine.lawsBroken(state), ...lost(keyed, acknowledged))
    return { journaled: head.sequence, faults }
  } finally {
    await journal.close()
  }
}

/** A command must be there once, and be the one that its writer had submitted. */
function rowFaults({ sequence, key, body }: JournalRow, keyed: Map<string, number>): readonly string[] {
  if (key === undefined) return []
  const faults: string[] = []
  const before = keyed.get(key)
  if (before !== undefined) faults.push(`${key} must be done once, is at ${before} and at ${sequence}`)
  keyed.set(key, sequence)
  const parsed = engine.parseCommand(JSON.parse(body))
  const [writer = '', i] = key.split('-')
  if (!parsed.ok || !asksSame(commandOf(writer, Number(i)), parsed.value, parsed.value.at))
    faults.push(`${key} must be as it was submitted, is ${body}`)
  return faults
}

/** Where a start told the hash of its state, the replay must come to the same. */
function stateFaults(sequence: number, state: engine.EngineState, { states }: Acknowledged): readonly string[] {
  const told = states.get(sequence)
  if (told === undefined || told === hashOf(state)) return []
  return [`state at ${sequence} must be what was recovered there, is another`]
}

function lost(keyed: ReadonlyMap<string, number>, { byKey }: Acknowledged): readonly string[] {
  return [...byKey]
    .filter(([key, sequence]) => keyed.get(key) !== sequence)
    .map(([key, sequence]) => `${key} was acknowledged at ${sequence}, is ${keyed.get(key) ?? 'lost'}`)
}

function hashOf(state: engine.EngineState): string {
  return createHash('sha256').update(engine.stateText(state)).digest('hex')
}
