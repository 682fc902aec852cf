import { hash } from 'node:crypto'
import { engine, engineRules } from '@plimsoll/core'
import { type JournalReader, rowsFrom } from '../journal/journal-reader.ts'
import { applyRow, stateOf } from '../journal/replay.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { commandProgress, sequenceOption, withJournal } from './journal-file.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

interface ReplayOptions {
  readonly fromSnapshot?: true
  readonly fromGenesis?: true
  readonly to?: string
  readonly json?: true
}

interface Replay {
  /** Sequence that was begun after: that of a snapshot, or 0. */
  readonly from: number
  readonly to: number
  readonly events: number
  readonly refused: number
  readonly seconds: number
  /** SHA-256 of the text of the state at the end, hexadecimal. */
  readonly stateHash: string
  /** Snapshots on the way, and whether the state there was the same. */
  readonly snapshots: readonly { readonly sequence: number; readonly same: boolean }[]
}

/** `plimsoll journal replay`: does every command again, and holds the state against the snapshots on the way. */
export async function runJournalReplay(path: string, options: ReplayOptions, output: Output): Promise<ExitCode> {
  if (options.fromSnapshot && options.fromGenesis)
    throw new UsageError('one of --from-snapshot and --from-genesis must be given, are both')
  const replay = await withJournal(path, (reader) => replayed(reader, options))
  if (options.json) output.json({ format: 'plimsoll-journal-replay/1', file: path, ...replay })
  else output.print(replayText(replay))
  return replay.snapshots.every(({ same }) => same) ? exitCode.fine : exitCode.breached
}

function replayed(reader: JournalReader, { fromSnapshot, to }: ReplayOptions): Replay {
  const end = reader.rows.last().sequence
  const last = to === undefined ? end : sequenceOption('--to', to)
  if (last > end) throw new UsageError(`--to must be at most the journal’s end, ${end}, is ${last}`)
  const known = reader.kept.snapshots().filter((sequence) => sequence <= last)
  const begin = fromSnapshot ? known.at(-1) : undefined
  const state = stateOf(begin === undefined ? undefined : reader.kept.snapshot(begin), reader.origin.currency)
  const bar = commandProgress('replayed', last - (begin ?? 0))
  try {
    return fold(reader, state, { last, known: new Set(known), step: bar.step })
  } finally {
    bar.stop()
  }
}

interface FoldOptions {
  readonly last: number
  readonly known: ReadonlySet<number>
  readonly step: () => void
}

function fold(reader: JournalReader, state: engine.EngineState, { last, known, step }: FoldOptions): Replay {
  const rules = engineRules()
  const from = state.core.sequence
  const snapshots: { sequence: number; same: boolean }[] = []
  let events = 0
  let refused = 0
  const startedAt = performance.now()
  if (from < last)
    for (const row of rowsFrom(reader, from + 1)) {
      const outcome = applyRow(state, row, rules)
      events += outcome.events.length
      if (!outcome.done) refused += 1
      if (known.has(row.sequence)) snapshots.push({ sequence: row.sequence, same: isKept(reader, row.sequence, state) })
      step()
      if (row.sequence === last) break
    }
  const seconds = (performance.now() - startedAt) / 1000
  return { from, to: last, events, refused, seconds, stateHash: hash('sha256', engine.stateText(state)), snapshots }
}

function isKept({ kept }: JournalReader, sequence: number, state: engine.EngineState): boolean {
  return kept.snapshot(sequence)?.state === engine.stateText(state)
}

function replayText({ from, to, events, refused, seconds, stateHash, snapshots }: Replay): string {
  const count = to - from
  const rate = seconds > 0 ? Math.round(count / seconds) : 0
  const others = snapshots.filter(({ same }) => !same).map(({ sequence }) => sequence)
  return [
    `${count} commands from ${from === 0 ? 'the beginning' : `the snapshot at ${from}`} to ${to}, ${refused} of them refused`,
    `events     ${events}`,
    `speed      ${rate} commands a second`,
    `state      ${stateHash}`,
    others.length === 0
      ? `snapshots  ${snapshots.length} on the way, all the same`
      : `snapshots  ${snapshots.length} on the way, ANOTHER STATE at ${others.join(', ')}`,
  ].join('\n')
}
