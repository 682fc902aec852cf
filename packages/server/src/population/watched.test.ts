import { Decimal, engine, engineRules } from '@plimsoll/core'
import { expect, test } from 'vitest'
import { packageFile } from '../demo/package-files.ts'
import { historyBetween, readHistory } from '../replay/history.ts'
import { listCommand, pricesCommand, replayMarket } from '../replay/market.ts'
import { marksOf, type Tick } from '../replay/marks.ts'
import { type ModeRules, studiedModes } from './mode-rules.ts'
import { openBook } from './open-book.ts'
import { planPopulation } from './plan.ts'
import { venueCommands } from './venue.ts'

const all = readHistory([packageFile('data/history/crash_15m_2025-10_binance_spot.csv.gz') as string])
const history = historyBetween(all, Date.UTC(2025, 9, 10, 6), Date.UTC(2025, 9, 11))
const ticks = marksOf(history)
const market = replayMarket(history.coins, ticks)
const books = planPopulation({ market, ticks, population: 80, seed: 11 })
const byTick = Map.groupBy(books, ({ tick }) => tick)
const rules = engineRules()

const isInDanger = (standing: engine.AccountStanding): boolean => standing.pools.some(engine.isInDanger)

function applied(state: engine.EngineState, command: engine.Command): readonly engine.EngineEvent[] {
  const outcome = engine.apply(state, command, rules)
  expect(outcome.done).toBe(true)
  return outcome.events
}

/** What happens at a tick: its prices, and the books that open. */
function happens(state: engine.EngineState, i: number, mode: ModeRules): readonly engine.EngineEvent[] {
  const tick = ticks[i] as Tick
  const prices = applied(state, pricesCommand(market, tick.prices, tick.at))
  const opened = (byTick.get(i) ?? []).flatMap((book) => {
    const opening = openBook(book, mode, state, rules)
    return opening.opens ? opening.commands.flatMap((command) => applied(state, command)) : []
  })
  return [...prices, ...opened]
}

/** Margins every account: who is in danger. */
function byBruteForce(state: engine.EngineState): ReadonlyMap<string, boolean> {
  return new Map(
    [...state.accounts.values()].map((account) => {
      const standing = engine.standingOf(account, state.core, rules)
      return [account.id, engine.isStanding(standing) && isInDanger(standing)]
    }),
  )
}

test.each(studiedModes)('through the crash the watcher misses nobody in $mode mode, tick by tick', (mode) => {
  const state = engine.genesis('USD')
  const watcher = engine.accountWatcher(state, rules)
  const told = new Map<string, boolean>()
  let brute = 0
  let inDanger = 0
  const at = history.rows[0]?.at as number
  for (const command of venueCommands(market, listCommand(market, at), Decimal.zero, at))
    watcher.note(applied(state, command))
  for (const i of ticks.keys()) {
    watcher.note(happens(state, i, mode))
    for (const { account, standing } of watcher.assessed())
      told.set(account.id, standing !== undefined && isInDanger(standing))
    const truth = byBruteForce(state)
    expect(told).toEqual(truth)
    brute += truth.size
    inDanger += [...truth.values()].filter((danger) => danger).length
  }
  expect(inDanger).toBeGreaterThan(0)
  // Nobody is liquidated here, so that those below their line are margined at every tick.
  expect(watcher.count - inDanger).toBeLessThan(0.2 * brute)
})
