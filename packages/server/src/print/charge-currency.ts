import type { Charge, MarginResult } from '@plimsoll/core'

/** Currency of the amounts of each node of a tree, by node. */
export type ChargeCurrencies = ReadonlyMap<Charge, string>

type Pools = Pick<MarginResult, 'currency' | 'pools'>

/**
 * The currency of every amount in a requirement's tree. It changes below two kinds of nodes: below a pool's, which
 * scales what is in the pool's currency, and below a position's, which scales a notional in the contract's quote.
 */
export function chargeCurrencies(root: Charge, { currency, pools }: Pools): ChargeCurrencies {
  const found = new Map<Charge, string>([[root, currency]])
  const isByPool = root.parts.length === pools.length && root.parts.every(isPool)
  for (const [i, part] of root.parts.entries()) fill(part, currency, found, isByPool ? pools[i]?.currency : undefined)
  return found
}

function isPool({ rule, name }: Charge): boolean {
  return rule === 'scale' && name.includes(', from ')
}

function fill(charge: Charge, currency: string, found: Map<Charge, string>, poolCurrency?: string): void {
  found.set(charge, currency)
  const below = charge.rule === 'scale' ? (poolCurrency ?? quoteOf(charge.name) ?? currency) : currency
  for (const part of charge.parts) fill(part, below, found)
}

/** USD of `ETH/USD:ETH long`; undefined where the name is not a position's. */
function quoteOf(name: string): string | undefined {
  return /^[^/\s]+\/(?<quote>[^:\s]+):\S+ (?:long|short)$/.exec(name)?.groups?.['quote']
}
