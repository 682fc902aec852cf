import { readFileSync } from 'node:fs'
import type { engine } from '@plimsoll/core'
import { afterEach, expect, test, vi } from 'vitest'
import { LawBroken } from './audit/law.ts'
import type { Disk } from './disk.ts'
import { type PlantedBug, plantedBugs, withJournal } from './planted-bugs.ts'
import { simulate } from './simulation.ts'

type Apply = typeof engine.apply

const planted = vi.hoisted(() => ({
  in: undefined as ((apply: Apply) => Apply) | undefined,
  parts: undefined as PlantedBug['parts'],
}))

// The engine is what it is, with the bug around it: the runtime has no other seam there, and needs none.
vi.mock('@plimsoll/core', async (original) => {
  const core = await original<typeof import('@plimsoll/core')>()
  const apply: Apply = (...told) => (planted.in?.(core.engine.apply) ?? core.engine.apply)(...told)
  // Asked each time, so that a bug can be planted after the modules that use the engine were loaded.
  const withBugs = new Proxy(
    { ...core.engine, apply },
    {
      get: (target, name) => Reflect.get({ ...planted.parts?.(core.engine) }, name) ?? Reflect.get(target, name),
    },
  )
  return { ...core, engine: withBugs }
})

afterEach(() => {
  planted.in = undefined
  planted.parts = undefined
})

/** Seeds that may pass before a bug is found. */
const seedsMax = 60

test.each(plantedBugs)('it is found that $name', async (bug) => {
  expect(await lawBrokenBy(bug)).toBe(bug.law)
})

test('the page about the simulation lists them', () => {
  const page = readFileSync(new URL('../../../../../docs/simulation.md', import.meta.url), 'utf8')
  const rows = page.split('\n').filter((line) => /^\| .* \| `[a-z-]+` \|$/.test(line))
  expect(rows).toEqual(plantedBugs.map(({ name, law }) => `| ${name.replace('’', "'")} | \`${law}\` |`))
})

test('no law is broken by what bugs are planted with', async () => {
  planted.in = (apply) => apply
  const surroundings = {
    disk: (disk: Disk) => ({ ...disk }),
    journal: withJournal(() => ({})),
    rules: (rules: engine.EngineRules) => ({ ...rules }),
  }
  const { hash } = await simulate({ seed: '1', surroundings })
  planted.in = undefined
  expect((await simulate({ seed: '1' })).hash).toBe(hash)
})

async function lawBrokenBy({ apply, parts, surroundings = {} }: PlantedBug): Promise<string> {
  planted.in = apply
  planted.parts = parts
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    try {
      await simulate({ seed: String(seed), surroundings })
    } catch (error) {
      if (error instanceof LawBroken) return error.law
      throw error
    }
  }
  return 'no law'
}
