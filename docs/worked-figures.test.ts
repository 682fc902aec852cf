import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { consoleBlocks, withOutputs } from '../tools/worked-figures/page.ts'
import { type CommandOutcome, runAll } from '../tools/worked-figures/run-command.ts'

const page = readFileSync(new URL('worked-figures.md', import.meta.url), 'utf8')
const commands = consoleBlocks(page).map(({ command }) => command)

/** A command of the page about a book, as JSON. */
function jsonCommand(book: string, words: string): string {
  const found = commands.find((command) => command.includes(`/${book}.json`) && command.includes(words))
  if (found === undefined) throw new Error(`the page must have a command on ${book} with ${words}`)
  return found.endsWith('--json') ? found : `${found} --json`
}

const asked = {
  twoLongs: jsonCommand('d1-two-longs', '/market.json').replace('explain', 'margin'),
  twoLongsLower: jsonCommand('d1-two-longs', '5-percent-lower'),
  longShort: jsonCommand('d1-long-short', 'compare'),
  hedge: jsonCommand('d2-hedge', 'compare'),
  bothLegs: jsonCommand('d2-both-legs', 'compare'),
  pooled: jsonCommand('d3-pooled', 'whatif'),
  idle: jsonCommand('d3-idle', 'compare'),
  haircut: jsonCommand('d4-haircut', 'margin'),
  fiveTimes: jsonCommand('d5-five-times', 'margin'),
  fiveTimesLess: jsonCommand('d5-five-times', 'whatif'),
  fivePooled: jsonCommand('d5-five-positions', 'margin'),
  fiveIsolated: jsonCommand('d5-five-positions', 'margin').replace('--mode cross', '--mode isolated'),
  positionsOpen: jsonCommand('d6-positions-open', '/policy.json'),
  centShort: jsonCommand('d6-a-cent-short', '/policy.json'),
  notAccepted: jsonCommand('d6-flat', '/policy-not-accepted.json'),
  allMet: jsonCommand('d6-flat', '/policy.json'),
  positionsStay: jsonCommand('d6-positions-open', '/policy-positions-stay.json'),
  tenLongs: jsonCommand('d7-ten-longs', 'explain').replace('explain', 'margin'),
  tenLongsModes: jsonCommand('d7-ten-longs', 'compare'),
  fiveAgainstFive: jsonCommand('d7-five-against-five', 'explain').replace('explain', 'margin'),
  withOther: jsonCommand('d8-two-positions', 'margin'),
  withoutOther: jsonCommand('d8-one-position', 'margin'),
}

type Json = Record<string, never> & { readonly [key: string]: Json }

let outcomes: ReadonlyMap<string, CommandOutcome>

beforeAll(async () => {
  outcomes = await runAll([...commands, ...Object.values(asked)])
}, 240_000)

function answer(name: keyof typeof asked): Json {
  return JSON.parse(outcomes.get(asked[name])?.output ?? '')
}

function row(name: keyof typeof asked, mode: string): Json {
  const rows = answer(name)['rows'] as unknown as Json[]
  return rows.find((each) => String(each['mode']) === mode) ?? ({} as Json)
}

const list = (value: unknown): readonly Json[] => value as readonly Json[]

