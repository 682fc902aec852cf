import type { engine } from '@plimsoll/core'

/** What becomes of a submission. */
export type Answer = Taken | NotTaken

/** It is in the journal and was applied; a refusal of the engine is an answer like another. */
export interface Taken {
  readonly isTaken: true
  readonly sequence: number
  /** Instant of the command. */
  readonly at: number
  readonly done: boolean
  readonly refusal: engine.Refusal | undefined
  /** The same key and body came before; this is what was answered then. */
  readonly isRepeat: boolean
  /** The reply as JSON, the same bytes for a repeat. */
  readonly text: () => string
}

/** It was not applied, or it is not known whether it will be; nothing is acknowledged. */
export interface NotTaken {
  readonly isTaken: false
  readonly code: RuntimeCode
  readonly message: string
}

export type RuntimeCode =
  | 'runtime.busy'
  | 'runtime.read-only'
  | 'runtime.stopping'
  | 'runtime.clock-ahead'
  | 'request.key'
  | 'request.key-reused'
  | 'engine.bug'

/** A command without its instant is given one when its turn comes. */
export type Untimed = Timeless<engine.Command>

type Timeless<C> = C extends engine.Command ? Omit<C, 'at'> & { readonly at?: number } : never

export interface Submission {
  readonly command: Untimed
  /** Idempotency key: the command is done once, however often it is sent. */
  readonly key?: string | undefined
}

export function notTaken(code: RuntimeCode, message: string): NotTaken {
  return { isTaken: false, code, message }
}

export function keyReused(key: string | undefined): NotTaken {
  return notTaken('request.key-reused', `a key must be for one command, ${key} was for another`)
}
