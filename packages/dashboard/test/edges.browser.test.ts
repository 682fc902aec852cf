import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../tools/browser.ts'
import type { Demo } from '../src/data/demo.ts'
import { type Serving, startServing } from './serving.ts'
import { opened, overflowPx, visit } from './visit.ts'

let serving: Serving
let browser: Browser
let answer: Demo

beforeAll(async () => {
  serving = await startServing()
  browser = await launchBrowser()
  answer = (await (await fetch(`${serving.url}v1/demo/stressed`)).json()) as Demo
})

afterAll(async () => {
  await browser?.close()
  await serving?.stop()
})

/** Puts an answer in place of the server's for the book. */
function answering(page: Page, demo: Demo): Promise<unknown> {
  return page.route('**/v1/demo/*', (route) => route.fulfill({ json: demo }))
}

const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

describe('the page at the edges', () => {
  test('what is unknown is shown as a dash with its reason, never as a number', async () => {
    const nothing = {
      equity: null,
      adjustedEquity: null,
      initialMargin: null,
      maintenanceMargin: null,
      freeCollateral: null,
      initialUse: null,
      maintenanceUse: null,
    }
    const message = 'ETH/USD:ETH-240126-2000-P has no mark and no volatility'
    const side = { state: 'unknown', reason: message } as const
    const unknown: Demo = {
      ...answer,
      margin: {
        ...answer.margin,
        ...nothing,
        marginRatio: null,
        standing: 'unknown',
        initial: null,
        maintenance: null,
        pools: answer.margin.pools.map((pool) => ({
          ...pool,
          ...nothing,
          standing: 'unknown',
          initial: null,
          maintenance: null,
        })),
        liquidation: [{ scope: 'ETH', pool: 'account', below: side, above: side }],
        problems: [{ code: 'market.missing-mark', path: '/positions/3', message }],
      },
      stress: { ...answer.stress, matrices: [], curves: [], named: [], reverse: { state: 'unknown', reason: message } },
    }
    const { page, complaints, close } = await visit(browser, { scheme: 'light', widthPx: 1280 })
    await answering(page, unknown)
    await page.goto(serving.url)
    await page.locator('.strip').waitFor()
    const figures = await page.locator('.strip .figure-value').allInnerTexts()
    expect(figures.map((text) => text.slice(0, 1))).toEqual(['—', '—', '—', '—', '—'])
    expect(await page.locator('.problems').innerText()).toContain(message)
    expect(await page.getByRole('meter').getAttribute('aria-valuetext')).toBe(
      'use unknown, Unknown, room unknown dollars',
    )
    expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|null/)
    expect(complaints).toEqual([])
    await close()
  })

  test('three hundred options keep few rows in the document, and the last one can be reached', async () => {
    const demo = await askAbout('options-300')
    const { page, complaints, close } = await visit(browser, { scheme: 'dark', widthPx: 1280 })
    await answering(page, demo)
    await opened(page, serving.url)
    const positions = page.getByRole('region', { name: /^Positions/ })
    expect(await positions.locator('table').getAttribute('aria-rowcount')).toBe(
      String(demo.margin.positions.length + 1),
    )
    expect(await positions.locator('tbody tr[aria-rowindex]').count()).toBeLessThan(60)
    await positions.locator('.table-frame').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight))
    await positions.locator(`tr[aria-rowindex="${demo.margin.positions.length + 1}"]`).waitFor()
    await positions.getByRole('button', { name: 'Adds to maintenance' }).click()
    expect(await positions.locator('th[aria-sort="descending"]').innerText()).toContain('Adds to maintenance')
    expect(await overflowPx(page)).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await close()
  })

  test('a book that is not there is told with code and advice', async () => {
    const { page, close } = await visit(browser, { scheme: 'light', widthPx: 390 })
    await page.goto(`${serving.url}#book=no-such-book`)
    const trouble = page.getByRole('alert')
    await trouble.getByText('request.not-found').waitFor()
    expect(await trouble.innerText()).toContain('Pick another book')
    expect(await overflowPx(page)).toBeLessThanOrEqual(0)
    await close()
  })

  test('a server that has gone is told, and trying again works once it is back', async () => {
    const { page, close } = await visit(browser, { scheme: 'dark', widthPx: 1280 })
    await page.route('**/v1/demo', (route) => route.abort())
    await page.goto(serving.url)
    await page.getByRole('alert').getByText('does not answer').waitFor()
    await page.unroute('**/v1/demo')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.strip').waitFor()
    await close()
  })

  test('script and style together are within 350 kB when compressed', () => {
    const assets = inRepository('packages/dashboard/dist/assets')
    const sizes = readdirSync(assets).map((name) => gzipSync(readFileSync(`${assets}/${name}`)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350_000)
  })
})

/** The answer the page would get for a book of the examples, made of the server's own answers. */
async function askAbout(name: string): Promise<Demo> {
  const read = (path: string) => JSON.parse(readFileSync(inRepository(path), 'utf8'))
  const book = read(`examples/books/${name}.json`)
  const market = read('examples/market-2024-01-08.json')
  const ask = async (question: string, more: object = {}) => {
    const response = await fetch(`${serving.url}v1/${question}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ book, market, ...more }),
    })
    return response.json()
  }
  return {
    name,
    title: name,
    words: '',
    mode: book.mode,
    book,
    margin: await ask('margin'),
    compare: await ask('compare', { venues: ['generic', 'house'] }),
    venues: await ask('compare'),
    stress: await ask('stress'),
  }
}
