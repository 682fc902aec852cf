// Runs every command of docs/worked-figures.md and puts its output into the page: node tools/worked-figures.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { consoleBlocks, withOutputs } from './worked-figures/page.ts'
import { runAll } from './worked-figures/run-command.ts'

const path = new URL('../docs/worked-figures.md', import.meta.url)
const page = readFileSync(path, 'utf8')
const outcomes = await runAll(consoleBlocks(page).map(({ command }) => command))
writeFileSync(
  path,
  withOutputs(page, (command) => outcomes.get(command)?.output ?? ''),
)
