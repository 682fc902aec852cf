import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { cell, parseCsv, type Row } from './csv.ts'

/** What the demo market is made of. */
export interface Source {
  /** Option board, one row an option. */
  readonly chain: readonly Row[]
  /** Hourly bars, one row a symbol. */
  readonly bars: ReadonlyMap<string, Row>
  /** Daily dollar prices, one row a stablecoin. */
  readonly stablecoins: ReadonlyMap<string, Row>
}

export const sourceFiles = {
  chain: 'deribit-eth-chain-2024-01-08.csv',
  bars: 'binance-spot-bars-2024-01-08T11.csv',
  stablecoins: 'stablecoin-usd-2024-01-08.csv',
} as const

const barSymbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT']
/** 2024-01-08T11:00:00Z; a bar is stamped with its opening. */
const barOpenMs = '1704711600000'
const day = '2024-01-08'

/** The source as the repository carries it. */
export function readSource(folder: string): Source {
  const rows = (file: string): readonly Row[] => parseCsv(readFileSync(join(folder, file), 'utf8'))
  return {
    chain: rows(sourceFiles.chain),
    bars: new Map(rows(sourceFiles.bars).map((row) => [cell(row, 'symbol'), row])),
    stablecoins: new Map(rows(sourceFiles.stablecoins).map((row) => [cell(row, 'asset'), row])),
  }
}

/** SHA-256 of a carried file, hexadecimal. */
export function sourceDigest(folder: string, file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex')
}

/** Carries what the demo needs out of a full data folder: the board whole, of the long series only the lines used. */
export function carrySource(dataFolder: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(dataFolder, 'options/deribit_eth_chain_2024-01-08.csv'), join(folder, sourceFiles.chain))
  writeFileSync(join(folder, sourceFiles.bars), barLines(dataFolder))
  writeFileSync(join(folder, sourceFiles.stablecoins), stablecoinLines(dataFolder))
}

function barLines(dataFolder: string): string {
  const lines = barSymbols.map((symbol) => {
    const [header = '', ...bars] = inflated(join(dataFolder, `hourly/${symbol}_1h_2022_2025.csv.gz`)).split('\n')
    const bar = bars.find((line) => line.startsWith(`${barOpenMs},`))
    if (!bar) throw new Error(`${symbol} has no bar opening at ${barOpenMs}`)
    return { header: `symbol,${header}`, bar: `${symbol},${bar}` }
  })
  return linesText([lines[0]?.header ?? '', ...lines.map(({ bar }) => bar)])
}

function inflated(path: string): string {
  return gunzipSync(readFileSync(path)).toString('utf8')
}

function stablecoinLines(dataFolder: string): string {
  const [header = '', ...lines] = readFileSync(join(dataFolder, 'stablecoin_steth_daily_usd.csv'), 'utf8').split('\n')
  const used = ['USDC', 'USDT'].map((asset) => lines.find((line) => line.startsWith(`${day},${asset},`)))
  return linesText([header, ...used.map((line) => line ?? '')])
}

function linesText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
