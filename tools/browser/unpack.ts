import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

export interface UnpackedChromium {
  readonly path: string
  /** What it needs where the system lacks the libraries or the fonts that a browser expects. */
  readonly env: Readonly<Record<string, string>>
}

const archives = fileURLToPath(new URL('../../node_modules/@sparticuz/chromium/bin', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))

/** The Chromium that npm installed as an archive, unpacked once for each version. */
export async function unpackedChromium(): Promise<UnpackedChromium> {
  const folder = join(cache, `chromium-${packagedVersion()}`)
  if (!existsSync(folder)) await unpackTo(folder)
  return { path: join(folder, 'chromium'), env: { ...librariesIn(folder), ...fontsIn(folder) } }
}

function packagedVersion(): string {
  return JSON.parse(readFileSync(join(dirname(archives), 'package.json'), 'utf8')).version
}

/** Unpacks beside the target and renames at the end, so that two runs at once never meet a half-written browser. */
async function unpackTo(folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  await withTemporaryFolder(draft, () =>
    Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
        inflate(join(archives, name)),
      ),
    ),
  )
  if (existsSync(folder)) rmSync(draft, { recursive: true })
  else renameSync(draft, folder)
}

/** `inflate` writes to the temporary folder of the system, which TMPDIR names. */
async function withTemporaryFolder(folder: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Chromium links to NSS, which bare containers lack; the package carries a copy. */
function librariesIn(folder: string): Record<string, string> {
  const places = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib']
  if (places.some((place) => existsSync(join(place, 'libnss3.so')))) return {}
  return { LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH'] ?? []].flat().join(':') }
}

function fontsIn(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
}
