import { Decimal, engine } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { packageFile } from '../demo/package-files.ts'
import { populationText } from '../print/population-text.ts'
import { terminalOf } from '../print/terminal.ts'
import { readHistory } from '../replay/history.ts'
import { listCommand, replayMarket } from '../replay/market.ts'
import { assumedFilter, marksOf } from '../replay/marks.ts'
import { reportPage } from './page/report-page.ts'
import { planPopulation } from './plan.ts'
import { type PopulationReport, type Study, type StudyRequest, studyOf } from './study.ts'

const history = readHistory([packageFile('data/history/crash_15m_2025-10_binance_spot.csv.gz') as string])

const request: StudyRequest = {
  history,
  historyName: 'builtin',
  from: Date.UTC(2025, 9, 9),
  to: Date.UTC(2025, 9, 12),
  population: 60,
  seed: 3,
  fund: Decimal.of('200'),
  fundingFrac: Decimal.of('0.0001'),
  impact: 0,
  filter: assumedFilter,
}

function report(fields: Partial<StudyRequest> = {}): PopulationReport {
  return (studyOf({ ...request, ...fields }) as Study).run(() => undefined)
}

const small = report()

describe('a small population', () => {
  test('is the same to the last byte when it is run again, and another one with another seed', () => {
    expect(JSON.stringify(report())).toBe(JSON.stringify(small))
    expect(JSON.stringify(report({ seed: 4 }).modes[0])).not.toBe(JSON.stringify(small.modes[0]))
  })

  test('no money is made or lost in any mode, in any asset', () => {
    for (const { conserved } of small.modes) expect(new Set(Object.values(conserved))).toEqual(new Set(['0']))
  })

  test('every book is opened or is told why not, and what happens adds up', () => {
    for (const { all, byKind, byLeverage, refused } of small.modes) {
      expect(all.books).toBe(60)
      expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBe(all.books - all.opened)
      for (const groups of [byKind, byLeverage]) {
        expect(groups.reduce((sum, group) => sum + group.opened, 0)).toBe(all.opened)
        expect(groups.reduce((sum, group) => sum + group.volume, 0)).toBeCloseTo(all.volume, 0)
      }
      expect(all.liquidatedWholly + all.liquidatedPartly).toBeLessThanOrEqual(all.opened)
    }
  })

  test('losses beyond accounts are borne by someone: the fund, others or the venue', () => {
    for (const { all, fund, flows } of small.modes) {
      const borne = fund.paid + flows.deleveraged + flows.socialised + flows.uncovered
      expect(borne).toBeCloseTo(all.bankruptcy, 1)
      expect(fund.after).toBeCloseTo(fund.before + fund.earned - fund.paid, 1)
      expect(fund.low).toBeLessThanOrEqual(fund.before)
    }
  })

  test('the books that all modes opened are as many in each, and would have come to the same had they been held', () => {
    const held = small.modes.map(({ common }) => [common.books, common.opened, common.profitHeld])
    expect(held).toEqual([held[0], held[0], held[0]])
    expect(held[0]?.[0]).toBeGreaterThan(20)
  })

  test('cross liquidates whole accounts, portfolio parts of them', () => {
    const [isolated, cross, portfolio] = small.modes.map(({ all }) => all)
    expect(isolated?.liquidatedWholly).toBeGreaterThan(0)
    expect(cross?.liquidatedWholly).toBeGreaterThan(0)
    expect(cross?.liquidatedPartly).toBe(0)
    expect(portfolio?.liquidatedPartly).toBeGreaterThan(0)
  })

  test('few of the margin computations of every account at every tick are needed', () => {
    for (const { assessed, bruteForce } of small.modes) expect(assessed).toBeLessThan(0.1 * bruteForce)
  })

  test('with impact liquidations move prices, and money is still all there', () => {
    const moved = report({ impact: 10_000 })
    expect(moved.modes[1]?.series.price).not.toEqual(small.modes[1]?.series.price)
    for (const { conserved } of moved.modes) expect(new Set(Object.values(conserved))).toEqual(new Set(['0']))
  })

  test('dates that leave too little are none to study', () => {
    expect(studyOf({ ...request, from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 0, 2) })).toBeUndefined()
  })
})

describe('the plan', () => {
  const ticks = marksOf(history)
  const market = replayMarket(history.coins, ticks)

  test('in every perpetual what is long is short, to the last unit', () => {
    const books = planPopulation({ market, ticks, population: 300, seed: 5 })
    for (const perpetual of market.perpetuals) {
      let net = Decimal.zero
      for (const { legs } of books)
        for (const { symbol, contracts } of legs) if (symbol === perpetual) net = net.plus(contracts)
      expect(net.toString()).toBe('0')
    }
  })

  test('the books are the same however fine the steps between bars are', () => {
    const [coarse, fine] = [1, 0.005].map((stepMaxFrac) => {
      const walked = marksOf(history, { ...assumedFilter, stepMaxFrac })
      const made = planPopulation({ market, ticks: walked, population: 100, seed: 5 })
      return made.map(({ tick, ...book }) => ({ ...book, at: walked[tick]?.at })).slice(0, 90)
    })
    expect(fine).toEqual(coarse)
  })

  test('a larger population has the books of a smaller one, and more', () => {
    const [few, many] = [100, 200].map((population) => planPopulation({ market, ticks, population, seed: 5 }))
    expect(many?.slice(0, 90)).toEqual(few?.slice(0, 90))
  })

  test('its instruments are ones that a command can list', () => {
    const list = listCommand(market, 0)
    expect(engine.parseCommand(JSON.parse(engine.commandText(list))).ok).toBe(true)
  })
})

describe('the report', () => {
  const plain = terminalOf({ isTTY: false }, { LANG: 'C' }, { platform: 'linux', color: false })

  test('says in the terminal what each mode did and that money is all there', () => {
    const text = populationText(small, plain)
    for (const words of ['isolated', 'liquidated in part', 'lost beyond holding', 'market maker', 'sums to 0'])
      expect(text).toContain(words)
  })

  test('is one page that asks for nothing from anywhere', () => {
    const page = reportPage(small)
    expect(page).not.toMatch(/<script|src=|url\(|https?:/)
    expect(page).toContain('Plimsoll population study')
    expect(page).toContain('sum to 0 in every asset')
  })

  test('a name of a file cannot write into the page', () => {
    const page = reportPage(report({ historyName: '<b onclick="x">', population: 10 }))
    expect(page).not.toContain('<b onclick')
    expect(page).toContain('&#60;b onclick=&#34;x&#34;&#62;')
  })
})
