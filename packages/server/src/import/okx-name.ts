import { type ContractTerms, dayOfDigits } from './contract-listing.ts'

/**
 * What an OKX instrument id says: `BTC-USDT-SWAP`, `BTC-USD-260327`, `BTC-USD-260327-100000-C`. In dollars it settles in the coin.
 * Undefined for spot and for what else is no contract.
 */
export function okxTerms(id: string): ContractTerms | undefined {
  const parts = /^([A-Z0-9]+)-(USD|USDT|USDC)-(SWAP|\d{6})(?:-([\d.]+)-([CP]))?$/.exec(id)
  const [, base, quote, term = '', strike, right] = parts ?? []
  if (base === undefined || quote === undefined) return undefined
  const expiryMs = term === 'SWAP' ? undefined : dayOfDigits(term)
  return {
    id,
    base,
    quote,
    settle: quote === 'USD' ? base : quote,
    ...(expiryMs === undefined ? {} : { expiryMs }),
    ...(strike === undefined
      ? {}
      : { option: { strike, right: right === 'C' ? ('call' as const) : ('put' as const) } }),
  }
}
