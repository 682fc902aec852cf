import type { engine } from '@plimsoll/core'
import type { Journal, JournalHead } from '../journal/journal.ts'
import { recover } from '../journal/recover.ts'
import { Applier } from './applier.ts'
import { commandOf } from './body.ts'
import { type Reply, replyOf } from './reply.ts'

/** A command with a key that came after the latest snapshot; its reply may not be kept. */
export interface TailReply {
  readonly key: string
  readonly command: engine.Command
  readonly reply: Reply
}

export interface Recovered {
  readonly applier: Applier
  readonly head: JournalHead
  /** Last command that is in a snapshot. */
  readonly snapshotAt: number
  readonly tail: readonly TailReply[]
}

/**
 * The state that a journal leads to, and the replies that it may not have: a snapshot is kept together with every reply
 * before it, so they are of the commands after it.
 *
 * @throws JournalError
 */
export async function recoverState(journal: Journal, rules: engine.EngineRules): Promise<Recovered> {
  const tail: TailReply[] = []
  const { state, head, from } = await recover(journal, rules, ({ sequence, key, body }, outcome) => {
    if (key === undefined) return
    const command = commandOf(body)
    tail.push({ key, command, reply: replyOf(sequence, command.at, outcome) })
  })
  return { applier: new Applier(state, rules), head, snapshotAt: from, tail }
}
