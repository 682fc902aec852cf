import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { InputError } from '../input/input-problem.ts'
import { historyBetween, readHistory } from './history.ts'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, lines: readonly string[], isGzip = false): string {
  const path = join(folder, name)
  const text = lines.join('\n')
  writeFileSync(path, isGzip ? gzipSync(text) : text)
  return path
}

function problemOf(...paths: readonly string[]): string {
  try {
    readHistory(paths)
  } catch (error) {
    if (error instanceof InputError) return `${error.problems[0]?.code} ${error.problems[0]?.path}`
  }
  return 'none'
}

const head = 'ts_ms,open,high,low,close'

describe('history', () => {
  test('files of one coin each stand side by side, at the instants that all have', () => {
    const btc = file('BTCUSDT_1h.csv.gz', [head, '0,1,3,1,2', '3600000,2,2,2,2', '7200000,2,2,2,2'], true)
    const eth = file('ETHUSDT_1h.csv', [head, '3600000,1,1,1,1', '7200000,1,2,1,1'])
    const history = readHistory([btc, eth])
    expect(history).toMatchObject({ coins: ['BTC', 'ETH'], barMs: 3_600_000 })
    expect(history.rows.map(({ at }) => at)).toEqual([3_600_000, 7_200_000])
    expect(historyBetween(history, 7_200_000, 9_000_000).rows).toHaveLength(1)
  })

  test('what is no history is told with its line', () => {
    const row = '0,1,3,1,2'
    expect(problemOf(join(folder, 'none.csv'))).toBe('file.missing ')
    expect(problemOf(folder)).toBe('file.unreadable ')
    expect(problemOf(file('BTCUSDT_a.csv', ['ts_ms,open,high,low', row]))).toBe('document.format line 1')
    expect(problemOf(file('BTCUSDT_b.csv', [head, row, '1,2,x,1,2']))).toBe('document.format line 3')
    expect(problemOf(file('BTCUSDT_c.csv', [head, '0,1,3,2,2']))).toBe('document.format line 2')
    expect(problemOf(file('BTCEUR_d.csv', [head, row]))).toBe('document.format line 2')
    expect(problemOf(file('BTCUSDT_e.csv', [head, row]))).toBe('document.format ')
    expect(problemOf(file('BTCUSDT_f.csv.gz', ['\u001f\u008b not gzip']))).toBe('document.format line 1')
  })
})
