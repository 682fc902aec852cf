import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { margin, parseBook, parseMarket } from '@plimsoll/core'
import { describe, expect, test } from 'vitest'
import { root, runCli, startCli } from '../testkit/run-cli.ts'

/** Processes of their own, on a machine that may be busy. */
const timeout = 60_000

const book = 'examples/books/cross-basket.json'
const market = 'examples/market-2024-01-08.json'

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

describe.concurrent('plimsoll margin', { timeout }, () => {
  test('prints exactly the object of the library', async () => {
    const parsed = { book: parseBook(JSON.parse(read(book))), market: parseMarket(JSON.parse(read(market))) }
    if (!parsed.book.ok || !parsed.market.ok) throw new Error('the examples must be readable')
    const expected = margin({ book: parsed.book.value, market: parsed.market.value })
    const { code, stdout, stderr } = await runCli(['margin', book, '--market', market, '--json'])
    expect({ code, stderr, stdout }).toEqual({
      code: 0,
      stderr: '',
      stdout: `${JSON.stringify(expected.ok && expected.value)}\n`,
    })
  })

  test('reads the book from standard input', async () => {
    const { code, stdout } = await runCli(['margin', '-', '--market', market, '--json'], { stdin: read(book) })
    expect({ code, account: JSON.parse(stdout).account }).toEqual({ code: 0, account: 'cross-basket' })
  })

  test('reads what ccxt gives: the equity of an isolated position is its collateral, profit counted once', async () => {
    const [list, held] = ['positions', 'balance'].map((name) => `examples/import/ccxt-binance-${name}.json`)
    const { code, stdout } = await runCli(['margin', `${list}`, '--balances', `${held}`, '--market', market, '--json'])
    const pools: readonly { name: string; equity: number }[] = JSON.parse(stdout).pools
    expect(code).toBe(0)
    expect(pools.find(({ name }) => name.startsWith('SOL/USDT:USDT'))?.equity).toBeCloseTo(3385.8, 9)
  })

  test('a CSV row of nothing needs no entry price, and is noted', async () => {
    const { code, stderr } = await runCli(['margin', '-', '--market', market], {
      stdin: 'symbol,contracts,entryPrice\nBTC/USDT:USDT,0,\n',
    })
    expect(code).toBe(0)
    expect(stderr).toContain('left out, no contracts: BTC/USDT:USDT')
  })

  test('says how much of the maintenance margin is used, in words', async () => {
    const { code, stdout } = await runCli(['margin', 'examples/books/stressed.json', '--market', market])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Maintenance margin used {2}\d+\u202f% {2}▲ Act/)
    expect(stdout).toMatch(/ETH\s+−\d+\.\d\u202f% at mark/)
    expect(stdout).not.toContain('NaN')
    expect(stdout).not.toContain('\u001b[')
  })

  test('says the same in ASCII where the locale has no UTF-8', async () => {
    const { stdout } = await runCli(['margin', book, '--market', market], { env: { LC_ALL: 'C' } })
    expect(stdout).toMatch(/^[\n -~]+$/)
    expect(stdout).toContain('* Calm')
  })

  test('colours when told to, unless told not to', async () => {
    const env = { FORCE_COLOR: '1' }
    expect((await runCli(['margin', book, '--market', market], { env })).stdout).toContain('\u001b[')
    expect((await runCli(['--no-color', 'margin', book, '--market', market], { env })).stdout).not.toContain('\u001b[')
  })

  test('exits with 1 when a rule is breached, and still prints', async () => {
    const breached = await runCli([
      'margin',
      book,
      '--market',
      market,
      '--fail-on',
      'used>0.9',
      '--fail-on',
      'equity>1',
      '--json',
    ])
    expect({ code: breached.code, stderr: breached.stderr }).toEqual({ code: 1, stderr: 'breached: equity>1\n' })
    expect(JSON.parse(breached.stdout).format).toBe('plimsoll-margin/1')
    expect((await runCli(['margin', book, '--market', market, '--fail-on', 'used>80%'])).code).toBe(0)
  })

  test.each([
    [['marign'], 'Did you mean margin?'],
    [['margin', book, '--markt', market], 'Did you mean --market?'],
    [['margin', book], '--market'],
    [['margin', book, '--market', market, '--mode', 'croos'], 'Did you mean cross?'],
    [['margin', book, '--market', market, '--model', 'house/portfolo'], 'Did you mean house/portfolio?'],
    [['margin', book, '--market', market, '--venue', 'generik'], 'Did you mean generic?'],
    [['margin', book, '--market', market, '--fail-on', 'used=1'], 'used>0.8'],
    [['margin', '-', '--market', '-'], 'standard input'],
    [['margin', book, '--market', market, '--mode', ''], 'is empty'],
    [['margin', book, '--market', market, '--venue', 'span', '--mode', 'cross'], 'must be one of portfolio, is cross'],
    [['margin', book, '--market', market, '--venue', 'okx', '--model', 'bybit/cross'], 'must be bybit, is okx'],
    [['margin', book, '--market', market, '--mode', 'cross', '--model', 'okx/isolated'], 'must be isolated, is cross'],
    [['compare', book, '--market', market, '--venues', ''], 'must name at least one'],
    [['compare', book, '--market', market, '--models', ','], 'must name at least one'],
    [['compare', book, '--market', market, '--venues', 'span', '--modes', 'cross'], 'must be one of portfolio'],
    [['compare', book, '--market', market, '--models', 'okx/spot', '--modes', 'cross'], 'without --venues, --modes'],
    [['compare', book, '--market', market, '--venue', 'okx', '--venues', 'bybit'], 'not both'],
    [['whatif', book, '--market', market], '--add'],
    [['whatif', book, '--market', market, '--add', 'BTC/USDT:USDT 1e3'], 'plain decimal digits'],
    [['stress', book, '--market', market, '--spot', '-1,0'], 'above -1'],
    [['stress', book, '--market', market, '--scopes', ''], 'must name at least one'],
    [['serve', '--port', '70000'], '65535'],
  ])('%j is a mistake of usage', async (args, words) => {
    const { code, stdout, stderr } = await runCli(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
  })

  test('a problem of the parameters is told in their file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
    const file = join(folder, 'mine.json')
    const shown = JSON.parse((await runCli(['params', 'show', 'house/portfolio'])).stdout)
    writeFileSync(file, JSON.stringify({ ...shown, parameters: { ...shown.parameters, marketRangeFrac: 'x' } }))
    const asked = ['margin', book, '--market', market, '--model', 'house/portfolio', '--params']
    const { code, stdout, stderr } = await runCli([...asked, file])
    rmSync(folder, { recursive: true })
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: `plimsoll: ${file}: /parameters/marketRangeFrac  must be a number, is "x"  [document.type]\n`,
    })
    expect((await runCli(['margin', book, '--market', market, '--venue', 'okx', '--params', 'alpha'])).stderr).toBe(
      'plimsoll: --params: parameter set of okx/multi-currency must be one of 2026-07-16, 2023-05-19, is alpha  [params.unknown]\n',
    )
  })

  test('stress and what-if of a requirement that lacks a parameter end with 4, as margin does', async () => {
    const asked = [book, '--market', market, '--model', 'span/portfolio']
    const [margined, stressed, whatIf] = await Promise.all([
      runCli(['margin', ...asked]),
      runCli(['stress', ...asked]),
      runCli(['whatif', ...asked, '--add', 'BTC/USDT:USDT 1']),
    ])
    expect([margined.code, stressed.code, whatIf.code]).toEqual([4, 4, 4])
    expect(whatIf.stdout).not.toContain('Largest first leg')
  })

  test('a problem of a shock or of what is closed is told of its option', async () => {
    const [shock, close] = await Promise.all([
      runCli(['stress', book, '--market', market, '--shock', 'DOGE=-20%']),
      runCli(['whatif', book, '--market', market, '--close', 'DOGE/USD:DOGE']),
    ])
    expect(shock.stderr).toMatch(/^plimsoll: --shock: \/0\/DOGE {2}must be one of /)
    expect(close.stderr).toMatch(/^plimsoll: --close: \/DOGE~1USD:DOGE {2}DOGE\/USD:DOGE must be held/)
  })

  test('explains every number, with its parameters', async () => {
    const { code, stdout } = await runCli(['explain', book, '--market', market])
    expect(code).toBe(0)
    expect(stdout).toContain('= sum of')
    expect(stdout).toContain('What makes the initial margin')
    expect(stdout).toMatch(/set default of generic\/cross: assumed/)
  })

  test('a reader that closes the pipe is no error', async () => {
    const child = startCli(['margin', 'examples/books/options-300.json', '--market', market, '--json'])
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

test('a mistake of ours is one line and an exit code of its own', { timeout }, async () => {
  // The runtime is sabotaged: nothing a user can write may get here.
  const sabotage = 'data:text/javascript,JSON.stringify=()=>{throw%20Error(`sabotage`)}'
  const env = { NODE_OPTIONS: `--import=${sabotage}` }
  const { code, stdout, stderr } = await runCli(['margin', book, '--market', market, '--json'], { env })
  expect({ code, stdout, stderr }).toEqual({
    code: 5,
    stdout: '',
    stderr: 'plimsoll: this is our mistake [engine.bug]: sabotage\n',
  })
})

describe.concurrent('the other questions', { timeout }, () => {
  test('compare marks the cheapest mode and the first to be liquidated', async () => {
    const ours = ['--venues', 'generic,house']
    const args = ['compare', 'examples/books/hedged-options.json', '--market', market, ...ours]
    const { code, stdout } = await runCli(args)
    expect(code).toBe(0)
    expect(stdout).toContain('Cheapest: portfolio')
    expect(stdout).toContain('First to be liquidated: isolated')
  })

  test('stress shows the grid, named shocks and the smallest move that liquidates', async () => {
    const args = ['stress', book, '--market', market, '--scopes', 'BTC', '--spot', '-10%,0,0.1', '--vol', '0']
    const { code, stdout } = await runCli(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/Price × volatility: BTC\n {2}vol\s+−10\u202f%\s+0\u202f%\s+\+10\u202f%/)
    const { matrices } = JSON.parse((await runCli([...args, '--json'])).stdout)
    expect(
      matrices.map(({ scope, spotMovesFrac }: { scope: string; spotMovesFrac: number[] }) => [scope, spotMovesFrac]),
    ).toEqual([['BTC', [-0.1, 0, 0.1]]])
  })

  test('whatif applies changes in the order given', async () => {
    const changes = ['--close', 'BTC/USDT:USDT', '--add', 'BTC/USDT:USDT -1.5', '--balance', 'USDT 100']
    const { code, stdout } = await runCli(['whatif', book, '--market', market, ...changes, '--json'])
    expect(code).toBe(0)
    const { after } = JSON.parse(stdout)
    const leg = after.positions.find(({ symbol }: { symbol: string }) => symbol === 'BTC/USDT:USDT')
    expect(leg.contracts).toBe('-1.5')
  })

  test('parameters printed by params show are read back by --params', async () => {
    const shown = await runCli(['params', 'show', 'generic/cross'])
    const { code, stdout } = await runCli(['margin', book, '--market', market, '--params', '-', '--json'], {
      stdin: shown.stdout,
    })
    expect(code).toBe(0)
    const plain = await runCli(['margin', book, '--market', market, '--json'])
    // Compared by truth, because a difference of two long lines says nothing.
    expect(stdout === plain.stdout).toBe(true)
  })
})
