// Takes the pictures of the documentation: `node tools/screenshot.ts`. Build the page first (`npm run build`).
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startServing } from '../packages/dashboard/test/serving.ts'
import { launchBrowser } from './browser.ts'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const pictures = [
  { scheme: 'light', file: 'overview.png' },
  { scheme: 'dark', file: 'overview-dark.png' },
] as const

mkdirSync(folder, { recursive: true })
const serving = await startServing()
const browser = await launchBrowser()
try {
  for (const picture of pictures) await take(picture)
} finally {
  await browser.close()
  await serving.stop()
}

async function take({ scheme, file }: (typeof pictures)[number]): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1240 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  await page.goto(serving.url)
  // Both charts are drawn in the frame after their canvas is there.
  await page.locator('.chart:has(canvas)').nth(1).waitFor()
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.screenshot({ path: `${folder}${file}` })
  await page.close()
  console.log(`docs/images/${file}`)
}
