import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCli, startCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 120_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-commands-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const request = ['examples/books/stressed.json', '--market', 'examples/market-2024-01-08.json']

describe('plimsoll engine commands', { timeout }, () => {
  test('prints what a running engine takes, whose account is then margined as the book is', async () => {
    const { code, stdout, stderr } = await runCli(['engine', 'commands', ...request, '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const engine = startCli(['engine', '--journal', join(folder, 'stressed.journal'), '--port', '0'])
    try {
      const url = await addressOf(engine.stdout)
      const headers = { 'content-type': 'application/json' }
      const posted = await fetch(`${url}/commands`, { method: 'POST', headers, body: stdout })
      expect(((await posted.json()) as { replies: { done: boolean }[] }).replies.every(({ done }) => done)).toBe(true)
      const account = (await (await fetch(`${url}/accounts/stressed`)).json()) as { margin: Record<string, number> }
      const desk = JSON.parse((await runCli(['margin', ...request, '--json'])).stdout) as Record<string, number>
      for (const figure of ['equity', 'initialMargin', 'maintenanceMargin', 'maintenanceUse'])
        expect(account.margin[figure]).toBeCloseTo(desk[figure] ?? Number.NaN, 6)
    } finally {
      engine.kill('SIGKILL')
    }
  })

  test('a line is a command with its key', async () => {
    const { stdout } = await runCli(['engine', 'commands', ...request])
    const lines = stdout.trimEnd().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ key: 'stressed/1', command: { type: 'list' } })
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ command: { type: 'fill' } })
  })

  test('a mode the venue lacks is a wrong use, a book it cannot hold is not understood', async () => {
    const wrong = await runCli(['engine', 'commands', ...request, '--venue', 'deribit', '--mode', 'isolated'])
    expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 2, stdout: '' })
    const held = await runCli(['engine', 'commands', ...request, '--venue', 'hyperliquid', '--mode', 'cross'])
    expect(held.code).toBe(3)
    expect(held.stderr).toMatch(/\[venue\.cannot-hold\]/)
  })
})

test('the currency of a journal is a name', { timeout }, async () => {
  const { code, stderr } = await runCli(['engine', '--journal', join(folder, 'none'), '--currency', ''])
  expect(code).toBe(2)
  expect(stderr).toMatch(/--currency must be 1 to 128 characters/)
})

function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    stdout.on('data', (text: Buffer) => {
      said += String(text)
      const url = /at (?<url>http:\S+)\/state/.exec(said)?.groups?.['url']
      if (url !== undefined) resolve(url)
    })
    stdout.once('close', () => reject(new Error(said)))
  })
}
