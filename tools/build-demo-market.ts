/**
 * Builds what `examples/` derives from its sources.
 *
 *     node tools/build-demo-market.ts                from examples/source
 *     node tools/build-demo-market.ts DATA_FOLDER    carries the sources over from a full data folder first
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { demoMarket, marketText } from './demo-market/market.ts'
import { optionBook } from './demo-market/option-book.ts'
import { sidecarText } from './demo-market/sidecar.ts'
import { carrySource, readSource } from './demo-market/source.ts'

const examplesFolder = resolve(import.meta.dirname, '../examples')
const sourceFolder = join(examplesFolder, 'source')

/** Text of every built file by its path in `examples/`. */
export function builtFiles(): ReadonlyMap<string, string> {
  const market = demoMarket(readSource(sourceFolder))
  return new Map([
    ['market-2024-01-08.json', marketText(market)],
    ['market-2024-01-08.sources.json', sidecarText(market, sourceFolder)],
    ['books/options-300.json', optionBook(market)],
  ])
}

if (import.meta.main) {
  const [dataFolder] = process.argv.slice(2)
  if (dataFolder) carrySource(resolve(dataFolder), sourceFolder)
  for (const [path, text] of builtFiles()) writeFileSync(join(examplesFolder, path), text)
}
