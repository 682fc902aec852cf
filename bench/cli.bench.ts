// Times `plimsoll margin --json` on a book of 300 options from process start to exit, beside an empty Node process. The
// bundle must be built, as `npm start` does; the least time of each counts. The difference and the ratio come last.
//   node bench/cli.bench.ts [repeats, 10 by default]
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const repeats = Number(process.argv[2] ?? 10)
const budgetMs = 400
const book = ['--market', 'examples/market-2024-01-08.json', '--json']

const commands: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'margin, demo book': ['packages/server/bin/plimsoll.mjs', 'margin', 'examples/books/hedged-options.json', ...book],
  'margin, 300 options': ['packages/server/bin/plimsoll.mjs', 'margin', 'examples/books/options-300.json', ...book],
}

/** Milliseconds from start to exit. */
function timeOf(words: readonly string[]): number {
  const from = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - from
}

const least = new Map<string, number>()
for (let repeat = 0; repeat < repeats; repeat++)
  for (const [name, words] of Object.entries(commands))
    least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, timeOf(words)))

for (const [name, time] of least) console.log(`${name.padEnd(20)} ${time.toFixed(0).padStart(5)} ms`)
const [empty, options] = ['node -e 0', 'margin, 300 options'].map((name) => least.get(name) ?? Number.NaN) as [
  number,
  number,
]
console.log(
  `300 options: ${(options - empty).toFixed(0)} ms and ${(options / empty).toFixed(1)} × an empty process, ${options <= budgetMs ? 'within' : 'over'} its budget of ${budgetMs} ms (${((100 * options) / budgetMs).toFixed(0)} % of it)`,
)
