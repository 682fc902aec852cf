import type { engine } from '@plimsoll/core'
import type { Journal, JournalHead } from '../journal/journal.ts'
import { applyRow, stateOf } from '../journal/replay.ts'
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
  const state = stateOf(await journal.latestSnapshot(), journal.origin.currency)
  const snapshotAt = state.core.sequence
  const tail: TailReply[] = []
  for await (const row of journal.read(snapshotAt + 1)) {
    const outcome = applyRow(state, row, rules)
    if (row.key === undefined) continue
    const command = commandOf(row.body)
    tail.push({ key: row.key, command, reply: replyOf(row.sequence, command.at, outcome) })
  }
  return { applier: new Applier(state, rules), head: await journal.head(), snapshotAt, tail }
}
