import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const coreFolders = 'num market pricing scenario margin document venues account ledger study desk engine'.split(' ')

/** Where a file may lie that stands for its folder: venues have a folder each. */
const fileOf = (folder: string): string => (folder === 'venues' ? 'venues/one/a.ts' : `${folder}/a.ts`)

/** What each folder of the library may import, written as the page of the architecture says it. */
const allowed: Readonly<Record<string, string>> = {
  num: '',
  market: 'num',
  pricing: 'num market',
  scenario: 'num market pricing',
  margin: 'num market pricing scenario document',
  document: 'num market',
  venues: 'num market pricing scenario margin document',
  account: 'num market pricing scenario margin',
  ledger: 'num market',
  study: 'num market pricing scenario margin venues account',
  desk: 'num market pricing scenario margin document venues account study engine',
  engine: 'num market pricing scenario document margin account ledger',
}

interface Planted {
  readonly rule: string
  readonly from: string
  /** The import statement, or a path below packages whose types are imported. */
  readonly imports: string
}

const ofFolders: readonly Planted[] = coreFolders.flatMap((from) =>
  coreFolders
    .filter((to) => to !== from && !(allowed[from] ?? '').split(' ').includes(to))
    .map((to) => ({ rule: `core-${from}`, from: `core/src/${fileOf(from)}`, imports: `core/src/${fileOf(to)}` })),
)

const single: readonly Planted[] = [
  { rule: 'core-unknown-folder', from: 'core/src/index.ts', imports: 'core/src/misc/a.ts' },
  { rule: 'core-one-venue', from: 'core/src/venues/two/a.ts', imports: 'core/src/venues/one/a.ts' },
  ...['num', 'market', 'scenario', 'ledger'].map((folder) => ({
    rule: 'core-decimal-doors',
    from: `core/src/${folder}/b.ts`,
    imports: 'core/src/num/crossing.ts',
  })),
  { rule: 'core-no-platform', from: 'core/src/num/c.ts', imports: `import 'node:fs'` },
  { rule: 'core-npm', from: 'core/src/num/c.ts', imports: `import 'commander'` },
  { rule: 'core-npm', from: 'core/src/num/c.ts', imports: `import 'big.js'` },
  { rule: 'core-testkit-in-tests', from: 'core/src/market/c.ts', imports: 'core/src/testkit/a.ts' },
  { rule: 'core-testkit-in-tests', from: 'server/src/http/c.ts', imports: 'core/src/testkit/a.ts' },
  { rule: 'core-alone', from: 'core/src/market/c.ts', imports: 'server/src/http/a.ts' },
  { rule: 'core-alone', from: 'core/src/market/a.test.ts', imports: 'dashboard/src/a.ts' },
  { rule: 'core-door', from: 'server/src/http/a.ts', imports: 'core/src/num/a.ts' },
  { rule: 'core-door', from: 'dashboard/src/a.ts', imports: 'core/src/num/a.ts' },
  { rule: 'core-door-by-name', from: 'server/src/http/b.ts', imports: 'core/src/index.ts' },
  { rule: 'server-dashboard-apart', from: 'server/src/http/b.ts', imports: 'dashboard/src/a.ts' },
  { rule: 'server-dashboard-apart', from: 'dashboard/src/b.ts', imports: 'server/src/http/a.ts' },
  { rule: 'connectors-apart', from: 'server/src/connectors/one/a.ts', imports: 'server/src/http/a.ts' },
  { rule: 'connectors-apart', from: 'server/src/connectors/one/a.ts', imports: 'server/src/runtime/a.ts' },
  { rule: 'dashboard-no-platform', from: 'dashboard/src/b.ts', imports: `import 'node:path'` },
  { rule: 'no-cycles', from: 'core/src/num/round.ts', imports: 'core/src/num/trip.ts' },
  { rule: 'no-unresolved', from: 'core/src/num/c.ts', imports: `import './nowhere.ts'` },
]

