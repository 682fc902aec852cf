import { formatInstant } from '../num/instant.ts'
import type { Account } from './account.ts'
import type { Command, CommandType } from './command.ts'
import { commit, type Draft, draftOf } from './draft.ts'
import { emit } from './emit.ts'
import type { EngineEvent } from './event.ts'
import { cancel } from './handle/cancel.ts'
import { deposit, fundDeposit, transfer, withdraw } from './handle/cash.ts'
import { changeRules, configure, defineParameters, resume } from './handle/change-rules.ts'
import { fill } from './handle/fill.ts'
import { accrueFunding, funding } from './handle/funding.ts'
import type { Handler } from './handle/handler.ts'
import { setHedgeMode } from './handle/hedge.ts'
import { interest } from './handle/interest.ts'
import { addMargin, setIsolated } from './handle/isolated-margin.ts'
import { setLeverage } from './handle/leverage.ts'
import { liquidate } from './handle/liquidate.ts'
import { list, prices } from './handle/market.ts'
import { open } from './handle/open.ts'
import { order } from './handle/order.ts'
import { settle } from './handle/settle.ts'
import { acceptDisclosure, switchMode } from './handle/switch-mode.ts'
import { type Refusal, refusal } from './refusal.ts'
import type { EngineRules } from './rules.ts'
import { takeScheduled } from './schedule.ts'
import { copyOf, type EngineCore, type EngineState } from './state.ts'

/** What a command did: its events in order, or why it did nothing. Its time has passed either way. */
export type Outcome =
  | { readonly done: true; readonly events: readonly EngineEvent[] }
  | { readonly done: false; readonly refusal: Refusal; readonly events: readonly EngineEvent[] }

const handlers: { readonly [T in CommandType]?: Handler<Extract<Command, { type: T }>> } = {
  open,
  deposit,
  withdraw,
  transfer,
  'fund-deposit': fundDeposit,
  list,
  prices,
  fill,
  liquidate,
  order,
  cancel,
  funding,
  'accrue-funding': accrueFunding,
  interest,
  settle,
  'set-leverage': setLeverage,
  'add-margin': addMargin,
  'set-isolated': setIsolated,
  'set-hedge-mode': setHedgeMode,
  'accept-disclosure': acceptDisclosure,
  'switch-mode': switchMode,
  'change-rules': changeRules,
  'define-parameters': defineParameters,
  configure,
  resume,
}

/**
 * Does one command to the state: all of it, or nothing of it and the reason. A fold without clock, randomness or I/O: the
 * same state and command give the same events and the same next state, bit for bit.
 *
 * `state` is changed in place. Changes of rules whose instant has come are made first.
 */
export function apply(state: EngineState, command: Command, rules: EngineRules): Outcome {
  const tooLate = clockRefusal(state, command)
  if (tooLate !== undefined) {
    state.core = { ...state.core, sequence: state.core.sequence + 1 }
    return { done: false, refusal: tooLate, events: [] }
  }
  const before = passTime(state, command, rules)
  const attempt = tryCommand(state, command, rules)
  if ('refusal' in attempt) return { done: false, refusal: attempt.refusal, events: before }
  commit(attempt)
  return outcomeOf(before, attempt)
}

/** What a command would do. */
export type DryRun = Outcome & {
  /** The accounts that it would touch, as they would be, by id. */
  readonly accounts: ReadonlyMap<string, Account>
  /** Prices, settings and clock as they would be. */
  readonly core: EngineCore
}

/** The same without doing it: what `apply` would answer, and the accounts afterwards. The state stays as it is. */
export function dryRun(state: EngineState, command: Command, rules: EngineRules): DryRun {
  const tooLate = clockRefusal(state, command)
  if (tooLate !== undefined) return { done: false, refusal: tooLate, events: [], accounts: new Map(), core: state.core }
  // What is due before it is done on a copy; without that, which is nearly always, nothing but the clock is changed.
  const own = isDue(state, command) ? copyOf(state) : { ...state }
  const before = passTime(own, command, rules)
  const attempt = tryCommand(own, command, rules)
  if ('refusal' in attempt)
    return { done: false, refusal: attempt.refusal, events: before, accounts: new Map(), core: own.core }
  return { ...outcomeOf(before, attempt), accounts: attempt.accounts, core: attempt.core }
}

function clockRefusal({ core: { at } }: EngineState, command: Command): Refusal | undefined {
  if (command.at >= at) return undefined
  const rule = `a command must not be before the one before it, ${formatInstant(at)}, is at ${formatInstant(command.at)}`
  return refusal('command.clock-back', '/at', rule)
}

function outcomeOf(before: readonly EngineEvent[], { events }: Draft): Outcome {
  return { done: true, events: before.length === 0 ? events : [...before, ...events] }
}

function isDue({ core: { scheduled } }: EngineState, { at }: Command): boolean {
  const [first] = scheduled
  return first !== undefined && first.effectiveAt <= at
}

/** The command is counted, the clock is set to it, and what was scheduled until then is done. */
function passTime(state: EngineState, command: Command, rules: EngineRules): readonly EngineEvent[] {
  state.core = { ...state.core, sequence: state.core.sequence + 1, at: command.at }
  if (!isDue(state, command)) return []
  const draft = scheduledDraft(state, rules)
  commit(draft)
  return draft.events
}

/** A change that trips over a mistake of ours is dropped and told: left in place it would stop every later command. */
function scheduledDraft(state: EngineState, rules: EngineRules): Draft {
  const draft = draftOf(state)
  try {
    takeScheduled(draft, rules)
    return draft
  } catch (error) {
    const message = mistakeOf(error)
    const dropped = draftOf(state)
    const due = state.core.scheduled.filter(({ effectiveAt }) => effectiveAt <= state.core.at)
    for (const change of due) emit(dropped, { type: 'schedule-failed', change, message })
    return dropped
  }
}

function tryCommand(state: EngineState, command: Command, rules: EngineRules): Draft | { readonly refusal: Refusal } {
  const draft = draftOf(state)
  try {
    const refused = handle(draft, command, rules)
    return refused === undefined ? draft : { refusal: refused }
  } catch (error) {
    return { refusal: refusal('engine.bug', '', mistakeOf(error)) }
  }
}

/**
 * What to say of a mistake of ours. The draft it happened on is thrown away, so that the state is whole and a replay ends
 * at the same one. What depends on the machine, such as a full stack, is not answered for: it goes on up.
 */
function mistakeOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof RangeError) throw error
  return `this is our mistake: ${error.message}`
}

function handle(draft: Draft, command: Command, rules: EngineRules): Refusal | undefined {
  const handler = handlers[command.type] as Handler<Command>
  return handler(draft, command, rules)
}
