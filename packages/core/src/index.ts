export {
  bankruptcyPrice,
  inverseLiquidationPrice,
  isolatedLiquidationPrice,
  linearLiquidationPrice,
} from './account/closed-form.ts'
export type {
  CollateralResult,
  ExposureResult,
  LiquidationResult,
  LiquidationSide,
  MarginResult,
  PoolResult,
  PositionResult,
  RiskUnitResult,
  Standing,
} from './account/margin-result.ts'
export {
  checkModeSwitch,
  type ModeSwitchCheck,
  type ModeSwitchPolicy,
  type ModeSwitchRefusal,
  type ModeSwitchRequest,
} from './account/mode-switch.ts'
export { bookCommands } from './desk/book-commands.ts'
export { compare } from './desk/compare.ts'
export type { ComparisonOptions } from './desk/comparison-choices.ts'
export { engineMargin } from './desk/engine-margin.ts'
export { engineRules } from './desk/engine-rules.ts'
export { margin } from './desk/margin.ts'
export { type ParameterChange, parameterChanges } from './desk/parameter-changes.ts'
export { type PricedBook, priceBook } from './desk/price-book.ts'
export type { MarginRequest } from './desk/request.ts'
export { venues } from './desk/resolve.ts'
export type { Comparison, ComparisonRow, NamedStress, StressResult, WhatIfResult } from './desk/results.ts'
export { type StressOptions, stress } from './desk/stress.ts'
export { type ListedVenue, type VenueListing, venueListing } from './desk/venue-listing.ts'
export { whatIf } from './desk/what-if.ts'
export type { BookChange } from './desk/whatif-change.ts'
export { bookJsonSchema, parseBook } from './document/book-document.ts'
export { marketJsonSchema, parseMarket } from './document/market-document.ts'
export { type ModePolicyDocument, modePolicyJsonSchema, parseModePolicy } from './document/mode-policy-document.ts'
export { type ParametersDocument, parametersJsonSchema, parseParameters } from './document/params-document.ts'
export * as engine from './engine/index.ts'
export { books, type Cause, type Entry, type Holder, moved, type Posting, sumsOf } from './ledger/entry.ts'
export { type Charge, type ChargeRule, treeError } from './margin/charge.ts'
export { countedQuantity, effectiveHaircut, type HaircutTier } from './margin/collateral.ts'
export {
  type Conformance,
  ExampleError,
  type ExampleRule,
  listIn,
  numberIn,
  numberOr,
  numbersIn,
  recordIn,
  recordsIn,
  textIn,
  type VectorRule,
} from './margin/conformance.ts'
export { type LeverageTier, tierDeductions, tierMaintenance, tierOf } from './margin/leverage-tiers.ts'
export type { MarginModel, ModelDefinition, ParameterSet, Pool, Venue } from './margin/model.ts'
export type { PricedAccount, PricedBalance, PricedOrder, PricedPosition } from './margin/priced-account.ts'
export type { Provenance } from './margin/provenance.ts'
export type {
  CollateralEntry,
  CoverageRow,
  Eligibility,
  LiquidationPolicy,
  LiquidationStep,
  RatioWords,
  VenueProfile,
} from './margin/venue-profile.ts'
export type { Book, MarginMode, Order, Position } from './market/book.ts'
export type { Asset, Derivative, Instrument, Underlying } from './market/instrument.ts'
export type { MarketSnapshot } from './market/snapshot.ts'
export { InvariantError } from './num/assert.ts'
export { Decimal, type Rounding } from './num/decimal.ts'
export { type EpochMs, formatInstant, parseInstant } from './num/instant.ts'
export { quantileLinear, quantileNearestRank } from './num/quantile.ts'
export { type Failure, type FailureCode, pointer, problem, type Result } from './num/result.ts'
export { compensatedSum } from './num/sum.ts'
export { type Black76Greeks, type Black76Input, black76, black76Greeks, discountBlack76 } from './pricing/black76.ts'
export { impliedVol } from './pricing/implied-vol.ts'
export type { CustomShock } from './study/custom-shock.ts'
export { ewmaCovariance, ewmaForecasts, ewmaVariance, riskMetricsDecay } from './study/ewma.ts'
export { filteredReturns } from './study/filtered-history.ts'
export { historicalVar, type TailQuestion, type TailRisk } from './study/historical-var.ts'
export {
  type BreachCount,
  type BreachTransitions,
  breachIndependence,
  breachTransitions,
  conditionalCoverage,
  type LikelihoodTest,
  proportionOfFailures,
  timeUntilFirstFailure,
} from './study/likelihood-tests.ts'
export type { ProfitCurve } from './study/profit-curve.ts'
export type { ReverseStress } from './study/reverse-stress.ts'
export type { StressMatrix } from './study/stress-matrix.ts'
export type { StressCell } from './study/stressed.ts'
export { baselPlusFactor, type TrafficLight, type TrafficLightResult, trafficLight } from './study/traffic-light.ts'
export { exponentialWeights, type WeightedTailRisk, weightedVar } from './study/weighted-var.ts'
export * as binance from './venues/binance/index.ts'
export * as bybit from './venues/bybit/index.ts'
export * as deribit from './venues/deribit/index.ts'
export * as derive from './venues/derive/index.ts'
export * as drift from './venues/drift/index.ts'
export * as dydx from './venues/dydx/index.ts'
export * as hyperliquid from './venues/hyperliquid/index.ts'
export * as mango from './venues/mango/index.ts'
export * as okx from './venues/okx/index.ts'
export * as paradex from './venues/paradex/index.ts'
export * as span from './venues/span/index.ts'
