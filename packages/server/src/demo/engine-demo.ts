import { engine, engineRules, type MarginResult } from '@plimsoll/core'
import { applyRow } from '../journal/replay.ts'
import { SqliteJournal } from '../journal/sqlite-journal.ts'
import { verifyJournal } from '../journal/verify.ts'
import { Applier } from '../runtime/applier.ts'
import { type EngineProcess, type Json, startEngine } from './engine-process.ts'
import { burst, fall, opening, orders, trades } from './engine-story.ts'

/** How an account stands. */
export type Standing = Pick<MarginResult, 'account' | 'mode' | 'model' | 'equity' | 'maintenanceUse' | 'standing'>

export interface Checked {
  readonly order: { readonly symbol: string; readonly contracts: string; readonly price: string }
  readonly check: {
    readonly verdict: string
    readonly shortBy?: number
    readonly currency?: string
    readonly largestThatFits?: string
  }
}

/** A step as the engine told it in JSON: decimals are text. */
export interface StepTold {
  readonly account: string
  readonly name: string
  readonly before: { readonly maintenanceUse: number | null }
  readonly after: { readonly maintenanceUse: number | null }
  readonly cancelled: readonly string[]
  readonly fills: readonly {
    readonly symbol: string
    readonly contracts: string
    readonly price: string
    readonly mark: string
    readonly fee: string
  }[]
  readonly flows: readonly { readonly with: string; readonly asset: string; readonly amount: string }[]
}

interface Place {
  readonly sequence: number
  readonly hash: string
}

/** What happened around the kill. */
export interface KillTold {
  readonly before: Place
  /** The same command of the journal, done again from the beginning by another process. */
  readonly replayed: Place
  readonly journaled: number
  readonly sent: number
  readonly acknowledged: number
  /** Sent again with its key, each command of the burst was done once in the end. */
  readonly doneOnce: boolean
  /** Why nobody was liquidated right after the standstill. */
  readonly refusal: string
}

export interface EngineDemo {
  readonly opened: readonly Standing[]
  readonly checks: readonly Checked[]
  readonly fallen: readonly Standing[]
  readonly stepsBefore: readonly StepTold[]
  readonly kill: KillTold
  readonly stepsAfter: readonly StepTold[]
  readonly ended: readonly Standing[]
  readonly fund: string
  readonly verified: {
    readonly commands: number
    readonly problem: string | null
    readonly told: Place
    readonly replayed: Place
    readonly lawsBroken: readonly string[]
  }
}

/** Plays the story on a journal that is made for it, with a real engine that is killed on the way. Leaves no engine behind. */
export async function playEngineDemo(journal: string): Promise<EngineDemo> {
  const started: EngineProcess[] = []
  try {
    return await play(journal, async () => {
      const process = await startEngine(journal)
      started.push(process)
      return process
    })
  } finally {
    await Promise.all(started.map((process) => process.kill()))
  }
}

async function play(journal: string, start: () => Promise<EngineProcess>): Promise<EngineDemo> {
  const first = await start()
  await commands(first, ...opening, ...trades)
  const opened = await standings(first)
  const checks = await checked(first)
  await commands(first, orders[0] as Json, fall)
  const fallen = await standings(first)
  const stepsBefore = [...(await steps(first, 'carol')), ...(await steps(first, 'desk', 2))]
  const { second, kill } = await killed(first, journal, start)
  await commands(second, fall)
  const stepsAfter = await steps(second, 'desk')
  const ended = await standings(second)
  const { books, sequence, stateHash } = await second.get('state?hash=1')
  await second.stop()
  return {
    opened,
    checks,
    fallen,
    stepsBefore,
    kill,
    stepsAfter,
    ended,
    fund: (books as Record<string, string>)['@fund USDT'] ?? '0',
    verified: await verified(journal, { sequence: Number(sequence), hash: String(stateHash) }),
  }
}

async function commands(process: EngineProcess, ...list: readonly Json[]): Promise<void> {
  for (const command of list) {
    const reply = await process.command(command)
    if (reply['done'] !== true) throw new Error(`a command of the demo must be done: ${JSON.stringify(reply)}`)
  }
}

