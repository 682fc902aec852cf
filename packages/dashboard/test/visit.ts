import type { Browser, Page } from 'playwright-core'

export interface View {
  readonly scheme: 'light' | 'dark'
  readonly widthPx: number
}

/** A page under watch: whatever it complains of, and every request that leaves the machine. */
export interface Visit {
  readonly page: Page
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** A fresh profile, so that nothing remembered by another test is seen. */
export async function visit(browser: Browser, { scheme, widthPx }: View): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: widthPx, height: 900 }, colorScheme: scheme })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol !== 'data:' && hostname !== '127.0.0.1') complaints.push(`request to ${request.url()}`)
  })
  return { page, complaints, close: () => context.close() }
}

/** Waits until the figures of the book and its charts are there. */
export async function opened(page: Page, url: string, hash = ''): Promise<void> {
  await page.goto(url + hash)
  await page.locator('.strip').waitFor()
  await page.locator('.chart:has(canvas)').nth(1).waitFor()
}

/** How much wider the page is than its window: 0 when nothing sticks out. */
export function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

/** A figure as shown, back to a number. It does not use the page's own formatting, so that both cannot be wrong together. */
export function shownNumber(text: string): number {
  const [, digits = ''] = /([\u2212+]?[^\d\u2212+]*\d[\d\u202f]*(?:\.\d+)?)/.exec(text) ?? []
  const plain = digits
    .replaceAll('\u202f', '')
    .replace('\u2212', '-')
    .replace(/[^\d.-]/g, '')
  return Number.parseFloat(plain)
}
