import type { ParameterSet } from '../../margin/model.ts'
import type { Asset, Underlying } from '../../market/instrument.ts'

/** What a clearing house publishes of one contract. */
export interface SpanContract {
  /** Profit (+) and loss (−) of one long contract in each of the sixteen scenarios, market currency. */
  readonly array: readonly number[]
  /** Composite delta of one long contract, futures of the commodity; or its delta at each of the seven price points. */
  readonly delta: number | readonly number[]
  /** Contract month that spreads are formed by. */
  readonly month: string
}

export interface SpreadLeg {
  readonly tier: string
  /** Legs of one side are all long while those of the other are all short. */
  readonly side: 'A' | 'B'
  /** Deltas that one spread takes. */
  readonly deltas: number
}

export interface InterMonthSpread {
  readonly legs: readonly SpreadLeg[]
  /** Charge of one spread, market currency. */
  readonly ratePerSpread: number
}

export interface DeliveryCharge {
  readonly month: string
  /** Charges of a delta that is part of a spread, and of one that is not, market currency. */
  readonly inSpread: number
  readonly outright: number
}

/** A combined commodity: what is scanned together. */
export interface SpanCommodity {
  /** Months by tier, in the order in which a tier's deltas are used up. */
  readonly tiers: Readonly<Record<string, readonly string[]>>
  /** In order of priority. */
  readonly interMonth: readonly InterMonthSpread[]
  readonly delivery: readonly DeliveryCharge[]
  /** Least charge of a short option contract, market currency. */
  readonly shortOptionRate: number
}

export interface InterCommodityLeg {
  readonly commodity: Underlying
  readonly side: 'A' | 'B'
  readonly deltas: number
  /** Share of the leg's price risk that is credited. */
  readonly creditFrac: number
}

export interface SpanParameters {
  /** By symbol. */
  readonly contracts: Readonly<Record<string, SpanContract>>
  /** By underlying, `*` for the rest. */
  readonly commodities: Readonly<Record<Underlying, SpanCommodity>>
  /** In order of priority. */
  readonly interCommodity: readonly { readonly legs: readonly InterCommodityLeg[] }[]
  /** Short calls and short puts both count, or the more numerous of the two. */
  readonly shortOptionCount: 'sum' | 'larger'
  /** Weights of the deltas at the seven price points. */
  readonly deltaWeights: readonly number[]
  /** Initial margin ÷ maintenance margin. */
  readonly initialFactor: number
  /** Share of a balance that does not count, by asset, `*` for the rest. */
  readonly haircutFracs: Readonly<Record<Asset, number>>
}

/** Nothing is known of any contract until a clearing house's file, or one's own, is given. */
export const spanDefault: ParameterSet<SpanParameters> = {
  set: 'empty',
  provenance: 'assumed',
  source: 'Plimsoll: risk arrays, spreads and rates are what a clearing house publishes each day, and are to be given',
  exceptions: [
    {
      path: '/deltaWeights',
      provenance: 'assumed',
      source: 'Weights commonly quoted for CME SPAN’s composite delta, not confirmed by a page of the exchange',
    },
    {
      path: '/initialFactor',
      provenance: 'assumed',
      source: 'Plimsoll: initial equals maintenance until a factor is given',
    },
    {
      path: '/haircutFracs',
      provenance: 'assumed',
      source: 'Plimsoll: collateral counts in full until haircuts are given',
    },
  ],
  parameters: {
    contracts: {},
    commodities: {},
    interCommodity: [],
    shortOptionCount: 'sum',
    deltaWeights: [0.27, 0.217, 0.217, 0.11, 0.11, 0.037, 0.037],
    initialFactor: 1,
    haircutFracs: { '*': 0 },
  },
}
