// Writes the conformance table of the README from the reference numbers in goldens/conformance.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { computeCase } from '../packages/server/src/conformance/compute-case.ts'
import { judge, strain } from '../packages/server/src/conformance/judge.ts'
import { readVectors } from '../packages/server/src/conformance/vector-file.ts'
import { root } from './tidy/sources.ts'

const files: readonly { readonly name: string; readonly what: string; readonly source: string }[] = [
  { name: 'black76.json', what: 'Black-76 price, greeks, implied volatility', source: '60-digit arithmetic (mpmath)' },
  {
    name: 'published-examples.json',
    what: 'Worked examples that venues and textbooks print',
    source: 'named on each case',
  },
]

const begin = '<!-- conformance table: npm run readme -->'
const end = '<!-- end of the table -->'

/** The table in Markdown: what was checked, by how many cases, and how far the worst one is off as a share of its tolerance. */
export function conformanceTable(): string {
  const rows = files.map(({ name, what, source }) => {
    const path = join(root, 'goldens/conformance', name)
    const judged = readVectors({ name: path, text: readFileSync(path, 'utf8') }).cases.map((vector) => {
      const row = computeCase(vector)
      return { isComputed: row.error === undefined, verdict: judge(vector, row) }
    })
    const computed = judged.filter(({ isComputed }) => isComputed)
    const agreeing = computed.filter(({ verdict }) => verdict.agrees === true)
    const strains = computed.flatMap(({ verdict }) => (verdict.worst === null ? [] : [strain(verdict.worst)]))
    const worst = `${(100 * Math.max(...strains)).toPrecision(2)} %`
    return `| ${what} | ${source} | ${judged.length} | ${computed.length} | **${agreeing.length}** | ${worst} |`
  })
  const head =
    '| checked | against | cases | with a rule here | agreeing | worst error, share of its tolerance |\n|---|---|---:|---:|---:|---:|'
  return [head, ...rows].join('\n')
}

/** The README with the table of today. */
export function readmeWithTable(): { readonly written: string; readonly current: string } {
  const written = readFileSync(join(root, 'README.md'), 'utf8')
  const [before, after] = [written.indexOf(begin), written.indexOf(end)]
  const current = `${written.slice(0, before + begin.length)}\n${conformanceTable()}\n${written.slice(after)}`
  return { written, current }
}

if (import.meta.main) writeFileSync(join(root, 'README.md'), readmeWithTable().current)
