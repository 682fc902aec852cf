import type { Entry } from '../ledger/entry.ts'
import type { Asset, Instrument } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import type { EpochMs } from '../num/instant.ts'
import type { Failure } from '../num/result.ts'
import type { AccountRules, HeldPosition, LiquidationState, OpenOrder } from './account.ts'
import type { ChangeRules, SetPrices } from './command.ts'
import type { EngineConfig, EntryPolicy } from './config.ts'
import type { LiquidationStepFacts } from './liquidation/step.ts'
import type { Liquidity } from './market/liquidity.ts'

/** What happened. The state follows from the events alone; money moves only in `posted`. */
export type EngineEvent =
  | { readonly type: 'opened'; readonly account: string; readonly rules: AccountRules; readonly at: EpochMs }
  | { readonly type: 'posted'; readonly entry: Entry }
  | Filled
  | PositionChanged
  | { readonly type: 'order-reserved'; readonly account: string; readonly order: OpenOrder }
  | {
      readonly type: 'order-reduced'
      readonly account: string
      readonly order: OpenOrder
      readonly why: 'filled' | 'position-shrank'
    }
  | {
      readonly type: 'order-released'
      readonly account: string
      readonly order: string
      readonly why: 'filled' | 'cancelled' | 'expired' | 'position-shrank' | 'liquidation' | 'deleveraging'
    }
  | { readonly type: 'listed'; readonly instrument: Instrument }
  | { readonly type: 'priced'; readonly prices: SetPrices }
  /** It moved too far to be believed at once: the price before it stays, and ages. */
  | { readonly type: 'price-held'; readonly price: string; readonly from: Decimal; readonly to: Decimal }
  | { readonly type: 'funding-accrued'; readonly symbol: string; readonly index: Decimal }
  | { readonly type: 'settled'; readonly symbol: string; readonly price: Decimal }
  | { readonly type: 'leverage-set'; readonly account: string; readonly symbol: string; readonly leverage: number }
  | { readonly type: 'isolated-set'; readonly account: string; readonly symbol: string; readonly isolated: boolean }
  | { readonly type: 'hedge-mode-set'; readonly account: string; readonly hedge: boolean }
  | {
      readonly type: 'disclosure-accepted'
      readonly account: string
      readonly disclosure: string
      readonly at: EpochMs
    }
  | {
      readonly type: 'rules-changed'
      readonly account: string
      readonly from: AccountRules
      readonly to: AccountRules
      readonly at: EpochMs
      readonly before: MarginTotals | null
      readonly after: MarginTotals | null
    }
  /** A change whose instant came and which an account cannot follow: it stays under its rules. */
  | {
      readonly type: 'rules-refused'
      readonly account: string
      readonly change: ChangeRules
      readonly problems: readonly Failure[]
    }
  | { readonly type: 'rules-scheduled'; readonly change: ChangeRules }
  /** A scheduled change whose instant came, done or not. */
  | { readonly type: 'schedule-taken'; readonly change: ChangeRules }
  /** A scheduled change that a mistake of ours kept from being made. */
  | { readonly type: 'schedule-failed'; readonly change: ChangeRules; readonly message: string }
  | { readonly type: 'parameters-defined'; readonly name: string; readonly document: unknown }
  | {
      readonly type: 'configured'
      readonly config: EngineConfig
      readonly liquidity: ReadonlyMap<string, Liquidity>
      readonly policies: ReadonlyMap<string, EntryPolicy>
    }
  | { readonly type: 'resumed'; readonly at: EpochMs }
  | { readonly type: 'liquidation'; readonly account: string; readonly now: LiquidationState }
  | { readonly type: 'liquidation-step'; readonly account: string; readonly step: LiquidationStepFacts }
  /** What neither fund, deleveraging nor other users could bear: the venue's own loss. */
  | { readonly type: 'loss-uncovered'; readonly account: string; readonly asset: Asset; readonly amount: Decimal }

export type EventType = EngineEvent['type']

/** An account's figures, market currency; null where a figure is unknown. */
export interface MarginTotals {
  readonly equity: number | null
  readonly adjustedEquity: number | null
  readonly initialMargin: number | null
  readonly maintenanceMargin: number | null
}

/** One account's side of a trade, told; positions and money have events of their own. */
export interface Filled {
  readonly type: 'filled'
  readonly account: string
  readonly symbol: string
  readonly contracts: Decimal
  readonly price: Decimal
  /** Profit booked by what was closed, settlement asset; of an option its premiums together. */
  readonly realised: Decimal
  readonly fee: Decimal
  readonly order: string | undefined
  readonly why: 'trade' | 'liquidation' | 'delta-hedge' | 'deleveraging'
}

export interface PositionChanged {
  readonly type: 'position-changed'
  readonly account: string
  readonly key: string
  readonly symbol: string
  readonly was: HeldPosition | undefined
  /** Undefined when it is closed. */
  readonly now: HeldPosition | undefined
}
