import { type ContractTerms, dayOfText } from './contract-listing.ts'

/**
 * What a Deribit name says: `BTC-PERPETUAL`, `ETH-27MAR26`, `BTC-27MAR26-100000-C`, `SOL_USDC-PERPETUAL`; a `d` in a strike is
 * its point. Undefined for what is no single contract: combos and spot.
 */
export function deribitTerms(name: string): ContractTerms | undefined {
  const parts = /^([A-Z0-9]+)(?:_([A-Z]+))?-(PERPETUAL|\d{1,2}[A-Z]{3}\d{2})(?:-([\dd]+)-([CP]))?$/.exec(name)
  const [, base, quote, term = '', strike, right] = parts ?? []
  if (base === undefined) return undefined
  const expiryMs = term === 'PERPETUAL' ? undefined : dayOfText(term)
  if (term !== 'PERPETUAL' && expiryMs === undefined) return undefined
  return {
    id: name,
    base,
    quote: quote ?? 'USD',
    settle: quote ?? base,
    ...(expiryMs === undefined ? {} : { expiryMs }),
    ...(strike === undefined
      ? {}
      : { option: { strike: strike.replace('d', '.'), right: right === 'C' ? ('call' as const) : ('put' as const) } }),
  }
}
