import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine, engineRules } from '@plimsoll/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRow } from '../journal/replay.ts'
import { openStore } from '../journal/sqlite-store.ts'
import { mixedCommands } from '../testkit/mixed-commands.ts'
import { runCli } from '../testkit/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-cli-journal-'))
const path = join(folder, 'journal')
const commandCount = 600
let head: string
let posted = 0

/** Six batches, with a snapshot after each but the last. */
beforeAll(() => {
  const store = openStore(path, 'new', { engineVersion: engine.engineVersion, currency: 'USD' })
  const state = engine.genesis('USD')
  const rules = engineRules()
  const rows = [...mixedCommands(commandCount)].map((body, i) => ({ sequence: i + 1, key: `k${i}`, body }))
  for (let from = 0; from < rows.length; from += 100) {
    const batch = rows.slice(from, from + 100)
    for (const row of batch)
      for (const event of applyRow(state, row, rules).events)
        if (event.type === 'posted') posted += event.entry.postings.length
    const sequence = from + batch.length
    const snapshot = sequence < commandCount ? { sequence, state: engine.stateText(state) } : undefined
    const { hash } = store.append(from, { rows: batch, replies: [], snapshot })
    head = `${sequence}:${hash}`
  }
  store.close()
})

afterAll(() => rmSync(folder, { recursive: true }))

test('a journal that is whole verifies, up to the head that was acknowledged', async () => {
  const { code, stdout, stderr } = await runCli(['journal', 'verify', path, '--head', head])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`head       ${head}`)
  const { stdout: json } = await runCli(['journal', 'verify', path, '--json'])
  expect(JSON.parse(json)).toMatchObject({
    format: 'plimsoll-journal-verification/1',
    sound: true,
    head: { sequence: commandCount },
    keys: commandCount,
    snapshots: 5,
    problem: null,
  })
})

test('a changed byte is told with its command, in words and as JSON, and ends with 3', async () => {
  const trial = join(folder, 'changed')
  copyFileSync(path, trial)
  const file = readFileSync(trial)
  const at = file.lastIndexOf('"account":"account-23"')
  file[at + 12] = 0x62
  writeFileSync(trial, file)
  const { code, stderr } = await runCli(['journal', 'verify', trial])
  expect(code).toBe(3)
  expect(stderr).toMatch(
    /^plimsoll: .*changed: command \d+ {2}command \d+ must have the hash of its content.*\[journal.corrupt\]\n$/,
  )
  const { code: jsonCode, stdout } = await runCli(['journal', 'verify', trial, '--json'])
  expect(jsonCode).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({ sound: false, problem: { code: 'journal.corrupt' } })
})

test('a journal below the acknowledged head is too short, and ends with 3', async () => {
  const { code, stderr } = await runCli(['journal', 'verify', path, '--head', '601'])
  expect(code).toBe(3)
  expect(stderr).toContain('[journal.short]')
})

test('what is no journal, or is not there, is told in one line', async () => {
  for (const [name, told] of [
    ['none', 'journal.not-found'],
    ['', 'journal.not-a-journal'],
  ] as const) {
    const { code, stderr } = await runCli(['journal', 'replay', join(folder, name)])
    expect(code).toBe(3)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(`[${told}]`)
  }
})

test.each([
  ['--head', ['verify', path, '--head', 'last']],
  ['--to', ['replay', path, '--to', '-1']],
  ['at most the journal', ['replay', path, '--to', '601']],
  ['--from-snapshot and --from-genesis', ['replay', path, '--from-snapshot', '--from-genesis']],
  ['--what', ['export', path, '--what', 'prices']],
  ['--format', ['export', path, '--format', 'xml']],
])('an option that cannot be is a usage error that names it: %s', async (named, args) => {
  const { code, stderr } = await runCli(['journal', ...args])
  expect(code).toBe(2)
  expect(stderr).toContain(named)
})

test('a replay ends in the same state from the beginning and from a snapshot, and passes every snapshot', async () => {
  const replay = async (...args: string[]): Promise<Record<string, unknown>> =>
    JSON.parse((await runCli(['journal', 'replay', path, '--json', ...args])).stdout) as Record<string, unknown>
  const whole = await replay('--from-genesis')
  const tail = await replay('--from-snapshot')
  expect(whole).toMatchObject({ from: 0, to: commandCount })
  expect(whole['snapshots']).toEqual([100, 200, 300, 400, 500].map((sequence) => ({ sequence, same: true })))
  expect(tail).toMatchObject({ from: 500, to: commandCount, stateHash: whole['stateHash'] })
  const early = await replay('--to', '300')
  expect(early['stateHash']).not.toBe(whole['stateHash'])
  const { stdout } = await runCli(['journal', 'replay', path])
  expect(stdout).toContain(String(whole['stateHash']))
  expect(stdout).toContain('5 on the way, all the same')
})

test('commands, events and entries are exported line by line, as JSON and as a table', async () => {
  const lines = async (...args: string[]): Promise<readonly string[]> =>
    (await runCli(['journal', 'export', path, ...args])).stdout.trimEnd().split('\n')
  const commands = await lines()
  expect(commands).toHaveLength(commandCount)
  expect(JSON.parse(commands[2] ?? '')).toMatchObject({ sequence: 3, key: 'k2', command: { type: 'open' } })
  const entries = await lines('--what', 'entries', '--format', 'csv')
  expect(entries[0]).toBe('sequence,at,cause,holder,asset,amount')
  expect(entries).toHaveLength(1 + posted)
  const own = await lines('--what', 'entries', '--account', 'account-3')
  expect(own.length).toBeGreaterThan(1)
  expect(new Set(own.map((line) => (JSON.parse(line) as { holder: string }).holder))).toEqual(new Set(['account-3']))
  const events = await lines('--what', 'events', '--account', 'account-3')
  expect(events.length).toBeGreaterThan(own.length)
  expect(JSON.parse(events[0] ?? '')).toMatchObject({ event: { type: 'opened', account: 'account-3' } })
  const table = await lines('--what', 'events', '--format', 'csv')
  expect(table[1]).toMatch(/^1,\d+,listed,"\{""type"":""listed""/)
})

test('a table has no formulas: what an account is called is not computed by who opens it', async () => {
  const trial = join(folder, 'formulas')
  const store = openStore(trial, 'new', { engineVersion: engine.engineVersion, currency: 'USD' })
  const command = { at: 1, type: 'open', mode: 'cross', model: 'generic/cross' }
  const bodies = [
    JSON.stringify({ ...command, account: '=1+1' }),
    JSON.stringify({ at: 2, type: 'deposit', account: '=1+1', asset: 'USDT', amount: '5' }),
  ]
  store.append(0, {
    rows: bodies.map((body, i) => ({ sequence: i + 1, key: `+k${i}`, body })),
    replies: [],
    snapshot: undefined,
  })
  store.close()
  const table = async (what: string) =>
    (await runCli(['journal', 'export', trial, '--what', what, '--format', 'csv'])).stdout.trim().split('\n').slice(1)
  expect(await table('entries')).toEqual(['2,2,deposit,@venue,USDT,-5', "2,2,deposit,'=1+1,USDT,5"])
  expect((await table('commands'))[0]).toMatch(/^1,'\+k0,/)
})

test('an empty journal is held against the head of an empty journal too', async () => {
  const trial = join(folder, 'fresh')
  openStore(trial, 'new', { engineVersion: engine.engineVersion, currency: 'USD' }).close()
  expect((await runCli(['journal', 'verify', trial, '--head', `0:${'0'.repeat(64)}`])).code).toBe(3)
})
