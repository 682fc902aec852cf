import { type Charge, leaf, maxOf, sumOf } from '../../margin/charge.ts'

/** What a commodity's requirement is made of, market currency. */
export interface CommodityParts {
  readonly name: string
  readonly scan: Charge
  readonly interMonth: readonly Charge[]
  readonly delivery: readonly Charge[]
  /** Positive. */
  readonly credits: readonly { readonly name: string; readonly amount: number }[]
  readonly shortOptionMinimum: number
  /** Value of options held less that of options written. */
  readonly netOptionValue: number
}

/**
 * Requirement of a commodity: the larger of its short options' minimum and scan + spreads + delivery − credits, less the
 * net value of its options, never below nothing.
 *
 * @see ASX, "SPAN margining", for the order of the steps; NSE Clearing, "Margins", for premium-style options.
 */
export function commodityRequirement(parts: CommodityParts): Charge {
  const { name, scan, interMonth, delivery, credits, shortOptionMinimum, netOptionValue } = parts
  const scanned = sumOf('scan and spreads', [
    scan,
    ...interMonth,
    ...delivery,
    ...credits.map((credit) => leaf(credit.name, -credit.amount)),
  ])
  const risk = maxOf('risk', [scanned, leaf('short option minimum', shortOptionMinimum)])
  const net = sumOf('risk less net option value', [risk, leaf('net option value', 0 - netOptionValue)])
  return { ...maxOf(name, [net, leaf('nothing', 0)]), riskFactor: name }
}
