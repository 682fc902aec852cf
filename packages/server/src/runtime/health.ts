/** What a runtime can do at present, and what went wrong. */
export interface Health {
  readonly status: 'running' | 'read-only' | 'stopping' | 'stopped'
  /** Why it is read-only. */
  readonly reason: string | undefined
  /** Commands that wait for the journal. */
  readonly waiting: number
  /** How far the clock is behind the last command: it was set back, and time stands still until it has caught up. */
  readonly clockBehindMs: number
  /** Mistakes of ours since the start; each refused its command as `engine.bug`. */
  readonly mistakes: number
  readonly lastMistake: { readonly sequence: number; readonly message: string } | undefined
  /** Laws of the engine that its state broke at the last look: at the start, and before each snapshot. None, or an alarm. */
  readonly lawsBroken: readonly string[]
}
