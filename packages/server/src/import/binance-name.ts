import { type ContractTerms, dayOfDigits } from './contract-listing.ts'

/** What a USD-M symbol says: `BTCUSDT`, `ETHUSDC_260327`. Undefined for what is none. */
export function usdmTerms(id: string): ContractTerms | undefined {
  const [, base, quote, day] = /^([A-Z0-9]+?)(USDT|USDC|BUSD|FDUSD|USD1|BTC)(?:_(\d{6}))?$/.exec(id) ?? []
  if (base === undefined || quote === undefined) return undefined
  const expiryMs = day === undefined ? undefined : dayOfDigits(day)
  return { id, base, quote, settle: quote, ...(expiryMs === undefined ? {} : { expiryMs }) }
}

/** What a COIN-M symbol says: `BTCUSD_PERP`, `ETHUSD_260327`. Undefined for what is none. */
export function coinmTerms(id: string): ContractTerms | undefined {
  const [, base, term = ''] = /^([A-Z0-9]+)USD_(PERP|\d{6})$/.exec(id) ?? []
  if (base === undefined) return undefined
  const expiryMs = term === 'PERP' ? undefined : dayOfDigits(term)
  return { id, base, quote: 'USD', settle: base, ...(expiryMs === undefined ? {} : { expiryMs }) }
}

export function binanceTerms(id: string): ContractTerms | undefined {
  return coinmTerms(id) ?? usdmTerms(id)
}

/** Sizes are coins in USD-M; a COIN-M contract is 100 dollars of BTC and 10 of any other coin, unless `exchangeInfo` says another. */
export function binanceContractSize({ base, settle }: ContractTerms): string {
  if (settle !== base) return '1'
  return base === 'BTC' ? '100' : '10'
}
