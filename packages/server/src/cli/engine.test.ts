import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli, startCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 120_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-engine-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Served {
  readonly url: string
  readonly said: () => string
  readonly complaint: () => string
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

function serve(path: string, ...more: readonly string[]): Promise<Served> {
  return served(startCli(['engine', '--journal', path, '--port', '0', ...more]))
}

/** With files of at most 300 blocks of 1024 bytes, beyond which writing fails as on a full disk. */
function serveLimited(path: string): Promise<Served> {
  const bin = fileURLToPath(new URL('../../bin/plimsoll.mjs', import.meta.url))
  const script = `trap '' XFSZ; ulimit -f 300; exec "$@"`
  const args = ['-c', script, 'bash', process.execPath, bin, 'engine', '--journal', path, '--port', '0']
  return served(spawn('bash', args))
}

async function served(child: ChildProcessWithoutNullStreams): Promise<Served> {
  let [said, complaint] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /at (?<url>http:\S+)\/state/.exec(said)?.groups?.['url']
      if (found !== undefined) resolve(found)
    })
    child.once('close', () => reject(new Error(complaint)))
  })
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return closed
  }
  return { url, said: () => said, complaint: () => complaint, end }
}

async function command(url: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${url}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command: body }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

const alice = { type: 'open', account: 'alice', mode: 'cross', model: 'generic/cross' }

describe('an engine on a journal', { timeout }, () => {
  const path = join(folder, 'kept.journal')
  let first: Served
  beforeAll(async () => {
    first = await serve(path, '--currency', 'USDT')
    await command(first.url, alice)
  }, timeout)

  test('says that it made it, and a second process on it is refused', async () => {
    expect(first.said()).toContain(`${path}: a new journal in USDT`)
    const { code, stderr } = await runCli(['engine', '--journal', path, '--port', '0'])
    expect(code).toBe(3)
    expect(stderr).toMatch(/\[journal\.locked\]/)
  })

  test('ends well when it is asked to, and goes on where it was', async () => {
    expect(await first.end('SIGTERM')).toBe(0)
    const second = await serve(path)
    expect(second.said()).toContain('2 commands and 1 account recovered')
    const state = (await (await fetch(`${second.url}/state`)).json()) as Record<string, unknown>
    // What was there, and the resume it begins with.
    expect(state).toMatchObject({ sequence: 2, accounts: 1, currency: 'USDT' })
    expect(await second.end('SIGTERM')).toBe(0)
  })

  test('is refused with its reason when it is of another version, damaged, or no journal', async () => {
    const [newer, broken, other] = ['newer', 'broken', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    copyFileSync(path, newer)
    const db = new DatabaseSync(newer)
    db.exec('UPDATE origin SET engine_version = engine_version + 1')
    db.close()
    copyFileSync(path, broken)
    const bytes = readFileSync(broken)
    // The last command; one that is under a snapshot is found by `plimsoll journal verify`.
    const at = bytes.indexOf('"resume"')
    bytes[at + 1] = 'R'.charCodeAt(0)
    writeFileSync(broken, bytes)
    writeFileSync(other, 'not a journal, but long enough to be looked at')
    for (const [file, problem] of [
      [newer, 'journal.version'],
      [broken, 'journal.corrupt'],
      [other, 'journal.not-a-journal'],
      [join(folder, 'nowhere', 'x'), 'journal.not-found'],
    ]) {
      const { code, stderr } = await runCli(['engine', '--journal', file ?? '', '--port', '0'])
      expect([code, stderr]).toEqual([3, expect.stringContaining(`[${problem}]`)])
    }
  })

  test('is not begun on a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const { code, stderr } = await runCli(['engine', '--journal', join(folder, 'port'), '--port', String(port)])
    taken.close()
    expect([code, stderr]).toEqual([2, expect.stringContaining(`port ${port} is taken`)])
  })

  test('needs a journal to be named', async () => {
    const { code, stderr } = await runCli(['engine'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('--journal must name')])
  })
})

test('on a full disk it turns read-only, says so, and keeps what it had acknowledged', { timeout }, async () => {
  const path = join(folder, 'full.journal')
  const limited = await serveLimited(path)
  let acknowledged = 0
  let refused: { status: number; json: Record<string, unknown> } | undefined
  for (let i = 0; refused === undefined && i < 2000; i += 1) {
    const answer = await command(limited.url, { ...alice, account: `a${i}-${'x'.repeat(100)}` })
    if (answer.status === 200) acknowledged += 1
    else refused = answer
  }
  expect(refused).toMatchObject({ status: 503, json: { problems: [{ code: 'runtime.read-only' }] } })
  const again = await command(limited.url, alice)
  expect(again.json).toMatchObject({ problems: [{ code: 'runtime.read-only' }] })
  const state = (await (await fetch(`${limited.url}/state`)).json()) as Record<string, unknown>
  expect(state).toMatchObject({ accounts: acknowledged, health: { status: 'read-only' } })
  expect(limited.complaint()).toContain('the engine is read-only from now on')
  await limited.end('SIGTERM')
  const later = await serve(path)
  const recovered = (await (await fetch(`${later.url}/state`)).json()) as { accounts: number }
  // The one that failed may or may not have reached the disk; none that was acknowledged is missing.
  expect(recovered.accounts).toBeGreaterThanOrEqual(acknowledged)
  await later.end('SIGTERM')
})

test('where the files of the demo are missing, as in a package without them, the engine runs all the same', {
  timeout,
}, async () => {
  const [bare, packages] = [join(folder, 'bare'), fileURLToPath(new URL('../../', import.meta.url))]
  for (const part of ['bin', 'src', 'package.json']) cpSync(join(packages, part), join(bare, part), { recursive: true })
  symlinkSync(join(packages, '../../node_modules'), join(bare, 'node_modules'))
  const args = [join(bare, 'bin/plimsoll.mjs'), 'engine', '--journal', join(folder, 'bare.journal'), '--port', '0']
  const engine = await served(spawn(process.execPath, args))
  // It is prepared a moment after the address is told.
  await setTimeout(1000)
  expect((await fetch(`${engine.url}/state`)).status).toBe(200)
  expect(await engine.end('SIGTERM')).toBe(0)
})

test.each(['', 'a b', 'x'.repeat(129), 'a\nb'])(
  'a currency that is no name is refused before a journal is made (%#)',
  async (currency) => {
    const path = join(folder, `currency-${currency.length}.journal`)
    const { code, stderr } = await runCli(['engine', '--journal', path, '--port', '0', '--currency', currency])
    expect([code, existsSync(path)]).toEqual([2, false])
    expect(stderr).toContain('--currency must be')
  },
  timeout,
)
