// Writes goldens/<venue>/results.json of the venues named, or of all: node --conditions=development tools/goldens.ts okx
import { writeFileSync } from 'node:fs'
import { computeResults, goldenFolders, readFolder, resultsPath, resultsText, unfeltOf } from './goldens/folder.ts'
import { outsideGaps } from './goldens/outside.ts'

const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : goldenFolders()) {
  const folder = await readFolder(name)
  const results = computeResults(folder)
  writeFileSync(resultsPath(name), resultsText(results))
  const unfelt = unfeltOf(folder, results)
  for (const gap of folder.cases.flatMap(outsideGaps)) console.info(`  ${gap}`)
  console.info(`${name}: ${results.cases.length} cases, ${unfelt.length} parameters that no case feels`)
  for (const path of unfelt) console.info(`  ${path}`)
}
