import type { engine } from '@plimsoll/core'
import type { Taken } from './answer.ts'

/** What is answered to a command, as it is kept and sent. */
export interface Reply {
  readonly sequence: number
  /** Instant of the command. */
  readonly at: number
  readonly done: boolean
  readonly refusal?: engine.Refusal
  readonly events: readonly engine.EngineEvent[]
}

export function replyOf(sequence: number, at: number, outcome: engine.Outcome): Reply {
  const { done, events } = outcome
  return outcome.done ? { sequence, at, done, events } : { sequence, at, done, refusal: outcome.refusal, events }
}

export function replyText(reply: Reply): string {
  return reply.refusal === undefined && reply.events.every(isPlain) ? JSON.stringify(reply) : jsonText(reply)
}

/** Events without tables, which are most: JSON needs no help with them, and takes a third of the time. */
const plainEvents = new Set<engine.EventType>([
  'posted',
  'filled',
  'position-changed',
  'order-reserved',
  'order-released',
])

function isPlain({ type }: engine.EngineEvent): boolean {
  return plainEvents.has(type)
}

/** JSON of what the engine gives out: tables become objects, decimals are text. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, plain)
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value)
  return value instanceof Set ? [...value] : value
}

/** The answer with a reply that has just come about. Its text is made when it is asked for, and once. */
export function takenNow(reply: Reply): Taken {
  let text: string | undefined
  return {
    isTaken: true,
    sequence: reply.sequence,
    at: reply.at,
    done: reply.done,
    refusal: reply.refusal,
    isRepeat: false,
    text: () => (text ??= replyText(reply)),
  }
}

/** The answer with a reply that was kept. */
export function takenBefore(text: string): Taken {
  const { sequence, at, done, refusal } = JSON.parse(text) as Reply
  return { isTaken: true, sequence, at, done, refusal, isRepeat: true, text: () => text }
}
