import { engine } from '@plimsoll/core'
import { type Journal, JournalError, type JournalHead, type JournalRow, type KeptSnapshot } from './journal.ts'

/** What a command of the journal did, when it was done again. */
export type Replayed = (row: JournalRow, outcome: engine.Outcome) => void

export interface Recovered {
  readonly state: engine.EngineState
  readonly head: JournalHead
  /** Last command of the snapshot that was begun with; 0 from the beginning. */
  readonly from: number
}

/**
 * The state at the end of a journal: its latest snapshot, and the commands after it done again. Each of these is told to
 * `onReplayed` in order, so that answers which were not kept can be given again.
 *
 * @throws JournalError when the journal is damaged, or holds what the engine does not understand.
 */
export async function recover(
  journal: Journal,
  rules: engine.EngineRules,
  onReplayed: Replayed = () => undefined,
): Promise<Recovered> {
  const snapshot = await journal.latestSnapshot()
  const state = stateOf(snapshot, journal.origin.currency)
  const from = state.core.sequence
  for await (const row of journal.read(from + 1)) onReplayed(row, applyRow(state, row, rules))
  return { state, head: await journal.head(), from }
}

/** The state that a snapshot keeps; without one, the state that a journal begins with. */
export function stateOf(snapshot: KeptSnapshot | undefined, currency: string): engine.EngineState {
  if (snapshot === undefined) return engine.genesis(currency)
  const state = readState(snapshot)
  if (state.core.sequence === snapshot.sequence) return state
  const rule = `snapshot at command ${snapshot.sequence} must have its state`
  throw new JournalError('journal.corrupt', `${rule}, has that at ${state.core.sequence}`, snapshot.sequence)
}

function readState({ sequence, state }: KeptSnapshot): engine.EngineState {
  try {
    return engine.stateOfText(state)
  } catch (error) {
    const message = `snapshot at command ${sequence} must be a state: ${(error as Error).message}`
    throw new JournalError('journal.corrupt', message, sequence)
  }
}

/** Does one command of the journal to the state before it. */
export function applyRow(state: engine.EngineState, row: JournalRow, rules: engine.EngineRules): engine.Outcome {
  return engine.apply(state, commandOf(row), rules)
}

function commandOf({ sequence, body }: JournalRow): engine.Command {
  const parsed = engine.parseCommand(jsonOf(sequence, body))
  if (parsed.ok) return parsed.value
  const [problem] = parsed.problems
  throw notUnderstood(sequence, `${problem?.path} ${problem?.message}`)
}

function jsonOf(sequence: number, body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw notUnderstood(sequence, (error as Error).message)
  }
}

function notUnderstood(sequence: number, why: string): JournalError {
  return new JournalError('journal.corrupt', `command ${sequence} must be understood: ${why}`, sequence)
}
