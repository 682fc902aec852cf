import { join } from 'node:path'
import { type Acknowledged, auditJournal } from './audit.ts'
import { type KillAt, runAndKill } from './killed.ts'
import { keyOf, writers } from './plan.ts'

export interface RoundsAsked {
  readonly rounds: number
  /** The bundled child. */
  readonly script: string
  /** Where the journal is made. */
  readonly folder: string
  readonly kind: 'durable' | 'lossy'
  /** A number in 0..1, 1 left out. */
  readonly random: () => number
  readonly onRound?: (round: number) => void
}

export interface RoundsReport {
  readonly rounds: number
  readonly acknowledged: number
  /** Rows of the journal at the end. */
  readonly journaled: number
  /** What must not be: an acknowledged command that is not there, one done twice, a broken chain, law or state. */
  readonly faults: readonly string[]
}

/** Kills a server under load again and again, each time on the journal that the last one left, and audits the end. */
export async function killRounds({
  rounds,
  script,
  folder,
  kind,
  random,
  onRound = () => undefined,
}: RoundsAsked): Promise<RoundsReport> {
  const path = join(folder, `${kind}.journal`)
  const acknowledged: Acknowledged = { byKey: new Map(), states: new Map() }
  const faults: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const starts = writers.map((writer) => String(firstOpen(acknowledged, writer)))
    const said = await runAndKill(script, [path, kind, ...starts], killAt(random))
    if (said.complaint !== '') faults.push(`round ${round}: ${said.complaint.trim()}`)
    if (said.ready !== undefined) acknowledged.states.set(said.ready.sequence, said.ready.hash)
    for (const { writer, i, sequence } of said.acks) {
      const key = keyOf(writer, i)
      const before = acknowledged.byKey.get(key)
      if (before !== undefined && before !== sequence)
        faults.push(`round ${round}: ${key} was acknowledged at ${before}, and again at ${sequence}`)
      acknowledged.byKey.set(key, sequence)
    }
    onRound(round)
  }
  const audit = await auditJournal(path, acknowledged)
  return {
    rounds,
    acknowledged: acknowledged.byKey.size,
    journaled: audit.journaled,
    faults: [...faults, ...audit.faults],
  }
}

/** Mostly under load; some while it starts, which is while it recovers. */
function killAt(random: () => number): KillAt {
  if (random() < 0.1) return { after: 'start', ms: 200 * random() }
  return { after: 'acks', count: Math.floor(500 * random()), ms: 5 * random() }
}

/** Everything before was acknowledged; from here on a writer submits again, some of it for the second time. */
function firstOpen({ byKey }: Acknowledged, writer: string): number {
  let i = 0
  while (byKey.has(keyOf(writer, i))) i += 1
  return i
}
