import { additiveMarginals } from '../../margin/additive-marginals.ts'
import { withIsolatedMargins } from '../../margin/isolated-margin.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Venue } from '../../margin/model.ts'
import type { PriceBreak, PriceScope } from '../../margin/price-breaks.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { Decimal } from '../../num/decimal.ts'
import { bracketBreaks } from './bracket-breaks.ts'
import { withCashAsStablecoin } from './cash.ts'
import { contractTables, type FuturesTables } from './contract-table.ts'
import { marginRatios, singleAssetPools } from './futures-pools.ts'
import { binanceMargins } from './isolated-margins.ts'
import type { TableOf } from './leg-margin.ts'
import { multiAssetsPools } from './multi-assets-pools.ts'
import {
  type FuturesParameters,
  futuresSets,
  type MultiAssetsParameters,
  multiAssetsSets,
  type PortfolioParameters,
  portfolioSets,
  proSets,
  type SpanParameters,
  spanSets,
} from './params.ts'
import { tiersBy } from './portfolio-equity.ts'
import { loanRules, portfolioFigures, portfolioPools } from './portfolio-pools.ts'
import { profile } from './profile.ts'
import { publishedExamples } from './published-examples.ts'
import { loansWithoutBalance, refusalsOf } from './refusals.ts'
import {
  type BinanceSettings,
  parseFuturesParameters,
  parseMultiAssetsParameters,
  parsePortfolioParameters,
  parseSettings,
  parseSpanParameters,
} from './schema.ts'
import { gridsOf } from './span-grid.ts'
import { spanPools } from './span-pools.ts'
import { type CoinWallets, inWallets as putInWallets } from './wallet.ts'

export { bracketOf, maintenanceAmounts, maintenanceMargin } from './bracket.ts'
export { autoExchangeAmount, countedValue, quickAmounts } from './collateral-value.ts'
export {
  coinmLiquidationPrice,
  coinmLiquidationPrices,
  usdmLiquidationPrice,
  usdmLiquidationPrices,
} from './liquidation-price.ts'
export { loanInitial, loanMaintenance, maxLoan, maxWithdraw, virtualMaxLoan } from './loan.ts'
export { accountStatus, accountStatuses, uniMmr } from './uni-mmr.ts'
export { coinmProfit, usdmProfit } from './unrealised-profit.ts'

type Info = Omit<ParameterSet<unknown>, 'parameters'>

/** What every model does the same way: brackets, and wallets once margins are set aside. */
interface Bound {
  readonly tableOf: TableOf
  readonly placed: (account: PricedAccount) => PricedAccount
  readonly inWallets: (account: PricedAccount) => PricedAccount
  readonly breaks: (pool: Parameters<typeof bracketBreaks>[0], scope: PriceScope) => readonly PriceBreak[]
}

function bound(tables: FuturesTables, { coinmWallet = {} }: BinanceSettings): Bound {
  const tableOf = contractTables(tables)
  const coins: CoinWallets = Object.fromEntries(
    Object.entries(coinmWallet).map(([asset, amount]) => [asset, Decimal.of(amount)]),
  )
  const margins = binanceMargins(tableOf)
  return {
    tableOf,
    placed: (account) => putInWallets(withIsolatedMargins(account, margins), coins),
    inWallets: (account) => putInWallets(account, coins),
    breaks: (pool, scope) => bracketBreaks(pool, tableOf, scope),
  }
}

function singleAsset(mode: 'isolated' | 'cross', title: string): ModelDefinition<FuturesParameters, BinanceSettings> {
  return {
    name: `binance/${mode}`,
    title,
    mode,
    sets: futuresSets,
    parse: parseFuturesParameters,
    parseSettings,
    make: ({ parameters, ...info }, settings = {}) => {
      const { tableOf, placed, inWallets, breaks } = bound(parameters, settings)
      return {
        name: `binance/${mode}`,
        mode,
        parameters: info,
        resolve: placed,
        refusals: (account) =>
          refusalsOf(account, { tableOf, isCollateral: () => true, allowsIsolated: () => true, allowsOptions: false }),
        pools: (account) => singleAssetPools(inWallets(account), tableOf),
        marginals: (_account, pool) => additiveMarginals(pool),
        priceBreaks: breaks,
        venueFigures: marginRatios,
      }
    },
  }
}

