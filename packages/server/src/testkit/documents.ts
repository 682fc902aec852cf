/** A linear perpetual of one coin a contract, as markets and listings write it. */
export function perpetual(coin: string): Record<string, unknown> {
  return {
    symbol: `${coin}/USDT:USDT`,
    kind: 'perpetual',
    underlying: coin,
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
  }
}

/** A small market in two currencies, as a document to change and write to a file. */
export function marketDocument(): Record<string, unknown> & {
  instruments: Record<string, unknown>[]
  assets: Record<string, unknown>
} {
  return {
    format: 'plimsoll-market/1',
    at: '2024-01-08T11:19:41.000Z',
    currency: 'USD',
    assets: { BTC: { price: '44000' }, USDT: { price: '1.0007', stable: true } },
    underlyings: { BTC: { index: '44000' } },
    forwards: [{ underlying: 'BTC', expiry: '2024-03-29T08:00:00.000Z', price: '44900' }],
    instruments: [
      { ...perpetual('BTC'), mark: '43970' },
      {
        symbol: 'BTC/USDT:USDT-240329-45000-C',
        kind: 'option',
        underlying: 'BTC',
        payout: 'linear',
        quote: 'USDT',
        settle: 'USDT',
        contractSize: '1',
        expiry: '2024-03-29T08:00:00.000Z',
        strike: '45000',
        right: 'call',
        mark: '4000',
        markVol: 0.5,
      },
    ],
  }
}

/** A book on that market. */
export function bookDocument(): Record<string, unknown> & {
  positions: Record<string, unknown>[]
  balances: Record<string, unknown>
} {
  return {
    format: 'plimsoll-book/1',
    account: 'test',
    mode: 'cross',
    balances: { USDT: '20000' },
    positions: [{ symbol: 'BTC/USDT:USDT', contracts: '1', entryPrice: '43000' }],
  }
}
