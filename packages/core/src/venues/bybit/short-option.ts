import { type Charge, leaf, maxOf, scaleOf, sumOf } from '../../margin/charge.ts'

/** Rates of a short option in cross margin. */
export interface ShortOptionTerms {
  /** Of the index, less what the option is out of the money. */
  readonly initialFrac: number
  /** Of the index: what is left of the above at least. */
  readonly initialFloorFrac: number
  /** Of the index or of the mark, whichever is larger. */
  readonly maintenanceFrac: number
  /** Of the index, for liquidating it. */
  readonly liquidationFeeFrac: number
}

/** Prices per unit of the underlying, one currency. */
export interface ShortOption {
  readonly right: 'call' | 'put'
  readonly index: number
  readonly strike: number
  readonly mark: number
  /** What it was sold for; the mark where that is not known. */
  readonly entry: number
}

/** What the option is out of the money, never negative. */
export function outOfTheMoney({ right, index, strike }: Pick<ShortOption, 'right' | 'index' | 'strike'>): number {
  return Math.max(0, right === 'call' ? strike - index : index - strike)
}

/**
 * Maintenance margin of one short unit: max(3 % index, 3 % mark) + mark + 0.2 % index.
 *
 * @see Bybit, "Initial and Maintenance Margin Calculation (Options)", 2023-12-04.
 */
export function shortOptionMaintenance({ index, mark }: ShortOption, terms: ShortOptionTerms): Charge {
  return sumOf('MM of one unit', [
    maxOf('rate × index or mark', [
      scaleOf('maintenance rate × index', terms.maintenanceFrac, leaf('index', index)),
      scaleOf('maintenance rate × mark', terms.maintenanceFrac, leaf('mark', mark)),
    ]),
    leaf('mark', mark),
    scaleOf('liquidation fee', terms.liquidationFeeFrac, leaf('index', index)),
  ])
}

/**
 * Initial margin of one short unit: max(15 % index − out of the money, 10 % index) + max(entry, mark), at least its
 * maintenance margin.
 */
export function shortOptionInitial(option: ShortOption, terms: ShortOptionTerms): Charge {
  const { index, mark, entry } = option
  const onIndex = maxOf('rate × index', [
    sumOf('initial rate less out of the money', [
      scaleOf('initial rate × index', terms.initialFrac, leaf('index', index)),
      leaf('out of the money', -outOfTheMoney(option)),
    ]),
    scaleOf('initial floor × index', terms.initialFloorFrac, leaf('index', index)),
  ])
  return maxOf('IM of one unit', [
    sumOf('IM before its floor', [onIndex, maxOf('price', [leaf('entry', entry), leaf('mark', mark)])]),
    shortOptionMaintenance(option, terms),
  ])
}

/** Trading fee of one unit of an option: on the index, at most a share of the option's price. */
export function optionFee(
  { index, price }: { readonly index: number; readonly price: number },
  { takerFeeFrac, feeCapFrac }: { readonly takerFeeFrac: number; readonly feeCapFrac: number },
): number {
  return Math.min(takerFeeFrac * index, feeCapFrac * price)
}
