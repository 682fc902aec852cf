// Makes a journal of mixed commands with snapshots, replays it from the beginning and from each snapshot, and compares the
// hashes of the states at the end; the same under every other Node that PLIMSOLL_NODES names (paths, parted as PATH is).
// The hash and the speed are the last line.
//   node --conditions=development bench/replay.bench.ts [commands, 100 000 by default; 1 000 000 for the record] [journal to make or reuse]

import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engine, engineRules } from '../packages/core/src/index.ts'
import { openReader } from '../packages/server/src/journal/journal-reader.ts'
import { applyRow, stateOf } from '../packages/server/src/journal/replay.ts'
import { SqliteJournal } from '../packages/server/src/journal/sqlite-journal.ts'
import { openStore } from '../packages/server/src/journal/sqlite-store.ts'
import { mixedCommands } from '../packages/server/src/testkit/mixed-commands.ts'

const rules = engineRules()
const batchSize = 1000
const snapshotCount = 5

interface Fold {
  readonly from: number
  readonly commands: number
  readonly events: number
  readonly seconds: number
  readonly busySeconds: number
  readonly stateHash: string
}

function makeJournal(path: string, count: number): void {
  const store = openStore(path, 'new', { engineVersion: engine.engineVersion, currency: 'USD' })
  const state = engine.genesis('USD')
  const snapshotEvery = Math.ceil(count / (snapshotCount + 1) / batchSize) * batchSize
  let rows: { sequence: number; key: string | undefined; body: string }[] = []
  const append = (): void => {
    const sequence = state.core.sequence
    const isKept = sequence % snapshotEvery === 0 && sequence < count
    const snapshot = isKept ? { sequence, state: engine.stateText(state) } : undefined
    store.append(sequence - rows.length, { rows, replies: [], snapshot })
    rows = []
  }
  for (const body of mixedCommands(count)) {
    const row = { sequence: state.core.sequence + 1, key: undefined, body }
    applyRow(state, row, rules)
    rows.push(row)
    if (rows.length === batchSize) append()
  }
  if (rows.length > 0) append()
  store.close()
}

/** As a runtime recovers: rows are read and checked by the journal's thread while this one does the commands. */
async function foldFrom(path: string, at: number | undefined): Promise<Fold> {
  const state = snapshotState(path, at)
  const from = state.core.sequence
  const journal = await SqliteJournal.open(path, { creation: 'never' })
  const begunAt = performance.now()
  const cpuBefore = cpuSeconds()
  let events = 0
  for await (const row of journal.read(from + 1)) events += applyRow(state, row, rules).events.length
  const seconds = (performance.now() - begunAt) / 1000
  const busySeconds = cpuSeconds() - cpuBefore
  await journal.close()
  const stateHash = hash('sha256', engine.stateText(state))
  return { from, commands: state.core.sequence - from, events, seconds, busySeconds, stateHash }
}

/** What this thread has used of its core, which a busy machine distorts less than the time that passed. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

function snapshotState(path: string, at: number | undefined): engine.EngineState {
  const reader = openReader(path, engine.engineVersion)
  const state = stateOf(at === undefined ? undefined : reader.kept.snapshot(at), reader.origin.currency)
  reader.close()
  return state
}

/** From the beginning and from every snapshot, newest first; an error when they end in different states. */
async function replayAll(path: string): Promise<Fold> {
  const reader = openReader(path, engine.engineVersion)
  const snapshots = reader.kept.snapshots()
  reader.close()
  const whole = await foldFrom(path, undefined)
  console.log(`Node ${process.versions.node}  ${inWords(whole)}`)
  for (const at of [...snapshots].reverse()) {
    const fold = await foldFrom(path, at)
    console.log(`Node ${process.versions.node}  ${inWords(fold)}`)
    if (fold.stateHash !== whole.stateHash) throw new Error(`the state from the snapshot at ${at} is another`)
  }
  return whole
}

function inWords({ from, commands, events, seconds, busySeconds, stateHash }: Fold): string {
  const rate = (count: number, time: number): string => `${Math.round(count / time / 1000)} 000`
  const speeds = `${rate(commands, seconds)} /s, ${rate(commands, busySeconds)} /s of a core, ${rate(events, seconds)} events/s`
  return `from ${String(from).padStart(7)}: ${commands} commands in ${seconds.toFixed(1)} s, ${speeds}, state ${stateHash.slice(0, 16)}`
}

/** Replays under another Node; the hash is its last line's last word. */
function otherHash(node: string, path: string): string {
  const args = [
    '--conditions=development',
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(import.meta.url),
    '--only',
    path,
  ]
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${node} ended with ${status}: ${stderr}`)
  process.stdout.write(stdout)
  return stdout.trimEnd().split(/\s/).at(-1) ?? ''
}

async function runHere(count: number, kept: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
  const path = kept ?? join(folder, 'journal')
  try {
    if (!existsSync(path)) makeJournal(path, count)
    const { stateHash, commands, seconds } = await replayAll(path)
    const nodes = (process.env['PLIMSOLL_NODES'] ?? '').split(delimiter).filter((node) => node !== '')
    for (const node of nodes)
      if (otherHash(node, path) !== stateHash) throw new Error(`the state under ${node} is another`)
    console.log(`${commands} commands, ${Math.round(commands / seconds)} a second, state ${stateHash}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [first, second] = process.argv.slice(2)
if (first === '--only') console.log((await replayAll(second ?? '')).stateHash)
else await runHere(Number(first ?? 100_000), second)
