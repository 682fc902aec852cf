import { engine } from '@plimsoll/core'
import type { JournalRow } from '../../journal/journal.ts'
import type { Answer, NotTaken, Taken, Untimed } from '../../runtime/answer.ts'
import { holds } from './audit/law.ts'
import type { Fields } from './listings.ts'

/** Something a client asked for, and what it knows of it. */
export interface Request {
  readonly command: Untimed
  readonly key: string | undefined
  /** The key was another command's, so this must be refused. */
  readonly isForged: boolean
  /** Without an answer, and the engine it was sent to is gone. */
  state: 'sent' | 'answered' | 'lost'
  text: string | undefined
}

/** What is durable, as the auditor has it. */
export interface Kept {
  /** The row of a sequence, if it is on the disk. */
  readonly row: (sequence: number) => JournalRow | undefined
  /** What must be answered to it. */
  readonly text: (sequence: number) => string | undefined
}

/** All that clients asked for, and the laws of what they are told. */
export class Requests {
  readonly all: Request[] = []
  /** Who was told first that a sequence is his. */
  readonly #firstOf = new Map<number, Request>()

  sent(request: Request): void {
    this.all.push(request)
  }

  /** The engine is gone: whatever had no answer will have none. */
  lost(): void {
    for (const request of this.all) if (request.state === 'sent') request.state = 'lost'
  }

  /** @throws LawBroken when the answer is one that must not be given. */
  answered(request: Request, answer: Answer, kept: Kept): void {
    if (answer.isTaken) this.#taken(request, answer, kept)
    else notTaken(request, answer)
    request.state = 'answered'
  }

  /** Whatever was acknowledged is on the disk, and each key once. */
  checkAll(rows: readonly JournalRow[]): void {
    const keys = rows.flatMap(({ key }) => (key === undefined ? [] : [key]))
    holds(new Set(keys).size === keys.length, 'once', () => 'a key must be in the journal once')
    for (const [sequence, { key }] of this.#firstOf) {
      const row = rows[sequence - 1]
      holds(row !== undefined && row.key === key, 'durable', () => `${sequence} was acknowledged and must be there`)
    }
  }

  #taken(request: Request, answer: Taken, kept: Kept): void {
    const { sequence } = answer
    holds(!request.isForged, 'once', () => `${request.key} was another command's and must be refused`)
    const isNew = request.text === undefined || answer.isRepeat
    holds(isNew, 'once', () => `${request.key} was answered and must not be done again, is as ${sequence}`)
    const row = kept.row(sequence)
    holds(row !== undefined, 'durable', () => `${sequence} is acknowledged and must be on the disk`)
    const isAsked = row.key === request.key && isBodyOf(request.command, row.body)
    holds(isAsked, 'durable', () => `${sequence} must be what was asked, is ${row.body}`)
    const text = answer.text()
    holds(
      text === kept.text(sequence),
      'same-answer',
      () => `answer to ${sequence} must be ${kept.text(sequence)}, is ${text}`,
    )
    const isSame = request.text === undefined || request.text === text
    holds(isSame, 'same-answer', () => `${request.key} was answered ${request.text}, is now answered ${text}`)
    const first = this.#firstOf.get(sequence)
    holds(first === undefined || answer.isRepeat, 'once', () => `${sequence} must be one request's, is another's too`)
    if (first === undefined) this.#firstOf.set(sequence, request)
    request.text = text
  }
}

function notTaken(request: Request, { code, message }: NotTaken): void {
  holds(code !== 'engine.bug', 'no-bug', () => message)
  if (code === 'request.key-reused') holds(request.isForged, 'same-answer', () => `${request.key}: ${message}`)
}

/** A command as a client sends it: with an instant only when it tells one. */
export function untimed(fields: Fields): Untimed {
  const parsed = engine.parseCommand({ at: 0, ...fields })
  if (!parsed.ok) throw new TypeError(`${JSON.stringify(fields)}: ${JSON.stringify(parsed.problems)}`)
  if (fields['at'] !== undefined) return parsed.value
  const { at: _none, ...rest } = parsed.value
  return rest as Untimed
}

export function commandIn(body: string): engine.Command {
  const parsed = engine.parseCommand(JSON.parse(body))
  if (!parsed.ok) throw new TypeError(`${body}: ${JSON.stringify(parsed.problems)}`)
  return parsed.value
}

/** Whether a journaled text is this command, at its own instant or, where it tells none, at any. */
function isBodyOf(command: Untimed, body: string): boolean {
  const { at } = commandIn(body)
  const told = { at, ...command } as engine.Command
  return engine.commandText(commandIn(engine.commandText(told))) === body
}
