export {
  type Account,
  type AccountRules,
  type HeldPosition,
  type LiquidationState,
  type OpenOrder,
  positionKey,
} from './account.ts'
export { apply, dryRun, type Outcome } from './apply.ts'
export type * from './command.ts'
export { commandJsonSchema, commandText, parseCommand } from './command-schema.ts'
export { defaultConfig, type EngineConfig } from './config.ts'
export { accountsInDanger, type Danger, dangerOf } from './danger.ts'
export type { EngineEvent, EventType } from './event.ts'
export { lawsBroken } from './laws.ts'
export { type LiquidationPlan, liquidationPlan } from './liquidation/plan.ts'
export type { FundFlow, LiquidationFill, LiquidationStepFacts, PoolStanding } from './liquidation/step.ts'
export { assumedLiquidity, type Liquidity, slippageFrac } from './liquidity.ts'
export { checkOrder, type OrderCheck } from './order/check.ts'
export { entryPrice } from './position.ts'
export { priceAccount } from './price-account.ts'
export type { Refusal, RefusalCode } from './refusal.ts'
export type { EngineRules } from './rules.ts'
export { stateOfText, stateText } from './snapshot.ts'
export { type AccountStanding, isInDanger, isStanding, standingOf } from './standing.ts'
export { bookKey, type EngineCore, type EngineState, engineVersion, genesis, moneyScale } from './state.ts'
export { accountWatcher, type Watched, type Watcher, type WatchLine } from './watch/watcher.ts'