describe('the page', () => {
  test('shows what its commands print', () => {
    expect(withOutputs(page, (command) => outcomes.get(command)?.output ?? '')).toBe(page)
  })

  test('answers all eight questions', () => {
    expect(page.match(/^## \d\. /gm)).toHaveLength(8)
  })
})

describe('worked figures', () => {
  test('1: two longs at 10× need a tenth each, and share one equity after a fall', () => {
    expect(answer('twoLongs')).toMatchObject({ equity: 20_000, initialMargin: 50_000 / 10 + 50_000 / 10 })
    const lower = answer('twoLongsLower')
    expect(lower).toMatchObject({ equity: 20_000 - 2 * 0.05 * 50_000 })
    expect(list(lower['positions']).map((position) => position['unrealizedPnl'])).toEqual([-2500, -2500])
  })

  test('1: long against short needs its parting, floored by a fifth of the stand-alone scans', () => {
    const scans = (0.15 + 0.02) * 50_000 + (0.15 * 1.1 + 0.05) * 50_000
    const joint = 0.15 * 0.1 * 50_000 + Math.hypot(0.02 * 50_000, 0.05 * 50_000)
    const maintenance = Math.max(joint, 0.2 * scans) + 0.002 * 100_000
    expect(row('longShort', 'portfolio')['maintenanceMargin']).toBeCloseTo(maintenance, 6)
    expect(row('longShort', 'portfolio')['initialMargin']).toBeCloseTo(1.25 * maintenance, 6)
    expect(row('longShort', 'cross')).toMatchObject({ initialMargin: 10_000 })
    expect(maintenance / 100_000).toBeCloseTo(0.0405, 10)
  })

  test('2: a perfect hedge needs both legs in cross, and its basis in portfolio', () => {
    expect(row('hedge', 'cross')).toMatchObject({ initialMargin: 20_000 })
    expect(row('hedge', 'portfolio')['maintenanceMargin']).toBeCloseTo(100_000 * (0.002 + (0.03 * 91) / 365), 6)
    expect(row('bothLegs', 'cross')).toMatchObject({ initialMargin: 20_000 })
    expect(row('bothLegs', 'portfolio')).toMatchObject({ initialMargin: 0, maintenanceMargin: 0 })
  })

  test('3: coins back other coins at any mix, and isolated margin lies idle', () => {
    const { before, after } = answer('pooled')
    for (const result of [before, after])
      expect(result).toMatchObject({ adjustedEquity: 0.2 * 50_000 + 2 * 2500, initialMargin: 100 * 10 + 20 * 25 })
    expect(row('idle', 'isolated')).toMatchObject({ initialMargin: 2000, idle: 5000 - 2000 })
    expect(row('idle', 'cross')).toMatchObject({ initialMargin: 2000, freeCollateral: 5000 - 2000 })
  })

  test('4: a haircut leaves 70 of 100, and a stablecoin counts at its price', () => {
    const [coin, stable] = list(answer('haircut')['collateral'])
    expect(coin?.['value']).toBeCloseTo(100, 10)
    expect(coin?.['counted']).toBeCloseTo(0.7 * 100, 10)
    expect(stable?.['counted']).toBeCloseTo(0.9998 * 100, 10)
  })

  test('5: 7 500 against 1 500 is 500 %, and at 100 % liquidation starts', () => {
    expect(answer('fiveTimes')).toMatchObject({
      equity: 7500,
      maintenanceMargin: 1500,
      marginRatio: 5,
      standing: 'calm',
    })
    expect(answer('fiveTimesLess')['after']).toMatchObject({
      marginRatio: 1,
      maintenanceUse: 1,
      standing: 'liquidating',
    })
  })

  test('5: in one pool a single shock eats the margin of all five positions', () => {
    const moveOf = (name: keyof typeof asked, scope: string): unknown =>
      list(answer(name)['liquidation']).find((point) => String(point['scope']) === scope)?.['below']?.['moveFrac']
    const fall = (margin: number, held: number): number => -(margin - 0.005 * held) / (0.995 * 20_000)
    expect(moveOf('fivePooled', 'SOL')).toBeCloseTo(-(10_000 - 0.005 * 100_000) / (0.995 * 20_000), 8)
    expect(moveOf('fiveIsolated', 'SOL')).toBeCloseTo(fall(2000, 20_000), 8)
  })

  test('6: a mode switch is refused for each rule by itself, and accepted when all are met', () => {
    const refusals = (name: keyof typeof asked): unknown => answer(name)['modeSwitch']
    expect(refusals('positionsOpen')).toEqual({
      verdict: 'refused',
      reasons: [{ rule: 'clean-slate', openPositions: 2 }],
    })
    expect(refusals('centShort')).toEqual({
      verdict: 'refused',
      reasons: [{ rule: 'equity', equity: '49999.99', equityMin: '50000', shortBy: '0.01' }],
    })
    expect(refusals('notAccepted')).toMatchObject({
      verdict: 'refused',
      reasons: [{ missing: ['liquidation-procedure'] }],
    })
    expect(refusals('allMet')).toEqual({ verdict: 'accepted' })
    const stay = answer('positionsStay')
    expect(stay).toMatchObject({ modeSwitch: { verdict: 'accepted' }, before: { initialMargin: 10_000 } })
    expect(stay['after']?.['initialMargin']).toBeCloseTo(1.25 * 4050, 6)
  })

  test('6: a refused switch is an exit code', () => {
    const codes = (['positionsOpen', 'centShort', 'notAccepted', 'allMet', 'positionsStay'] as const).map(
      (name) => outcomes.get(asked[name])?.exitCode,
    )
    expect(codes).toEqual([1, 1, 1, 0, 0])
  })

  test('7: ten longs save little against their stand-alone requirements, an offsetting book much', () => {
    const betas = [1, 1.1, 1.2, 1, 1, 1.1, 1.2, 1.2, 1.2, 1.3]
    const own = [0.02, 0.05, 0.09, 0.06, 0.08, 0.08, 0.1, 0.08, 0.09, 0.12]
    const alone = betas.reduce((sum, beta, i) => sum + 10_000 * (0.15 * beta + (own[i] ?? 0) + 0.002), 0)
    const sumAlone = (name: keyof typeof asked): number =>
      list(answer(name)['positions']).reduce((sum, position) => sum + Number(position['maintenanceAlone']), 0)
    expect(alone).toBeCloseTo(24_850, 6)
    expect(sumAlone('tenLongs')).toBeCloseTo(alone, 6)
    const together = 10_000 * (0.15 * betas.reduce((sum, beta) => sum + beta) + Math.hypot(...own)) + 200
    expect(answer('tenLongs')['maintenanceMargin']).toBeCloseTo(together, 6)
    expect(sumAlone('fiveAgainstFive')).toBeCloseTo(alone, 6)
    expect(answer('fiveAgainstFive')['maintenanceMargin']).toBeCloseTo(0.2 * (alone - 200) + 200, 6)
    expect(row('tenLongsModes', 'cross')).toMatchObject({ maintenanceMargin: 0.005 * 100_000 })
  })

  test('8: the maintenance of other positions counts in the liquidation price', () => {
    const below = (name: 'withOther' | 'withoutOther'): Json | undefined =>
      list(answer(name)['liquidation']).find((point) => String(point['scope']) === 'SOL')?.['below']
    expect(below('withOther')?.['mark']).toBeCloseTo(99 / 0.996, 8)
    expect(below('withOther')?.['moveFrac']).toBeCloseTo(99 / 0.996 / 100 - 1, 10)
    expect(below('withoutOther')?.['mark']).toBeCloseTo(95 / 0.996, 8)
  })
})
