export {
  type Account,
  type AccountRules,
  type HeldPosition,
  type LiquidationState,
  type OpenOrder,
  positionKey,
} from './account.ts'
export { apply, type DryRun, dryRun, type Outcome } from './apply.ts'
export type * from './command.ts'
export { defaultConfig, type EngineConfig } from './config.ts'
export type { EngineEvent, EventType } from './event.ts'
export { lawsBroken } from './laws.ts'
export { accountsInDanger, type Danger, dangerOf } from './liquidation/danger.ts'
export { type LiquidationPlan, liquidationPlan } from './liquidation/plan.ts'
export type { FundFlow, LiquidationFill, LiquidationStepFacts, PoolStanding } from './liquidation/step.ts'
export { assumedLiquidity, type Liquidity, slippageFrac } from './market/liquidity.ts'
export { checkOrder, type OrderCheck } from './order/check.ts'
export { entryPrice } from './position/position.ts'
export type { Refusal, RefusalCode } from './refusal.ts'
export type { EngineRules } from './rules.ts'
export { priceAccount } from './standing/price-account.ts'
export { type AccountStanding, isInDanger, isStanding, standingOf } from './standing/standing.ts'
export { bookKey, type EngineCore, type EngineState, engineVersion, genesis, moneyScale } from './state.ts'
export { commandJsonSchema, commandText, parseCommand } from './text/command-schema.ts'
export { plainText } from './text/plain-text.ts'
export { stateOfText, stateText } from './text/snapshot.ts'
export { type DangerWatch, dangerWatch } from './watch/danger-watch.ts'
export { accountWatcher, type Watched, type Watcher, type WatchLine } from './watch/watcher.ts'
