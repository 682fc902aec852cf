import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../tools/browser.ts'
import { overflowPx, visit } from './visit.ts'

const program = fileURLToPath(new URL('../../server/bin/plimsoll.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-population-'))
let browser: Browser
let server: Server
let url = ''

beforeAll(async () => {
  const path = join(folder, 'report.html')
  const crash = ['--population', '60', '--from', '2025-10-09', '--to', '2025-10-11']
  await promisify(execFile)(process.execPath, [program, 'simulate', ...crash, '--report', path])
  server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    answer.end(readFileSync(path))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the page of a population study', () => {
  test.each([
    { scheme: 'light', widthPx: 1280 },
    { scheme: 'dark', widthPx: 1280 },
    { scheme: 'light', widthPx: 400 },
    { scheme: 'light', widthPx: 320 },
  ] as const)('shows its charts without a complaint, $scheme and $widthPx px wide', async (view) => {
    const { page, complaints, close } = await visit(browser, view)
    await page.goto(url)
    expect(await page.getByRole('heading', { name: 'Plimsoll population study' }).isVisible()).toBe(true)
    expect(await page.getByRole('img').count()).toBeGreaterThan(10)
    for (const chart of await page.getByRole('img').all()) {
      const box = await chart.boundingBox()
      expect(box?.width).toBeGreaterThan(120)
      expect(box?.height).toBeGreaterThan(40)
    }
    expect(await overflowPx(page)).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })
})
