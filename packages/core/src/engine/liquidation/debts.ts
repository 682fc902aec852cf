import type { Pool } from '../../margin/model.ts'
import type { Asset } from '../../market/instrument.ts'
import { assert } from '../../num/assert.ts'
import { Decimal } from '../../num/decimal.ts'
import { assetPrice } from '../../pricing/price-instrument.ts'
import type { Draft } from '../draft.ts'
import { postEntry } from '../emit.ts'
import { coverLoss } from '../loss/cover.ts'
import { freeBalance } from '../position/isolated.ts'
import { derivativeOf } from '../standing/price-account.ts'
import type { AccountStanding } from '../standing/standing.ts'
import { moneyScale } from '../state.ts'
import { accountOf, type Liquidation } from './measure.ts'
import { isIsolatedPool } from './pool-contents.ts'

/** An amount of an asset, positive. */
export interface Debt {
  readonly asset: Asset
  readonly owed: Decimal
}

/** Assets whose balances stand behind a pool, or are owed by it. */
export function assetsOf({ collateral, positions }: Pool): readonly Asset[] {
  return [
    ...new Set([...collateral.map(({ asset }) => asset), ...positions.map(({ priced }) => priced.instrument.settle)]),
  ]
}

/**
 * Assets in which a pool's debts are, and that pay them: where no other pool shares the balances all that the account has,
 * for a venue may count one asset as another. What backs the pool pays first.
 */
export function assetsPaying(liquidation: Liquidation, { pools }: AccountStanding, pool: Pool): readonly Asset[] {
  if (pools.filter((each) => !isIsolatedPool(each.pool)).length > 1) return assetsOf(pool)
  const { balances, positions } = accountOf(liquidation)
  const settled = [...positions.values()].map(
    ({ symbol }) => derivativeOf(liquidation.draft.core.market, symbol).settle,
  )
  return [...new Set([...assetsOf(pool), ...balances.keys(), ...settled])]
}

/** What the account owes of these assets. */
export function debtsIn(liquidation: Liquidation, assets: readonly Asset[]): readonly Debt[] {
  const account = accountOf(liquidation)
  return assets.flatMap((asset) => {
    const free = freeBalance(account, asset, liquidation.draft.core)
    return free.sign() < 0 ? [{ asset, owed: free.negated() }] : []
  })
}

/** Pays what is owed of each asset out of the others, at the index; rounded against the account. */
export function convertDebts(liquidation: Liquidation, assets: readonly Asset[]): void {
  for (const { asset } of debtsIn(liquidation, assets))
    for (const source of assets) {
      const [debt] = debtsIn(liquidation, [asset])
      if (debt === undefined) break
      if (source !== asset) convert(liquidation, source, debt)
    }
}

function convert({ draft, account }: Liquidation, source: Asset, { asset, owed }: Debt): void {
  const free = freeBalance(accountOf({ draft, account }), source, draft.core)
  if (free.sign() <= 0) return
  const [from, to] = [priceOf(draft, source), priceOf(draft, asset)]
  const needed = owed.times(to).dividedBy(from, moneyScale, 'up')
  const isEnough = free.compare(needed) >= 0
  const sold = isEnough ? needed : free
  const bought = isEnough ? owed : free.times(from).dividedBy(to, moneyScale, 'down')
  if (bought.isZero()) return
  postEntry(draft, {
    cause: 'conversion',
    postings: [
      { holder: account, asset: source, amount: sold.negated() },
      { holder: '@trading', asset: source, amount: sold },
      { holder: '@trading', asset, amount: bought.negated() },
      { holder: account, asset, amount: bought },
    ],
  })
}

function priceOf({ core }: Draft, asset: Asset): Decimal {
  const price = assetPrice(core.market, asset)
  assert(price !== null, `what is liquidated must have a price, ${asset} has none`)
  return Decimal.fromNumber(price)
}

/** What is still owed is paid by others. */
export function coverDebts(liquidation: Liquidation, assets: readonly Asset[]): void {
  const { draft, account } = liquidation
  for (const { asset, owed } of debtsIn(liquidation, assets)) coverLoss(draft, account, asset, owed)
}
