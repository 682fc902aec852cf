import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { root, runCli } from '../testkit/run-cli.ts'

const bin = fileURLToPath(new URL('../../bin/plimsoll.mjs', import.meta.url))
const market = ['--market', 'examples/market-2024-01-08.json']
const stressed = ['examples/books/stressed.json', ...market]
/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

/** A device that is always full stands for the disk; Linux has one. */
const fullDiskCases: readonly [readonly string[]][] = existsSync('/dev/full') ? [[[]], [['--json']]] : []

describe('what a command writes', { timeout }, () => {
  test.each(fullDiskCases)('a full disk is told in one line %j', (options) => {
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [bin, 'margin', ...stressed, ...options], {
      cwd: root,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    closeSync(full)
    expect({ status, stderr }).toEqual({
      status: 5,
      stderr: 'plimsoll: cannot write the result: no space left on device\n',
    })
  })

  test('percents stay percents in a locale without UTF-8', async () => {
    const { stdout } = await runCli(['margin', ...stressed], { env: { LC_ALL: 'C' } })
    expect(stdout).toMatch(/Maintenance margin used {2}\d+ %/)
    expect(stdout).toMatch(/-\d+\.\d % at mark/)
    expect(stdout).not.toMatch(/\d,(?!\d{3})|,%/)
  })

  test('amounts in a pool’s currency have its code', async () => {
    const { stdout } = await runCli(['explain', ...stressed, '--mode', 'isolated'])
    expect(stdout).toMatch(/ETH\/USD:ETH long, from ETH = .* × +475\.00\n.*maintenance = sum of 1 +0\.2138 ETH\n/)
    expect(stdout).toMatch(/ETH-240126-2000-P short = sum of 2 +5\.894 ETH\n/)
    expect(stdout).toMatch(/ tiered maintenance = sum of 1 +475\.00\n/)
    expect(stdout).toMatch(/ tiered maintenance = sum of 1 +308\.62 USDT\n/)
  })

  test('a name cannot write control characters', async () => {
    const book = readFileSync(join(root, 'examples/books/stressed.json'), 'utf8')
    const named = JSON.stringify({ ...JSON.parse(book), account: '\u001b[31mEVIL\n\u0007' })
    const { stdout, stderr } = await runCli(['margin', '-', ...market], { stdin: named, env: { FORCE_COLOR: '1' } })
    expect(`${stdout}${stderr}`).toContain('\\u001b')
    for (const raw of ['\u001b[31mEVIL', '\u0007']) expect(`${stdout}${stderr}`).not.toContain(raw)
  })
})
