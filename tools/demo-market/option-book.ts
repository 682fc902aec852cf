import type { MarketDocument } from './market.ts'

const positionCount = 300
/** US dollars of inverse perpetual: about minus the options' net delta at the board's vols, to the next thousand. */
const hedgeDollars = 69_000

interface Option {
  readonly symbol: string
  readonly mark: number
}

/**
 * A book of 300 different options, to measure how long a large one takes. Spread evenly over the board, bought and
 * sold in turn, so that it is a mesh of spreads and not a bet; sizes and entries follow fixed patterns.
 */
export function optionBook(market: MarketDocument): string {
  const options = pricedOptions(market)
  const chosen = Array.from({ length: positionCount }, (_, i) =>
    optionAt(options, Math.floor((i * options.length) / positionCount)),
  )
  const rows = [
    ...chosen.map(({ symbol, mark }, i) => ({ symbol, contracts: contractsOf(i), entryPrice: entryOf(mark, i) })),
    { symbol: 'ETH/USD:ETH', contracts: String(hedgeDollars), entryPrice: '2230.5' },
  ]
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')
  return `{
  "format": "plimsoll-book/1",
  "account": "options-300",
  "mode": "portfolio",
  "balances": { "ETH": "100", "USDC": "750000" },
  "positions": [
${lines}
  ]
}
`
}

/** Those the board's mark gives a volatility for. */
function pricedOptions({ instruments }: MarketDocument): readonly Option[] {
  return instruments
    .filter(({ kind, markVol }) => kind === 'option' && markVol !== undefined)
    .map(({ symbol, mark }) => ({ symbol: String(symbol), mark: Number(mark) }))
}

function optionAt(options: readonly Option[], i: number): Option {
  const option = options[i]
  if (!option) throw new Error(`the board must have ${positionCount} priced options, has ${options.length}`)
  return option
}

/** 1 to 12 contracts; each bought pair is followed by a sold pair, so that calls and puts both alternate. */
function contractsOf(i: number): string {
  const size = 1 + ((i * 7) % 12)
  return String(i % 4 < 2 ? size : -size)
}

/** 94 to 106 % of the mark. */
function entryOf(mark: number, i: number): string {
  const entry = mark * (0.94 + ((i * 5) % 13) / 100)
  return entry.toFixed(entry < 0.001 ? 6 : 4)
}
