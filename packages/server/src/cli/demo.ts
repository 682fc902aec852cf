import { type Comparison, compare, type MarginResult, type MarketSnapshot, margin } from '@plimsoll/core'
import { demoBooks, demoMarket, loadDemo } from '../demo/demo-books.ts'
import { valueOrThrow } from '../input/library-value.ts'
import { comparisonText } from '../print/comparison-text.ts'
import { money, percent } from '../print/number-words.ts'
import { standingText } from '../print/standing-words.ts'
import { tableText } from '../print/table.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { portOf, runServe, type ServeOptions } from './serve.ts'

interface DemoOptions extends ServeOptions {
  readonly serve: boolean
}

/** `plimsoll demo`: the demo books in three modes, then the page. Results come first; the HTTP stack is loaded after. */
export async function runDemo({ serve, ...options }: DemoOptions, output: Output): Promise<ExitCode> {
  portOf(options.port)
  const market = await demoMarket()
  await printDemo(market, output)
  return serve ? runServe(options, output) : exitCode.fine
}

/** Of the models that are no venue's: a row each. */
const threeModes = { venues: ['generic', 'house'] }

async function printDemo(market: MarketSnapshot, output: Output): Promise<void> {
  const [first, ...others] = await Promise.all(
    demoBooks.map(async (demo) => ({ demo, book: (await loadDemo(demo)).book })),
  )
  if (first === undefined) return
  const files = { book: 'demo book', market: 'demo market' }
  output.print(
    `Demo books (made up) in the real market of ${new Date(market.at).toISOString().slice(0, 16).replace('T', ' ')} UTC\n`,
  )
  output.print(comparisonText(valueOrThrow(compare({ book: first.book, market }, threeModes), files), output.terminal))
  const rows = others.map(({ demo, book }) => {
    const comparison = valueOrThrow(compare({ book, market }, threeModes), files)
    const own = valueOrThrow(margin({ book, market, mode: demo.mode }), files)
    return otherRow(demo.name, own, comparison, output)
  })
  const right = (head: string) => ({ head, align: 'right' as const })
  output.print('\nInitial margin of the others, and how they stand in their own mode\n')
  output.print(
    tableText(
      [
        { head: 'book' },
        right('isolated'),
        right('cross'),
        right('portfolio'),
        { head: 'own mode' },
        right('used'),
        { head: '' },
      ],
      rows,
    ),
  )
  output.print('')
}

function otherRow(name: string, own: MarginResult, { rows }: Comparison, { terminal }: Output): readonly string[] {
  const initial = (mode: string): string => money(rows.find((row) => row.mode === mode)?.initialMargin ?? null)
  return [
    name,
    initial('isolated'),
    initial('cross'),
    initial('portfolio'),
    own.mode,
    percent(own.maintenanceUse),
    standingText(own.standing, terminal),
  ]
}
