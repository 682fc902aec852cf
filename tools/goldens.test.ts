import { venues } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { computeResults, goldenFolders, idleExcusesOf, readFolder, readResults, unfeltOf } from './goldens/folder.ts'
import { outsideGaps } from './goldens/outside.ts'

const folders = goldenFolders()

test('every venue has goldens', () => {
  expect(folders).toEqual(venues().map(({ name }) => name))
})

describe.each(folders)('goldens of %s', (name) => {
  test('are at least ten, every model among them, and are what the library computes', async () => {
    const folder = await readFolder(name)
    const venue = venues().find((each) => each.name === name)
    expect(folder.cases.length).toBeGreaterThanOrEqual(10)
    expect(new Set(folder.cases.map(({ model }) => model))).toEqual(new Set(venue?.models.map((model) => model.name)))
    const computed = computeResults(folder)
    expect(JSON.parse(JSON.stringify(computed))).toEqual(readResults(name))
    expect(folder.cases.flatMap(outsideGaps)).toEqual([])
    expect([unfeltOf(folder, computed), idleExcusesOf(folder, computed)]).toEqual([[], []])
  })
})