const fine: readonly Omit<Planted, 'rule'>[] = [
  ...Object.entries(allowed).flatMap(([from, folders]) =>
    folders
      .split(' ')
      .filter((to) => to !== '')
      .map((to) => ({ from: `core/src/${fileOf(from).replace('a.ts', 'd.ts')}`, imports: `core/src/${fileOf(to)}` })),
  ),
  ...['pricing', 'margin', 'account', 'document', 'study', 'engine', 'venues/one'].map((folder) => ({
    from: `core/src/${folder}/d.ts`,
    imports: 'core/src/num/crossing.ts',
  })),
  { from: 'core/src/num/d.test.ts', imports: `import 'big.js'` },
  { from: 'core/src/document/d.ts', imports: `import 'zod'` },
  { from: 'core/src/num/d.test.ts', imports: 'core/src/testkit/a.ts' },
  { from: 'core/src/num/d.test.ts', imports: `import 'vitest'` },
  { from: 'core/src/num/d.test.ts', imports: `import 'node:fs'` },
  { from: 'core/src/num/d.test.ts', imports: 'core/src/num/crossing.ts' },
  { from: 'core/src/testkit/d.ts', imports: 'core/src/engine/a.ts' },
  { from: 'server/src/http/d.ts', imports: `import '@plimsoll/core'` },
  { from: 'server/src/http/d.ts', imports: `import 'node:fs'` },
  { from: 'dashboard/src/d.ts', imports: `import type {} from '@plimsoll/core'` },
]

let folder: string
let violations: readonly string[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-arrows-'))
  plant([...ofFolders, ...single, ...fine])
  violations = cruise()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes a repository of files that hold nothing but those imports. */
function plant(cases: readonly Omit<Planted, 'rule'>[]): void {
  const files = new Map<string, string[]>()
  const linesOf = (path: string) => files.get(path) ?? files.set(path, ['export type Some = 1']).get(path) ?? []
  for (const { from, imports } of cases) {
    if (imports.startsWith('import ')) linesOf(from).push(imports)
    else linesOf(from).push(`import type { Some as S${linesOf(from).length} } from '${upwards(from)}${imports}'`)
    if (!imports.startsWith('import ')) linesOf(imports)
  }
  linesOf('core/src/index.ts').push(`import './num/a.ts'`)
  linesOf('core/src/num/trip.ts').push(`import './round.ts'`)
  for (const entry of ['server/src/cli/main.ts', 'dashboard/src/main.tsx', 'core/src/num/astray.ts']) linesOf(entry)
  for (const entry of ['server/src/astray.ts', 'dashboard/src/astray.ts']) linesOf(entry)
  for (const [path, lines] of files) write(`packages/${path}`, lines.join('\n'))
  const manifest = { name: '@plimsoll/core', type: 'module', exports: { '.': { development: './src/index.ts' } } }
  write('packages/core/package.json', JSON.stringify(manifest))
  for (const name of ['big.js', 'zod', 'commander', 'vitest'])
    link(join(root, 'node_modules', name), `node_modules/${name}`)
  link(join(folder, 'packages/core'), 'node_modules/@plimsoll/core')
}

const upwards = (path: string): string => '../'.repeat(path.split('/').length - 1)

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function link(target: string, path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  symlinkSync(target, join(folder, path), 'dir')
}

/** Runs the real rules over the planted files: `rule: from → to`. */
function cruise(): readonly string[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, 'packages', '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (stdout === '') throw new Error(stderr)
  const found: readonly { rule: { name: string }; from: string; to: string }[] = JSON.parse(stdout).summary.violations
  return found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

describe('an import against the arrows fails the run', () => {
  test.each([...ofFolders, ...single])('$rule: $from → $imports', ({ rule, from, imports }) => {
    const to = imports.startsWith('import ') ? '' : `packages/${imports}`
    expect(violations.filter((line) => line.startsWith(`${rule}: packages/${from} → ${to}`))).not.toEqual([])
  })
  test.each(['core', 'server', 'dashboard'])('a file of %s that nothing leads to', (name) => {
    expect(
      violations.filter((line) => line.startsWith(`${name}-reachable: `) && line.includes('astray.ts')),
    ).not.toEqual([])
  })
})

test('what the arrows allow passes', () => {
  const ofFine = fine.map(({ from }) => `packages/${from} → `)
  expect(
    violations.filter((line) => !/^\w+-reachable/.test(line) && ofFine.some((from) => line.includes(`: ${from}`))),
  ).toEqual([])
})

test('every rule is shown to fire', async () => {
  const { default: config } = await import(join(root, '.dependency-cruiser.mjs'))
  const silent = config.forbidden.map((rule: { name: string }) => rule.name)
  expect(silent.filter((name: string) => !violations.some((line) => line.startsWith(`${name}: `)))).toEqual([])
})
