import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)
afterAll(() => browser.close())

test('the browser of the tests draws a page and speaks English', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 200 } })
  await page.setContent(
    '<h1>Plimsoll</h1><script>document.querySelector("h1").append(" ", (1250.5).toLocaleString())</script>',
  )
  expect(await page.textContent('h1')).toBe('Plimsoll 1,250.5')
  expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
})

test('closing one page leaves the browser usable', async () => {
  const context = await browser.newContext()
  await (await context.newPage()).close()
  await context.close()
  expect(await (await browser.newPage()).evaluate('navigator.language')).toBe('en-US')
})
