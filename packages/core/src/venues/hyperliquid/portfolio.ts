import { cashPrice, chargedRequirement, isolatedOrders, type PositionCharges } from '../../margin/cash-pools.ts'
import { leaf, sumOf } from '../../margin/charge.ts'
import type { HaircutTier } from '../../margin/collateral.ts'
import { fundsOf, type KnownCollateral } from '../../margin/funds.ts'
import { isolatedPools } from '../../margin/isolated-pool.ts'
import type { Pool } from '../../margin/model.ts'
import { nettedOrders, nettedPositions } from '../../margin/one-way.ts'
import { orderedPositions } from '../../margin/orders.ts'
import type { PricedAccount } from '../../margin/priced-account.ts'
import { isHeld } from '../../margin/silos.ts'
import { borrowable, liquidationThreshold } from './borrowing.ts'
import type { HyperliquidParameters } from './params.ts'

type PortfolioTerms = HyperliquidParameters['portfolio']

/** One pool of spot balances and cross perpetuals, borrowing against the eligible ones, and one for each isolated position. */
export function portfolioPools(
  account: PricedAccount,
  charges: PositionCharges,
  terms: PortfolioTerms,
): readonly Pool[] {
  return [accountPool(account, charges, terms), ...isolatedPools(account, chargedRequirement(charges))]
}

function accountPool(account: PricedAccount, charges: PositionCharges, terms: PortfolioTerms): Pool {
  const ordered = orderedPositions(account)
  const pooled = nettedOrders(ordered.filter(({ position }) => !position.isIsolated))
  const positions = account.positions.filter((position) => !position.isIsolated && isHeld(position))
  const poolPrice = cashPrice(account, 'USDC')
  const isCash = (asset: string): boolean => asset === 'USDC' || asset === account.currency
  const funds = fundsOf(account, positions, (asset) => (isCash(asset) ? uncut : collateralTiers(asset, terms)))
  const tokens = funds.collateral.filter(({ asset }) => !isCash(asset))
  const { supported, lent } = supportOf(tokens, poolPrice, terms)
  const cash = funds.collateral.filter(({ asset }) => isCash(asset))
  const usdc = (cash.reduce((sum, { counted, price }) => sum + counted * price, 0) + funds.profitValue) / poolPrice
  const borrowed = Math.max(0, -usdc)
  const isUsed = pooled.length > 0 || borrowed > 0
  const offset = leaf('min borrow offset', isUsed ? terms.minBorrowOffsetUsdc : 0)
  const unknown = pooled.flatMap(({ position }) => charges.missing(position))
  return {
    name: 'account',
    currency: 'USDC',
    currencyPrice: poolPrice,
    equity: (funds.balancesValue + funds.profitValue) / poolPrice,
    adjustedEquity: Math.max(0, usdc) + supported,
    initial: sumOf('initial', [
      offset,
      sumOf('initial margin', [
        ...pooled.map((row) => charges.initial(row, poolPrice)),
        ...isolatedOrders(ordered, charges, poolPrice),
      ]),
      leaf('borrowed', borrowed),
      leaf('collateral beyond loan to value', supported - lent),
    ]),
    maintenance: sumOf('portfolio maintenance requirement', [
      offset,
      sumOf(
        'cross maintenance margin',
        nettedPositions(positions).map((position) => charges.maintenance(position, poolPrice)),
      ),
      leaf('borrowed for maintenance', borrowed),
    ]),
    trigger: terms.liquidationRatioFrac,
    collateral: funds.collateral,
    positions,
    riskUnits: [],
    ...(unknown.length === 0 ? {} : { unknown }),
  }
}

const uncut: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 0 }]
const nothing: readonly HaircutTier[] = [{ quantityMax: null, haircutFrac: 1 }]

/** Up to the user's supply cap at the liquidation threshold, nothing beyond; nothing of a token that is not eligible. */
function collateralTiers(asset: string, { collateral }: PortfolioTerms): readonly HaircutTier[] {
  const terms = Object.hasOwn(collateral, asset) ? collateral[asset] : undefined
  if (terms === undefined) return nothing
  return [{ quantityMax: terms.userSupplyMax, haircutFrac: 1 - liquidationThreshold(terms.ltvFrac) }]
}

/** What tokens count for in the liquidation value, and what may be borrowed against them; pool currency, capped. */
interface Support {
  readonly supported: number
  readonly lent: number
}

function supportOf(tokens: readonly KnownCollateral[], poolPrice: number, terms: PortfolioTerms): Support {
  const cap = terms.userBorrowMaxUsdc
  const capEach = terms.borrowCapCovers === 'token' ? cap : Number.MAX_VALUE
  let supported = 0
  let lent = 0
  for (const token of tokens) {
    supported += Math.min(capEach, Math.max(0, token.counted * token.price) / poolPrice)
    lent += Math.min(capEach, lentAgainst(token, terms) / poolPrice)
  }
  if (terms.borrowCapCovers === 'token') return { supported, lent }
  return { supported: Math.min(cap, supported), lent: Math.min(cap, lent) }
}

/** Market currency. */
function lentAgainst({ asset, counted, price }: KnownCollateral, { collateral }: PortfolioTerms): number {
  const terms = Object.hasOwn(collateral, asset) ? collateral[asset] : undefined
  if (terms === undefined || counted <= 0) return 0
  const { ltvFrac } = terms
  return borrowable({ balance: counted / liquidationThreshold(ltvFrac), price, ltvFrac, supplyMax: null })
}
