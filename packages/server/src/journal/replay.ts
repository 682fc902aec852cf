import { engine } from '@plimsoll/core'
import { JournalError, type JournalRow, type KeptSnapshot } from './journal.ts'

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
