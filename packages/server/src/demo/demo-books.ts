import { type Book, type MarginMode, type MarketSnapshot, parseBook } from '@plimsoll/core'
import { InputError, inFile } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import { loadMarket } from '../input/load-market.ts'
import { readText } from '../input/read-text.ts'
import { packageFile } from './package-files.ts'

/** A made-up book that shows something. */
export interface DemoBook {
  readonly name: string
  readonly title: string
  readonly words: string
  readonly mode: MarginMode
}

/** The first is the one the page opens with. */
export const demoBooks: readonly DemoBook[] = [
  {
    name: 'stressed',
    title: 'Stressed, near liquidation',
    words:
      'Long three coins, short a strangle on ETH, USDT borrowed and little cash: every panel has something to say.',
    mode: 'portfolio',
  },
  {
    name: 'hedged-options',
    title: 'Hedged options',
    words:
      'A condor, covered calls and spreads on ETH against coins and a perpetual: portfolio margin asks a small part of what cross asks.',
    mode: 'portfolio',
  },
  {
    name: 'cash-and-carry',
    title: 'Cash and carry',
    words:
      'ETH held against the March future sold: the coin is the collateral, and the sale is worth the same at every price.',
    mode: 'portfolio',
  },
  {
    name: 'cross-basket',
    title: 'Cross basket',
    words:
      'Five perpetuals, long and short, over BTC, ETH and SOL on one pool of USDT and USDC, with an order waiting.',
    mode: 'cross',
  },
  {
    name: 'dollar-pair',
    title: 'Pair in USDC',
    words:
      'Long BTC against short ETH, both in USDC: a book that nearly every venue can hold, so that they can be compared.',
    mode: 'cross',
  },
  {
    name: 'isolated-perpetual',
    title: 'Isolated perpetual',
    words: 'One BTC long at ten times, its margin set aside, most of the cash idle beside it.',
    mode: 'isolated',
  },
]

const marketFile = 'market-2024-01-08.json'

/** A demo book as its document and as the library reads it. */
export interface LoadedDemo {
  readonly document: unknown
  readonly book: Book
}

/** The real market of 8 January 2024 that every demo book is priced in. @throws InputError when it is not installed. */
export async function demoMarket(): Promise<MarketSnapshot> {
  return loadMarket(await readText(demoFile(marketFile)))
}

export async function loadDemo({ name }: DemoBook): Promise<LoadedDemo> {
  const file = demoFile(`books/${name}.json`)
  const parsed = parseJson((await readText(file)).text, file)
  if (!parsed.ok) throw new InputError(parsed.problems)
  const book = parseBook(parsed.value)
  if (!book.ok) throw new InputError(inFile(file, book.problems))
  return { document: parsed.value, book: book.value }
}

function demoFile(name: string): string {
  const found = packageFile(`examples/${name}`)
  if (found !== undefined) return found
  throw new InputError([
    { code: 'file.missing', file: `examples/${name}`, path: '', message: 'must come with the package, is not there' },
  ])
}
