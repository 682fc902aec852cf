import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../tools/browser.ts'
import type { Demo, DemoList } from '../src/data/demo.ts'
import { type Serving, startServing } from './serving.ts'
import { opened, overflowPx, shownNumber, type View, visit } from './visit.ts'

let serving: Serving
let browser: Browser
let names: readonly string[]
const modes = ['isolated', 'cross', 'portfolio'] as const
const screens = mkdtempSync(join(tmpdir(), 'plimsoll-screens-'))

beforeAll(async () => {
  serving = await startServing()
  browser = await launchBrowser()
  const list = (await (await fetch(`${serving.url}v1/demo`)).json()) as DemoList
  names = list.books.map(({ name }) => name)
})

afterAll(async () => {
  await browser?.close()
  await serving?.stop()
})

const views: readonly View[] = [
  { scheme: 'light', widthPx: 1280 },
  { scheme: 'dark', widthPx: 1280 },
  { scheme: 'light', widthPx: 390 },
  { scheme: 'dark', widthPx: 390 },
]

describe.each(views)('$scheme, $widthPx px wide', (view) => {
  test('every demo book in every mode shows the figures of the API, complains of nothing and fits', async () => {
    const { page, complaints, close } = await visit(browser, view)
    expect(names).toHaveLength(6)
    for (const name of names)
      for (const mode of modes) {
        const answer = (await (await fetch(`${serving.url}v1/demo/${name}?mode=${mode}`)).json()) as Demo
        await page.goto(`${serving.url}#book=${name}&mode=${mode}`)
        await page.getByText(`${answer.title}, ${mode}: maintenance margin used`).waitFor({ state: 'attached' })
        await page.locator('.chart:has(canvas)').nth(1).waitFor()
        expect(await stripNumbers(page), `${name} ${mode}`).toEqual(apiNumbers(answer))
        expect(await overflowPx(page), `${name} ${mode} sticks out`).toBeLessThanOrEqual(0)
        expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|null|Infinity|\[object/)
        if (mode === answer.book.mode)
          await page.screenshot({ path: join(screens, `${name}-${view.scheme}-${view.widthPx}.png`), fullPage: true })
      }
    expect(complaints).toEqual([])
    await close()
  })
})

test.each([320, 390, 768])('nothing sticks out at %i px, at the top or scrolled', async (widthPx) => {
  const { page, complaints, close } = await visit(browser, { scheme: 'light', widthPx })
  for (const name of names) {
    await opened(page, serving.url, `#book=${name}&mode=isolated`)
    expect(await overflowPx(page)).toBeLessThanOrEqual(0)
    await page.evaluate(() => {
      for (const reasons of document.querySelectorAll('details.reasons')) reasons.setAttribute('open', '')
      window.scrollTo(0, document.body.scrollHeight)
    })
    await page.locator('.sticky-strip').waitFor()
    expect(await overflowPx(page), `${name}, scrolled`).toBeLessThanOrEqual(0)
  }
  expect(complaints).toEqual([])
  await close()
})

interface StripNumbers {
  readonly usePercent: number | null
  readonly standing: string
  readonly room: number | null
  readonly free: number | null
  readonly worst: number | null
}

async function stripNumbers(page: Page): Promise<StripNumbers> {
  const [use = '', room = '', , free = '', worst = ''] = await page.locator('.strip .figure-value').allInnerTexts()
  const standing = await page.locator('.strip .standing').innerText()
  const numberOf = (text: string) => (text.startsWith('—') ? null : shownNumber(text))
  return {
    usePercent: numberOf(use),
    standing: standing.trim().toLowerCase(),
    room: numberOf(room),
    free: numberOf(free),
    worst: numberOf(worst),
  }
}

const standingWords = {
  calm: 'calm',
  watch: 'watch',
  act: 'act',
  danger: 'danger',
  liquidating: 'liquidation',
  unknown: 'unknown',
}

function apiNumbers({ margin, stress }: Demo): StripNumbers {
  const pool = margin.pools.find(({ name }) => name === margin.worstPool)
  const room =
    pool && pool.adjustedEquity !== null && pool.maintenanceMargin !== null
      ? pool.adjustedEquity - pool.maintenanceMargin / pool.trigger
      : null
  const losses = stress.matrices.flatMap(({ worst }) => (worst === null ? [] : [worst.pnl]))
  return {
    usePercent:
      margin.maintenanceUse === null
        ? null
        : headline(margin.maintenanceUse / margin.trigger, margin.maintenanceUse * 100),
    standing: standingWords[margin.standing],
    room: shown(room),
    free: shown(margin.freeCollateral === null ? null : Math.max(0, margin.freeCollateral)),
    worst: shown(losses.length === 0 ? null : Math.min(...losses)),
  }
}

/** Whole from a thousand up, else cents: as the page promises to show amounts. */
function shown(value: number | null): number | null {
  if (value === null) return null
  const digits = Math.abs(value) >= 999.995 ? 0 : 2
  return Number(value.toFixed(digits)) + 0
}

/** Whole percent, with one digit more where rounding would claim another band. */
function headline(share: number, percent: number): number {
  const bands = (of: number) => [0.5, 2 / 3, 5 / 6, 1].filter((start) => of >= start).length
  const whole = Math.round(percent)
  return bands(share) === bands((share * whole) / percent) ? whole : Number(percent.toFixed(1))
}
