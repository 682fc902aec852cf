import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root, runCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const payloads = (start: string): readonly string[] =>
  readdirSync(join(root, 'examples/payloads'))
    .filter((name) => name.startsWith(start))
    .map((name) => `examples/payloads/${name}`)

describe.concurrent('a venue’s own answers', { timeout }, () => {
  test('margin is one step away, and held against the venue’s figures', async () => {
    const { code, stdout, stderr } = await runCli(['margin', '--payloads', ...payloads('binance-usdm')])
    expect(code).toBe(0)
    expect(stdout).toContain('model binance/cross')
    expect(stdout).toMatch(/account +maintenance margin \(totalMaintMargin\) +132\.59 +132\.59 .* reconciles/)
    expect(stdout).toContain('Every figure of binance/cross is within 0.5\u202f% of the venue’s.')
    expect(stderr).toContain('left out, no contracts: SOLUSDT')
  })

  test('as JSON the reconciliation stands beside the result', async () => {
    const { stdout } = await runCli(['margin', '--payloads', ...payloads('hyperliquid'), '--json'])
    const { format, reconciliation } = JSON.parse(stdout)
    expect([format, reconciliation.reconciles]).toEqual(['plimsoll-margin/1', true])
    const price = reconciliation.figures.find(({ name }: { name: string }) => name === 'liquidationPx')
    expect(price).toMatchObject({ of: 'BTC/USDC:USDC long', figure: 'liquidation price', verdict: 'reconciles' })
    expect(Math.abs(price.difference)).toBeLessThan(1e-3)
  })

  test('another venue’s rules can be asked, and a difference can fail', async () => {
    const asked = ['margin', '--payloads', ...payloads('bybit'), '--fail-on', 'difference>0.005']
    expect((await runCli(asked)).code).toBe(0)
    const elsewhere = await runCli([...asked, '--venue', 'generic', '--mode', 'cross'])
    expect([elsewhere.code, elsewhere.stderr.includes('breached: difference>0.005')]).toEqual([1, true])
    expect(elsewhere.stdout).toContain('does not reconcile with the venue')
  })

  test('import writes documents that margin reads to the same figures', async () => {
    const [book, market] = [join(folder, 'book.json'), join(folder, 'market.json')]
    const out = ['--out-book', book, '--out-market', market]
    const { code, stdout } = await runCli(['import', ...payloads('okx'), ...out])
    expect(code).toBe(0)
    for (const words of ['okx account/balance', 'left out, no contract (spot margin): SOL-USDT', 'Written: '])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words)
    expect(JSON.parse(readFileSync(book, 'utf8')).format).toBe('plimsoll-book/1')
    const again = JSON.parse((await runCli(['margin', book, '--market', market, '--json'])).stdout)
    const { reconciliation: _reconciliation, ...direct } = JSON.parse(
      (await runCli(['margin', '--payloads', ...payloads('okx'), '--json'])).stdout,
    )
    expect(again).toEqual(direct)
  })

  test('import as JSON has the documents, the notes and the reconciliation', async () => {
    const { stdout } = await runCli(['import', ...payloads('deribit'), '--venue', 'deribit', '--json'])
    const { format, venue, files, book, market, notes, reconciliation } = JSON.parse(stdout)
    expect([format, venue, book.format, market.format]).toEqual([
      'plimsoll-import/1',
      'deribit',
      'plimsoll-book/1',
      'plimsoll-market/1',
    ])
    expect(files.map(({ kind }: { kind: string }) => kind)).toEqual([
      'deribit get_account_summary',
      'deribit get_positions',
      'deribit ticker',
    ])
    expect([notes.length > 3, reconciliation.reconciles]).toEqual([true, true])
  })

  test.each([
    [['margin'], 'a book is needed: BOOK, or --payloads FILE...'],
    [['margin', 'book.json', '--payloads', 'a.json'], 'not both'],
    [['margin', '--payloads', 'a.json', '--balances', 'b.json'], '--balances goes with a book'],
    [['margin', 'book.json', '--market', 'm.json', '--at', 'now'], '--at is for --payloads'],
    [['import', 'a.json', '--at', 'today'], '--at must be an instant'],
  ])('%j is a slip of usage', async (args, words) => {
    const { code, stdout, stderr } = await runCli(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
  })

  test('files that cannot be read are told in one line', async () => {
    const missing = await runCli(['import', 'no-such.json'])
    expect(missing).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('no-such.json: must exist') })
    const other = await runCli(['margin', '--payloads', 'examples/books/stressed.json'])
    expect(other).toMatchObject({ code: 3, stdout: '' })
    expect(other.stderr).toContain('must be one of these payloads')
    const closed = await runCli(['import', ...payloads('okx'), '--out-book', join(folder, 'none', 'b.json')])
    expect(closed).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('ENOENT') })
  })
})
