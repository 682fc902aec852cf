import { engine } from '@plimsoll/core'
import type { Untimed } from './answer.ts'

/** A command as it is journaled, and the very command that its text is read back as. */
export interface Body {
  readonly text: string
  readonly command: engine.Command
}

/**
 * The journal's text of a command at an instant, and the command of that text, which is what is applied: a replay, which
 * has the text alone, then applies the same.
 *
 * @throws TypeError when it cannot be read back, which only a command that nobody parsed can be.
 */
export function bodyOf(command: Untimed, at: number): Body {
  const told = { ...command, at } as engine.Command
  const plain = engine.plainText(told)
  if (plain !== undefined) return { text: plain, command: commandOf(plain) }
  const parsed = commandOf(engine.commandText(told))
  // Fields in the one order that parsing gives them, so that equal commands have equal texts.
  return { text: engine.commandText(parsed), command: parsed }
}

/** @throws TypeError when the text is no command. */
export function commandOf(text: string): engine.Command {
  const parsed = engine.parseCommand(JSON.parse(text))
  if (parsed.ok) return parsed.value
  const [first] = parsed.problems
  throw new TypeError(`a journaled command must be one: ${first?.path} ${first?.message}`)
}

/** Whether a submission asks for the very command that was taken at an instant. One that it does not tell is not compared. */
export function asksSame(command: Untimed, taken: Untimed, at: number): boolean {
  return bodyOf(command, command.at ?? at).text === bodyOf(taken, at).text
}
