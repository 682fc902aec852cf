import { engine } from '@plimsoll/core'
import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import type { Submission, Untimed } from '../runtime/answer.ts'
import { type Body, told, unknownFields } from './request-body.ts'

/** Commands of one request. */
export const commandsMax = 1000

/** What a request submits: one command, or a list of which each may have a key. */
export type Submitted =
  | { readonly kind: 'one'; readonly submission: Submission }
  | { readonly kind: 'list'; readonly submissions: readonly Submission[] }

/**
 * `{ command }` with the key of the header `Idempotency-Key`, or `{ commands: [{ key?, command }] }`.
 *
 * @throws InputError with every problem of every command.
 */
export function submittedOf(body: unknown, headerKey: string | undefined): Submitted {
  const record = recordOf(body, '')
  if (record['commands'] === undefined)
    return { kind: 'one', submission: submissionOf(record, ['command'], '', headerKey) }
  if (headerKey !== undefined)
    throw new InputError([told('document.value', '/commands', 'keys of a list must stand in it, is one in the header')])
  refuseUnknown(record, ['commands'], '')
  const { commands } = record
  if (!Array.isArray(commands) || commands.length === 0 || commands.length > commandsMax)
    throw new InputError([
      told('document.type', '/commands', `must be a list of 1 to ${commandsMax} commands, is ${sizeOf(commands)}`),
    ])
  return { kind: 'list', submissions: everyOne(commands, listedOf) }
}

function sizeOf(commands: unknown): string {
  return Array.isArray(commands) ? `one of ${commands.length}` : shown(commands)
}

function listedOf(item: unknown, i: number): Submission {
  const path = `/commands/${i}`
  const record = recordOf(item, path)
  const { key } = record
  if (key !== undefined && typeof key !== 'string')
    throw new InputError([told('document.type', `${path}/key`, `must be text, is ${shown(key)}`)])
  return submissionOf(record, ['key', 'command'], path, key)
}

function submissionOf(record: Body, fields: readonly string[], path: string, key: string | undefined): Submission {
  refuseUnknown(record, fields, path)
  return { command: commandAt(record['command'], `${path}/command`), key }
}

/** The command in a body `{ command }`. @throws InputError */
export function commandOf(body: unknown): Untimed {
  const record = recordOf(body, '')
  refuseUnknown(record, ['command'], '')
  return commandAt(record['command'], '/command')
}

function commandAt(document: unknown, path: string): Untimed {
  const record = recordOf(document, path)
  const { at = 0 } = record
  const parsed = engine.parseCommand({ ...record, at })
  if (!parsed.ok)
    throw new InputError(parsed.problems.map((each) => told(each.code, `${path}${each.path}`, each.message)))
  const { at: instant, ...untimed } = parsed.value
  return (record['at'] === undefined ? untimed : { ...untimed, at: instant }) as Untimed
}

function recordOf(value: unknown, path: string): Body {
  if (isRecord(value)) return value
  throw new InputError([told('document.type', path, `must be an object, is ${shown(value)}`)])
}

function refuseUnknown(record: Body, known: readonly string[], path: string): void {
  const problems = unknownFields(record, known)
  if (problems.length > 0) throw new InputError(problems.map((each) => ({ ...each, path: `${path}${each.path}` })))
}

/** Every item, or the problems of all of them. */
function everyOne<T>(items: readonly unknown[], of: (item: unknown, i: number) => T): readonly T[] {
  const problems: InputProblem[] = []
  const found = items.flatMap((item, i) => {
    try {
      return [of(item, i)]
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  if (problems.length > 0) throw new InputError(problems)
  return found
}
