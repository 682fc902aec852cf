import { expect, test } from 'vitest'
import { defaultConfig } from '../packages/core/src/engine/config.ts'
import { percent } from '../packages/server/src/print/number-words.ts'
import { liquidationPage } from './liquidation-page.ts'

const { written, current } = liquidationPage()

test('the tables of docs/liquidation.md are those of the profiles (tools/liquidation-page.ts writes them)', () => {
  expect(written).toBe(current)
})

test('the page names the engine’s settings as they are', () => {
  const { restoreUse, liquidationFeeFrac } = defaultConfig
  const told = written.replaceAll(/\s/g, ' ')
  for (const words of [
    `\`restoreUse\` ${percent(restoreUse, 0)}`,
    `\`liquidationFeeFrac\` ${percent(liquidationFeeFrac)}`,
  ])
    expect(told).toContain(words.replaceAll(/\s/g, ' '))
})
