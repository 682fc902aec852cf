import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Finished, runCli } from '../testkit/run-cli.ts'
import { processOutput } from './output.ts'
import { runSimulate } from './simulate.ts'
import { UsageError } from './usage-error.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-simulate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const crash = ['--from', '2025-10-10', '--to', '2025-10-10']

function simulate(...args: readonly string[]): Promise<Finished> {
  return runCli(['simulate', ...args])
}

const output = processOutput({ color: false })

function optionsOf(args: readonly string[]): Record<string, string> {
  return Object.fromEntries(args.flatMap((arg, i) => (i % 2 === 0 ? [[arg.slice(2), args[i + 1] as string]] : [])))
}

describe.concurrent('plimsoll simulate', { timeout }, () => {
  test('prints tables, or one JSON object, and writes the page', async () => {
    const page = join(folder, 'report.html')
    const [text, json] = await Promise.all([
      simulate('--population', '30', ...crash, '--report', page),
      simulate('--population', '30', ...crash, '--json', '--history', 'builtin', '--impact', '5'),
    ])
    expect(text.code).toBe(0)
    expect(text.stdout).toContain('What each mode did')
    expect(text.stderr).toContain(`report written to ${page}`)
    expect(readFileSync(page, 'utf8')).toContain('<title>Plimsoll: 30 accounts from 2025-10-10 to 2025-10-10')
    expect(JSON.parse(json.stdout)).toMatchObject({
      format: 'plimsoll-population/1',
      population: 30,
      history: { from: '2025-10-10T00:00:00.000Z', to: '2025-10-11T00:00:00.000Z', bars: 96, ticks: 342 },
      assumptions: { impact: 5, fund: '3000' },
    })
  })

  test.each([
    [['--population', '0'], '--population must be a whole number in 10..100000, is 0'],
    [['--population', '100001'], 'is 100001'],
    [['--population', 'many'], 'is many'],
    [['--seed', '-1'], '--seed must be a whole number'],
    [['--seed', '2147483648'], '--seed must be a whole number'],
    [['--fund', '1e9'], '--fund must be a decimal'],
    [['--funding', '-0.1'], '--funding must be a decimal'],
    [['--step', '0.0001'], '--step must be a fraction in 0.001..1'],
    [['--step', '2%'], '--step must be a fraction'],
    [['--impact', '0'], '--impact must be a whole number'],
    [['--from', '2025-13-01'], '--from must be a day such as 2025-10-06'],
    [['--from', '2025-10-12', '--to', '2025-10-10'], '--to must be after --from'],
    [['--from', '2024-01-01', '--to', '2024-01-02'], '2025-10-06 to 2025-10-17'],
    [
      ['--population', '10', ...crash, '--report', join(tmpdir(), 'no', 'such', 'folder.html')],
      '--report must be a file',
    ],
  ] as const)('%j is a usage error', async (args, words) => {
    const parsed = { population: '10', history: [], seed: '1', funding: '0', ...optionsOf(args) }
    await expect(runSimulate(parsed, output)).rejects.toThrow(UsageError)
    await expect(runSimulate(parsed, output)).rejects.toThrow(words)
  })

  test('a usage error ends with 2 and prints no result', async () => {
    const { code, stdout, stderr } = await simulate('--population', '0')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--population must be a whole number in 10..100000, is 0')
  })

  test('a history that is not there or is none is told with its place', async () => {
    const path = join(folder, 'BTCUSDT_1h.csv')
    writeFileSync(path, 'ts_ms,open,high,low,close\n0,1,1,1,oops\n')
    const [missing, wrong] = await Promise.all([simulate('--history', 'no-such.csv'), simulate('--history', path)])
    expect([missing.code, wrong.code]).toEqual([3, 3])
    expect(missing.stderr).toContain('no-such.csv')
    expect(wrong.stderr).toContain('line 2')
  })
})
