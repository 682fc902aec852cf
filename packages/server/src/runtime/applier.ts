import { createHash } from 'node:crypto'
import { engine } from '@plimsoll/core'
import { type Reply, replyOf } from './reply.ts'

/** A command that was applied, with what came of it. */
export interface Applied {
  readonly command: engine.Command
  readonly reply: Reply
}

/** The state and the rules that change it. */
export class Applier {
  readonly state: engine.EngineState
  readonly rules: engine.EngineRules

  constructor(state: engine.EngineState, rules: engine.EngineRules) {
    this.state = state
    this.rules = rules
  }

  get sequence(): number {
    return this.state.core.sequence
  }

  get at(): number {
    return this.state.core.at
  }

  apply(sequence: number, command: engine.Command): Applied {
    const outcome = engine.apply(this.state, command, this.rules)
    return { command, reply: replyOf(sequence, command.at, outcome) }
  }

  stateText(): string {
    return engine.stateText(this.state)
  }

  /** SHA-256 of the state's text: two states with one hash are the same. */
  hash(): string {
    return createHash('sha256').update(this.stateText()).digest('hex')
  }
}