async function standings(process: EngineProcess): Promise<readonly Standing[]> {
  const views = await Promise.all(['desk', 'carol'].map((id) => process.get(`accounts/${id}`)))
  return views.map(({ margin }) => {
    const { account, mode, model, equity, maintenanceUse, standing } = margin as MarginResult
    return { account, mode, model, equity, maintenanceUse, standing }
  })
}

async function checked(process: EngineProcess): Promise<readonly Checked[]> {
  return Promise.all(
    orders.map(async (command) => {
      const { check } = await process.post('check', { command })
      return { order: command['order'] as Checked['order'], check: check as Checked['check'] }
    }),
  )
}

/** Steps until the engine says that no more is needed, or so many. */
async function steps(process: EngineProcess, account: string, most = 100): Promise<readonly StepTold[]> {
  const done: StepTold[] = []
  while (done.length < most) {
    const reply = await process.command({ type: 'liquidate', account })
    const events = (reply['events'] ?? []) as { type: string; step: StepTold }[]
    const told = events.flatMap(({ type, step }) => (type === 'liquidation-step' ? [{ ...step, account }] : []))
    if (reply['done'] !== true || told.length === 0) break
    done.push(...told)
  }
  return done
}

async function placeOf(process: EngineProcess): Promise<Place> {
  const { sequence, stateHash } = await process.get('state?hash=1')
  return { sequence: Number(sequence), hash: String(stateHash) }
}

/** Kills the engine with commands on their way, and starts another on what it left. */
async function killed(
  first: EngineProcess,
  journal: string,
  start: () => Promise<EngineProcess>,
): Promise<{ readonly second: EngineProcess; readonly kill: KillTold }> {
  const before = await placeOf(first)
  const [one, ...others] = burst.map(
    ({ command, key }) =>
      () =>
        first.command(command, key),
  )
  await one?.()
  const sent = Promise.allSettled(others.map((send) => send()))
  // They leave for the engine, and nobody waits for what it says.
  await new Promise(setImmediate)
  await first.kill()
  const acknowledged = 1 + (await sent).filter(({ status }) => status === 'fulfilled').length
  const { state, at } = await replayed(journal, before.sequence)
  const second = await start()
  const replies = await Promise.all(burst.map(({ command, key }) => second.command(command, key)))
  const refused = await second.command({ type: 'liquidate', account: 'desk' })
  const { balances } = (await second.get('accounts/carol')) as { balances: Record<string, string> }
  const had = at.state.accounts.get('carol')?.balances.get('USDT')?.toString() ?? '0'
  return {
    second,
    kill: {
      before,
      replayed: { sequence: at.sequence, hash: at.hash() },
      journaled: state.core.sequence,
      sent: burst.length,
      acknowledged,
      doneOnce:
        new Set(replies.map(({ sequence }) => sequence)).size === burst.length &&
        cents(balances['USDT'] ?? '0') - cents(had) === BigInt(burst.length) * 100_000_000n,
      refusal: (refused['refusal'] as { message?: string } | undefined)?.message ?? '',
    },
  }
}

/** In whole units of 1e-8. */
function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(8, '0'))
}

/** The journal done again from the beginning: the state at its end, and as it was at one command. */
async function replayed(
  path: string,
  sequence: number,
): Promise<{ readonly state: engine.EngineState; readonly at: Applier }> {
  const journal = await SqliteJournal.open(path, { creation: 'never' })
  const rules = engineRules()
  const state = engine.genesis(journal.origin.currency)
  let at = new Applier(state, rules)
  try {
    for await (const row of journal.read(1)) {
      applyRow(state, row, rules)
      if (row.sequence === sequence) at = new Applier(engine.stateOfText(engine.stateText(state)), rules)
    }
    return { state, at }
  } finally {
    await journal.close()
  }
}

async function verified(path: string, told: Place): Promise<EngineDemo['verified']> {
  const { head, problem } = verifyJournal(path)
  const { state, at } = await replayed(path, told.sequence)
  return {
    commands: head.sequence,
    problem: problem?.message ?? null,
    told,
    replayed: { sequence: at.sequence, hash: at.hash() },
    lawsBroken: engine.lawsBroken(state),
  }
}