const multiAssets: ModelDefinition<MultiAssetsParameters, BinanceSettings> = {
  name: 'binance/multi-assets',
  title: 'Multi-assets mode (USD-M), COIN-M by coin',
  mode: 'cross',
  sets: multiAssetsSets,
  parse: parseMultiAssetsParameters,
  parseSettings,
  make: ({ parameters, ...info }, settings = {}) => {
    const { tableOf, placed, inWallets, breaks } = bound(parameters, settings)
    return {
      name: 'binance/multi-assets',
      mode: 'cross',
      parameters: info,
      resolve: placed,
      refusals: (account) =>
        refusalsOf(account, {
          tableOf,
          isCollateral: (asset) => Object.hasOwn(parameters.ratios, asset) || hasCoinContracts(account, asset),
          allowsIsolated: ({ payout }) => payout === 'inverse',
          allowsOptions: false,
        }),
      pools: (account) => multiAssetsPools(inWallets(account), parameters, tableOf),
      priceBreaks: breaks,
      venueFigures: marginRatios,
    }
  },
}

function hasCoinContracts({ positions, orders }: PricedAccount, asset: string): boolean {
  return [...positions, ...orders].some(
    ({ priced }) => priced.instrument.payout === 'inverse' && priced.instrument.settle === asset,
  )
}

interface Programme {
  readonly name: string
  readonly title: string
  readonly programme: 'retail' | 'pro'
  readonly sets: readonly ParameterSet<PortfolioParameters>[]
}

function portfolioMargin({
  name,
  title,
  programme,
  sets,
}: Programme): ModelDefinition<PortfolioParameters, BinanceSettings> {
  return {
    name,
    title,
    mode: 'portfolio',
    sets,
    parse: parsePortfolioParameters,
    parseSettings,
    make: ({ parameters, ...info }, settings = {}) => {
      const { tableOf, breaks } = bound(parameters, settings)
      const { bands } = parameters
      const tiersOf = tiersBy(parameters)
      const loans = loanRules(parameters, settings)
      const rules = { programme, tableOf, tiersOf, loans, bands, openLossUsd: settings.openLossUsd ?? 0 }
      return {
        ...portfolioBase(name, info, tableOf, settings),
        resolve: withCashAsStablecoin,
        pools: (account) => portfolioPools(withCashAsStablecoin(account), rules),
        marginals: (_account, pool) => additiveMarginals(pool),
        priceBreaks: breaks,
        venueFigures: (pools) => portfolioFigures(pools, bands),
      }
    },
  }
}

/** What both portfolio models share. */
function portfolioBase(
  name: string,
  parameters: Info,
  tableOf: TableOf | null,
  { loans = {} }: BinanceSettings,
): Pick<MarginModel, 'name' | 'mode' | 'parameters' | 'refusals'> {
  return {
    name,
    mode: 'portfolio',
    parameters,
    refusals: (account) => [
      ...refusalsOf(account, {
        tableOf,
        isCollateral: () => true,
        allowsIsolated: () => false,
        allowsOptions: tableOf === null,
      }),
      ...loansWithoutBalance(account, loans),
    ],
  }
}

const span: ModelDefinition<SpanParameters, BinanceSettings> = {
  name: 'binance/pm-span',
  title: 'Portfolio Margin Pro (SPAN), scenarios of one’s own',
  mode: 'portfolio',
  sets: spanSets,
  parse: parseSpanParameters,
  parseSettings,
  make: ({ parameters, ...info }, settings = {}) => {
    const { bands, collateralInScenarios } = parameters
    const rules = {
      gridOf: gridsOf(parameters),
      tiersOf: tiersBy(parameters),
      loans: loanRules(parameters, settings),
      bands,
      collateralInScenarios,
      openLossUsd: settings.openLossUsd ?? 0,
      otherMaintenanceUsd: settings.otherMaintenanceUsd ?? 0,
    }
    return {
      ...portfolioBase('binance/pm-span', info, null, settings),
      resolve: withCashAsStablecoin,
      pools: (account) => spanPools(withCashAsStablecoin(account), rules),
      scenarioFactors: (underlying) => Array.from(rules.gridOf(underlying)?.moves ?? [], (moveFrac) => 1 + moveFrac),
      venueFigures: (pools) => portfolioFigures(pools, bands),
    }
  },
}

/** Formulas, sets and gaps in `docs/venues/binance.md`. */
export const binance: Venue = {
  name: 'binance',
  title: 'Binance',
  models: [
    singleAsset('isolated', 'Isolated margin (USD-M and COIN-M)'),
    singleAsset('cross', 'Cross margin, single-asset mode (USD-M and COIN-M)'),
    multiAssets,
    portfolioMargin({
      name: 'binance/portfolio-margin',
      title: 'Portfolio Margin',
      programme: 'retail',
      sets: portfolioSets,
    }),
    portfolioMargin({ name: 'binance/pm-pro', title: 'Portfolio Margin Pro', programme: 'pro', sets: proSets }),
    span,
  ] as readonly ModelDefinition[],
  profile,
  conformance: { examples: publishedExamples },
}
