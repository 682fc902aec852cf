// Runs the commands shown in the pages below and puts their output into them: node tools/worked-figures.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { consoleBlocks, withOutputs } from './worked-figures/page.ts'
import { runAll } from './worked-figures/run-command.ts'

const pages = ['../docs/worked-figures.md', '../docs/models/house.md'].map((path) => new URL(path, import.meta.url))

for (const path of pages) {
  const page = readFileSync(path, 'utf8')
  const outcomes = await runAll(consoleBlocks(page).map(({ command }) => command))
  writeFileSync(
    path,
    withOutputs(page, (command) => outcomes.get(command)?.output ?? ''),
  )
}
