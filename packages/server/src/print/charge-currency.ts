import type { Charge } from '@plimsoll/core'

/** Unit of the amounts of each node of a tree, by node. */
export type ChargeCurrencies = ReadonlyMap<Charge, string>

/** The unit of every amount in a requirement: its own, else that of the node above; `currency` at the root. */
export function chargeCurrencies(root: Charge, currency: string): ChargeCurrencies {
  const found = new Map<Charge, string>()
  const visit = (charge: Charge, above: string): void => {
    const unit = charge.unit ?? above
    found.set(charge, unit)
    for (const part of charge.parts) visit(part, unit)
  }
  visit(root, currency)
  return found
}
