// Writes the conformance table of the README from the reference numbers in goldens/conformance.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { computeCase } from '../packages/server/src/conformance/compute-case.ts'
import { judge, strain } from '../packages/server/src/conformance/judge.ts'
import { readVectors, type VectorCase } from '../packages/server/src/conformance/vector-file.ts'
import { root } from './tidy/sources.ts'

/** What each file checks, and whose numbers they are. */
const files: readonly { readonly name: string; readonly what: string; readonly source: string }[] = [
  { name: 'black76.json', what: 'Black-76 price, greeks, implied volatility', source: '60-digit arithmetic (mpmath)' },
  {
    name: 'derive-pm2.json',
    what: 'Derive portfolio manager 2, every scenario',
    source: 'test cases of its contracts',
  },
  {
    name: 'derive-sm-pm1.json',
    what: 'Derive standard manager and portfolio manager 1',
    source: 'test cases of its contracts',
  },
  { name: 'mango-health.json', what: 'Mango v4 health', source: 'its own client library, run offline' },
  { name: 'drift-margin.json', what: 'Drift v2 margin, to the integer', source: 'its own client library, run offline' },
]

/** Published examples have a row for each venue. */
const examples = 'published-examples.json'

const venueTitles: Readonly<Record<string, string>> = {
  deribit: 'Deribit',
  okx: 'OKX',
  bybit: 'Bybit',
  binance: 'Binance',
  derive: 'Derive',
  paradex: 'Paradex',
  hyperliquid: 'Hyperliquid',
  'dydx v4': 'dYdX v4',
  'drift v2': 'Drift v2',
  'cme span': 'SPAN',
  'span (nse-style)': 'SPAN',
}

const begin = '<!-- conformance table: npm run readme -->'
const end = '<!-- end of the table -->'

/** The table in Markdown: what was checked, by how many cases, and how far the worst one is off as a share of its tolerance. */
export function conformanceTable(): string {
  const head =
    '| checked | against | cases | agreeing | worst error, share of its tolerance |\n|---|---|---:|---:|---:|'
  const ofFiles = files.map(({ name, what, source }) => rowText(what, source, casesOf(name)))
  const byVenue = Map.groupBy(casesOf(examples), titleOf)
  const ofVenues = [...byVenue].map(([title, vectors]) => rowText(title, sourceOf(title), vectors))
  return [head, ...ofFiles, ...ofVenues.toSorted()].join('\n')
}

function casesOf(name: string): readonly VectorCase[] {
  const path = join(root, 'goldens/conformance', name)
  return readVectors({ name: path, text: readFileSync(path, 'utf8') }).cases
}

/** Textbooks and standards stand together: they are about value at risk. */
const textbooks = 'Value at risk and its backtests'

function titleOf({ fields }: VectorCase): string {
  const title = venueTitles[String(fields['venue']).toLowerCase()]
  return title === undefined ? textbooks : `${title}, worked examples`
}

function sourceOf(title: string): string {
  return title === textbooks ? 'textbooks and tool documentation' : 'its own pages and samples, named on each case'
}

function rowText(what: string, source: string, vectors: readonly VectorCase[]): string {
  const verdicts = vectors.map((vector) => judge(vector, computeCase(vector)))
  const agreeing = verdicts.filter(({ agrees }) => agrees === true).length
  const strains = verdicts.flatMap(({ worst }) => (worst === null ? [] : [strain(worst)]))
  const worst = strains.length === 0 ? 'no rule here' : `${(100 * Math.max(...strains)).toPrecision(2)} %`
  return `| ${what} | ${source} | ${vectors.length} | **${agreeing}** | ${worst} |`
}

/** The README with the table of today. */
export function readmeWithTable(): { readonly written: string; readonly current: string } {
  const written = readFileSync(join(root, 'README.md'), 'utf8')
  const [before, after] = [written.indexOf(begin), written.indexOf(end)]
  const current = `${written.slice(0, before + begin.length)}\n${conformanceTable()}\n${written.slice(after)}`
  return { written, current }
}

if (import.meta.main) writeFileSync(join(root, 'README.md'), readmeWithTable().current)
