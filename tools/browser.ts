import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { unpackedChromium } from './browser/unpack.ts'

/**
 * A headless Chromium for tests and screenshots: `CHROME_PATH` when it is set, else on Linux x64 the one that npm
 * installed, else a Chrome or Chromium of the system.
 *
 * @throws Error naming what was looked for, when there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const isPackaged = process.env['CHROME_PATH'] === undefined && process.platform === 'linux' && process.arch === 'x64'
  const packaged = isPackaged ? await unpackedChromium() : undefined
  return chromium.launch({
    executablePath: packaged?.path ?? systemBrowser(),
    args: [...flags, ...(packaged ? softwareRendering : [])],
    env: { ...process.env, LANG: 'en_US.UTF-8', ...packaged?.env },
  })
}

/** One language everywhere, no sandbox (tests run as root in containers), and no word to any host but the page's own. */
const flags: readonly string[] = [
  '--no-sandbox',
  '--lang=en-US',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
]

// The packaged one has its own software renderer beside it. Its own list of flags is not used: it has --single-process,
// with which closing a context ends the browser.
const softwareRendering: readonly string[] = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

const systemBrowsers: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function systemBrowser(): string {
  const candidates = [process.env['CHROME_PATH'] ?? [], systemBrowsers].flat()
  const path = candidates.find((candidate) => existsSync(candidate))
  if (path !== undefined) return path
  throw new Error(
    `no Chrome or Chromium found for the browser tests: set CHROME_PATH. Looked for ${candidates.join(', ')}`,
  )
}
