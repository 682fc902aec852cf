import type { engine } from '@plimsoll/core'
import type { Journal } from '../../journal/journal.ts'
import { Liquidator } from '../../runtime/liquidator.ts'
import { replyText } from '../../runtime/reply.ts'
import { openRuntime, type Runtime } from '../../runtime/runtime.ts'
import type { Disk } from './disk.ts'
import { type DiskFault, type DiskJournal, openDiskJournal } from './disk-journal.ts'
import type { Waits } from './waits.ts'

/** Pieces of the engine's surroundings that a test may put a bug into. */
export interface Surroundings {
  readonly disk?: (disk: Disk) => Disk
  readonly journal?: (journal: DiskJournal) => Journal
  readonly rules?: (rules: engine.EngineRules) => engine.EngineRules
}

export interface IncarnationOptions {
  readonly disk: Disk
  readonly waits: Waits
  readonly rules: engine.EngineRules
  readonly clock: () => number
  readonly fault: () => DiskFault
  readonly surroundings: Surroundings
  /** Whether the server looks for accounts in danger by itself. */
  readonly liquidates: boolean
  /** Told of every command the runtime applied, before it is answered. */
  readonly onApplied: (sequence: number, text: string) => void
}

/** One life of the server, from its start to its stop or crash. */
export interface Incarnation {
  readonly journal: DiskJournal
  /** Rows that were on the disk when it began. */
  readonly foundRows: number
  /** Undefined while it recovers. */
  readonly runtime: () => Runtime | undefined
  /** Why it could not recover. */
  readonly failure: () => unknown
  readonly isAlive: () => boolean
  readonly kill: () => void
}

/** Small, so that a short run comes to all of them. */
const limits = { queueMax: 24, batchMax: 5, keysMax: 8, recentMax: 16, aheadMaxMs: 60_000 }
const snapshotEvery = 30

export function begin({
  disk,
  waits,
  rules,
  clock,
  fault,
  surroundings,
  liquidates,
  onApplied,
}: IncarnationOptions): Incarnation {
  let isAlive = true
  let runtime: Runtime | undefined
  let failure: unknown
  const opened = openDiskJournal({ disk: surroundings.disk?.(disk) ?? disk, waits, fault, isAlive: () => isAlive })
  const foundRows = opened.durable.length
  const journal = surroundings.journal?.(opened) ?? opened
  openRuntime({ journal, rules, clock, snapshotEvery, limits }).then(
    (recovered) => {
      runtime = recovered
      if (liquidates) new Liquidator(recovered)
      runtime.onApplied((batch) => {
        for (const { reply } of batch) onApplied(reply.sequence, replyText(reply))
      })
    },
    (error: unknown) => {
      failure = error
    },
  )
  return {
    journal: opened,
    foundRows,
    runtime: () => runtime,
    failure: () => failure,
    isAlive: () => isAlive,
    kill: () => {
      isAlive = false
    },
  }
}
