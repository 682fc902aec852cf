import type { MarketDocument } from './market.ts'
import { sourceDigest, sourceFiles } from './source.ts'

/** Where each figure of the demo market comes from: the market document itself has no room for it. */
export function sidecarText(market: MarketDocument, sourceFolder: string): string {
  const sidecar = {
    of: 'market-2024-01-08.json',
    builtBy: 'tools/build-demo-market.ts',
    sources: sources(sourceFolder),
    figures: figures(market),
    leftOut: [
      'Funding rates: none is carried for that day.',
      'Forwards and dated futures on BTC and SOL: no source for that hour.',
      'A future for 9, 10 and 11 January: the venue lists options on a synthetic forward only.',
      'Any coin without a price in that hour.',
    ],
  }
  return `${JSON.stringify(sidecar, null, 2)}\n`
}

function sources(folder: string): readonly object[] {
  return [
    {
      name: 'chain',
      file: `source/${sourceFiles.chain}`,
      sha256: sourceDigest(folder, sourceFiles.chain),
      what: 'Deribit ETH option board, 684 options, 2024-01-08T11:19:41Z',
      upstream: 'Deribit public API, book summary by currency',
      repository: 'https://github.com/jiaxiang-cheng/definer',
      commit: '014a0c090013d5c6d6207e0ffcf952d35d4bca2d',
      path: 'data/deribit_options.csv',
      licence: 'MIT',
      notice: 'source/LICENSES/jiaxiang-cheng+definer.txt',
      changes:
        'rows sorted, columns renamed, some left out, synthetic forwards rounded to six decimals; iv_derived added, the Black-76 inversion of the mark at rate 0',
    },
    {
      name: 'bars',
      file: `source/${sourceFiles.bars}`,
      sha256: sourceDigest(folder, sourceFiles.bars),
      what: 'Hourly spot bars opening 2024-01-08T11:00:00Z, USDT per coin',
      upstream: 'Binance public spot klines',
      repository: 'https://github.com/finom/static-klines',
      commit: '338eb785babd34ec9a23458e643391439810bfdb',
      path: '.klines-cache/{BTCUSDT,ETHUSDT,SOLUSDT}/1h/',
      licence: 'MIT (declared in the package description)',
      notice: 'source/LICENSES/finom+static-klines.txt',
      changes: 'one bar a symbol, written as CSV',
    },
    {
      name: 'stablecoins',
      file: `source/${sourceFiles.stablecoins}`,
      sha256: sourceDigest(folder, sourceFiles.stablecoins),
      what: 'Daily dollar prices of USDC and USDT, 2024-01-08 UTC',
      upstream: 'Yahoo Finance, an aggregate of venues',
      repository: 'https://github.com/yifei99/SAL-Cryptopulse',
      commit: 'e5743f00486391aff330b5e849d0c6d1b80cf9e0',
      path: 'dataset/{3.USDT,7.USDC}-USD.csv',
      licence: 'Apache-2.0',
      notice: 'source/LICENSES/yifei99+SAL-Cryptopulse.txt',
      changes: 'one day of two files, five of their columns',
    },
  ]
}

function figures(market: MarketDocument): readonly object[] {
  const derived = (kind: string): readonly unknown[] =>
    market.instruments.filter((listing) => listing.kind === kind).map(({ symbol }) => symbol)
  return [
    { figure: 'option marks, open interest, volume', provenance: 'observed', source: 'chain' },
    {
      figure: 'option volatilities (markVol)',
      provenance: 'derived',
      source: 'chain',
      how: 'iv_derived as carried; left out where the time value is too small to give one',
    },
    { figure: 'index of ETH', provenance: 'observed', source: 'chain' },
    {
      figure: 'forwards of ETH',
      provenance: 'observed',
      source: 'chain',
      how: 'underlying_price that most rows of the expiry carry (others differ by 0.01); rate 0',
    },
    {
      figure: 'index of BTC and SOL',
      provenance: 'derived',
      source: 'bars, stablecoins',
      how: 'opening of the 11:00Z bar in USDT × USDT price; 19 minutes 41 seconds older than the board',
    },
    {
      figure: 'price of USDC and USDT',
      provenance: 'observed',
      source: 'stablecoins',
      how: 'opening of the day, 00:00Z',
    },
    {
      figure: 'perpetual marks',
      provenance: 'derived',
      source: 'chain, bars, stablecoins',
      how: 'inverse: the index; linear: index ÷ price of the quote stablecoin, so that there is no basis',
      symbols: derived('perpetual'),
    },
    {
      figure: 'dated future marks',
      provenance: 'derived',
      source: 'chain',
      how: "the chain's own forward of the same expiry",
      symbols: derived('future'),
    },
    { figure: 'contract sizes', provenance: 'assumed', how: 'one coin (linear, options), one dollar (inverse)' },
  ]
}
