import { readFileSync } from 'node:fs'
import { type ParameterSet, venues } from '@plimsoll/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { consoleBlocks, withOutputs } from '../../tools/worked-figures/page.ts'
import { type CommandOutcome, runAll } from '../../tools/worked-figures/run-command.ts'

interface Tables {
  readonly leverageTiers: Readonly<Record<string, readonly Readonly<Record<string, number | null>>[]>>
  readonly haircuts: Readonly<
    Record<string, readonly { readonly quantityMax: number | null; readonly haircutFrac: number }[]>
  >
  readonly shortOptions: Readonly<Record<string, Readonly<Record<string, number>>>>
}

interface HouseValues {
  readonly [name: string]: unknown
  readonly tails: readonly { readonly multiple: number; readonly lossWeight: number }[]
  readonly underlyings: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const house = readFileSync(new URL('house.md', import.meta.url), 'utf8')
const generic = readFileSync(new URL('generic.md', import.meta.url), 'utf8')

function defaultOf<T>(model: string): T {
  const found = venues()
    .flatMap(({ models }) => models)
    .find(({ name }) => name === model)
  if (found?.sets[0] === undefined) throw new Error(`${model} must have a parameter set`)
  return (found.sets[0] as ParameterSet<T>).parameters
}

/** Cells of the table row that begins with a word. Thousands are parted by thin or plain spaces. */
function cells(page: string, first: string): readonly string[] {
  const line = page.split('\n').find((row) => row.startsWith(`| ${first} |`)) ?? ''
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/(?<=\d) (?=\d{3})/g, ''))
}

describe('house.md', () => {
  const values = defaultOf<HouseValues>('house/portfolio')

  test.each([
    'marketRangeFrac',
    'ownLossFactor',
    'correlationFloorFrac',
    'shortOptionFrac',
    'concentrationFrac',
    'depegFrac',
    'initialFactor',
  ])('states the default of %s', (name) => {
    const row = house.split('\n').find((line) => line.includes(`| \`${name}\` |`)) ?? ''
    expect(row.split('|')[3]?.trim()).toBe(String(values[name]))
  })

  test('states the defaults of the basis charge, the tails and the grid', () => {
    expect(house).toContain(`| ${values['basisMinFrac']}, ${values['basisPerYearFrac']} |`)
    expect(values.tails).toEqual(
      [-3, -2, 2, 3].map((multiple, i) => ({ multiple, lossWeight: [0.33, 0.5, 0.5, 0.33][i] })),
    )
    expect(house).toContain(
      '| −3, −2, 2, 3 | extreme moves as multiples of the range, volatility up, counted at 0.33, 0.5, 0.5 and 0.33 |',
    )
    expect(values['gridShares']).toEqual([-4, -3, -2, -1, 0, 1, 2, 3, 4].map((quarters) => quarters / 4))
  })

  test.each(['volShock', 'ownVolShock'])('states the default %s', (name) => {
    expect(cells(house, `\`${name}\``).slice(1)).toEqual(Object.values(values[name] as object).map(String))
  })

  test('states beta, own range and concentration of every coin', () => {
    for (const [coin, { beta, ownRangeFrac, concentrationFrom }] of Object.entries(values.underlyings))
      expect(cells(house, coin === '*' ? '`*`' : coin).slice(1, 4)).toEqual(
        [beta, ownRangeFrac, concentrationFrom].map(String),
      )
  })

  describe('worked example', () => {
    let outcomes: ReadonlyMap<string, CommandOutcome>
    const [command = ''] = consoleBlocks(house).map((block) => block.command)

    beforeAll(async () => {
      outcomes = await runAll([command, `${command} --json`])
    }, 60_000)

    test('is what the command prints', () => {
      expect(withOutputs(house, () => outcomes.get(command)?.output ?? '')).toBe(house)
    })

    test('follows by hand', () => {
      const [btc, eth] = [2 * 0.95 * 50_000 - 50_000, 10 * 2500]
      const joint = 0.15 * btc + 0.15 * 1.1 * eth + Math.hypot(0.02 * btc, 0.05 * eth)
      const floor = 0.2 * ((0.15 + 0.02) * btc + (0.15 * 1.1 + 0.05) * eth)
      const maintenance = Math.max(joint, floor) + 0.002 * (50_000 + eth)
      const result = JSON.parse(outcomes.get(`${command} --json`)?.output ?? '')
      expect(result.maintenanceMargin).toBeCloseTo(maintenance, 6)
      expect(result.initialMargin).toBeCloseTo(1.25 * maintenance, 6)
      expect([joint, maintenance, 1.25 * maintenance].map(Math.round)).toEqual([12_415, 12_565, 15_707])
      expect(house).toContain('= 12 415, maintenance 12 415 + 150 = 12 565, initial margin 1.25 × that, 15 707.')
    })
  })
})

describe('generic.md', () => {
  const values = defaultOf<Tables>('generic/cross')

  test('states every tier', () => {
    for (const { notionalMax, ...tier } of values.leverageTiers['*'] ?? []) {
      const row = cells(generic, notionalMax === null ? '—' : String(notionalMax).replace(/\B(?=(\d{3})+$)/g, ' '))
      expect(row.slice(1)).toEqual(Object.values(tier as object).map(String))
    }
  })

  test.each(['BTC', 'ETH', 'SOL'])('states the haircut of %s', (asset) => {
    const [first, rest] = values.haircuts[asset] ?? []
    expect(cells(generic, asset)[1]).toBe(
      `${first?.haircutFrac} up to ${first?.quantityMax}, then ${rest?.haircutFrac}`,
    )
  })

  test('states the rates of short options', () => {
    const { initialFrac, initialFloorFrac, maintenanceFrac } = values.shortOptions['*'] ?? {}
    expect(generic).toContain(`max(${initialFrac} − o, ${initialFloorFrac}) × index + mark`)
    expect(generic).toContain(`${maintenanceFrac} × index + mark`)
  })
})
