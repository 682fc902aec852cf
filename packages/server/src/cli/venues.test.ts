import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { venueListing, venues } from '@plimsoll/core'
import { afterAll, describe, expect, test } from 'vitest'
import { actionWords, noStepWords } from '../print/liquidation-words.ts'
import { runCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, content: object): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe.concurrent('venues', { timeout }, () => {
  test('lists every venue and model there is', async () => {
    const { code, stdout } = await runCli(['venues'])
    expect(code).toBe(0)
    for (const { title, models } of venues())
      for (const words of [title, ...models.map(({ name }) => name)]) expect(stdout).toContain(words)
  })

  test('as JSON it is the library’s listing', async () => {
    const { stdout } = await runCli(['venues', '--json'])
    expect(stdout).toBe(`${JSON.stringify(venueListing(venues()))}\n`)
    const one = JSON.parse((await runCli(['venues', 'generic', '--json'])).stdout)
    expect(one.venues.map(({ name }: { name: string }) => name)).toEqual(['generic'])
  })

  test.each(venues().filter(({ profile }) => profile !== undefined))(
    '$name tells all of its profile',
    async (venue) => {
      const { code, stdout } = await runCli(['venues', venue.name])
      expect(code).toBe(0)
      const told = stdout.replaceAll(/\s+/g, ' ')
      const { ratios = [], liquidation = [], coverage = [] } = venue.profile ?? {}
      const words = [
        ...venue.models.flatMap(({ name, sets }) => [name, ...sets.map(({ set }) => set)]),
        ...ratios.map(({ formula }) => formula),
        ...liquidation.flatMap(({ steps }) => steps.flatMap((step) => [step.name, actionWords(step) ?? noStepWords])),
        ...coverage.map(({ rule }) => rule),
      ]
      expect(words.filter((each) => !told.includes(each.replaceAll(/\s+/g, ' ')))).toEqual([])
    },
  )

  test('another name is refused, with the nearest', async () => {
    const { code, stdout, stderr } = await runCli(['venues', 'generix'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Did you mean generic?')
  })
})

describe.concurrent('params diff', { timeout }, () => {
  const shownSet = async (): Promise<Record<string, unknown>> =>
    JSON.parse((await runCli(['params', 'show', 'generic/cross', '--json'])).stdout)

  test('says which parameter a file changes, from what to what, and where from', async () => {
    const document = await shownSet()
    const shortOptions = { '*': { initialFrac: 0.2, initialFloorFrac: 0.1, maintenanceFrac: 0.075 } }
    const parameters = { ...(document['parameters'] as object), wholePosition: true, shortOptions }
    const file = fileOf('mine.json', { ...document, set: 'mine', source: 'my desk', parameters })
    const { code, stdout } = await runCli(['params', 'diff', 'generic/cross', 'default', file, '--json'])
    expect(code).toBe(0)
    const { before, after, changes } = JSON.parse(stdout)
    expect([before.set, after.set, after.source]).toEqual(['default', 'mine', 'my desk'])
    const change = changes.find(({ path }: { path: string }) => path === '/wholePosition')
    expect(change).toMatchObject({
      change: 'changed',
      before: false,
      after: true,
      sources: { after: { source: 'my desk' } },
    })
    const text = await runCli(['params', 'diff', 'generic/cross', 'default', file])
    expect(text.stdout).toMatch(/\/wholePosition +false +true/)
  })

  test('a set has no difference from itself', async () => {
    const { stdout } = await runCli(['params', 'diff', 'house/portfolio', 'default', 'default', '--json'])
    expect(JSON.parse(stdout).changes).toEqual([])
  })

  test('a file that the model cannot read is refused where it stands', async () => {
    const document = await shownSet()
    const broken = fileOf('broken.json', { ...document, parameters: { wholePosition: 'yes' } })
    const other = fileOf('other.json', { ...document, model: 'house/portfolio' })
    const run = (file: string) => runCli(['params', 'diff', 'generic/cross', 'default', file])
    expect(await run(broken)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('/parameters/wholePosition'),
    })
    expect(await run(other)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('must be for generic/cross, is for house/portfolio'),
    })
    expect(await run('defualt')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Did you mean default?'),
    })
  })
})
