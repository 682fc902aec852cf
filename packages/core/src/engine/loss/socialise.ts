import type { Posting } from '../../ledger/entry.ts'
import type { Asset } from '../../market/instrument.ts'
import { fromRisk, toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { profitOf } from '../../pricing/priced.ts'
import type { Account } from '../account.ts'
import { accountIn, type Draft } from '../draft.ts'
import { postEntry } from '../emit.ts'
import { freeBalance } from '../position/isolated.ts'
import { pricerOf } from '../standing/price-account.ts'
import { moneyScale } from '../state.ts'

/** Who bears part of a loss, and the most he bears. */
interface Winner {
  readonly account: string
  readonly most: Decimal
}

/**
 * Shares a loss among those who profit, in proportion to what they could bear: the unrealised profit of what they hold in
 * the asset, as far as their free balance of it reaches. Whole units; those left over go to the largest remainders, of
 * equal ones to the account opened first. Gives what was borne: all of the loss, or all that they could bear.
 *
 * Unrealised profit alone: what was realised may have left long ago, and the engine keeps no trading day.
 *
 * @see Deribit, insurance fund: "socialised loss" over the session's profits. The formula is the plain proportion.
 */
export function socialise(draft: Draft, account: string, asset: Asset, loss: Decimal): Decimal {
  const winners = winnersIn(draft, asset, account)
  const total = winners.reduce((sum, { most }) => sum.plus(most), Decimal.zero)
  if (total.isZero()) return total
  const borne = loss.compare(total) < 0 ? loss : total
  const shares = sharesOf(winners, borne, total)
  const postings: Posting[] = shares.map((share) => ({ holder: share.account, asset, amount: share.amount.negated() }))
  postEntry(draft, { cause: 'socialised', postings: [...postings, { holder: account, asset, amount: borne }] })
  return borne
}

function winnersIn(draft: Draft, asset: Asset, except: string): readonly Winner[] {
  const winners: Winner[] = []
  for (const id of draft.state.accounts.keys()) {
    const account = accountIn(draft, id)
    if (account === undefined || id === except || account.liquidation.state !== 'none') continue
    const profit = unrealisedIn(account, asset, draft)
    if (profit <= 0) continue
    const exact = fromRisk(profit, moneyScale, 'down')
    const free = freeBalance(account, asset, draft.core)
    const most = exact.compare(free) < 0 ? exact : free
    if (most.sign() > 0) winners.push({ account: id, most })
  }
  return winners
}

/** Unrealised profit of the positions that settle in an asset; what has no price has none. */
function unrealisedIn({ positions }: Account, asset: Asset, { core }: Draft): number {
  const price = pricerOf(core.market)
  let profit = 0
  for (const { symbol, contracts, cost } of positions.values()) {
    const result = price(symbol)
    if (!result.ok || result.value.priced.instrument.settle !== asset) continue
    profit += profitOf(result.value.priced, toRisk(contracts), toRisk(cost))
  }
  return profit
}

interface Share {
  readonly account: string
  readonly amount: Decimal
}

const unit = Decimal.of('0.00000001')

function sharesOf(winners: readonly Winner[], borne: Decimal, total: Decimal): readonly Share[] {
  const rows = winners.map(({ account, most }, i) => {
    const amount = borne.times(most).dividedBy(total, moneyScale, 'down')
    return { i, account, amount, remainder: borne.times(most).minus(amount.times(total)) }
  })
  let left = rows.reduce((sum, { amount }) => sum.minus(amount), borne)
  const oneMore = new Set<number>()
  for (const { i } of [...rows].sort((a, b) => b.remainder.compare(a.remainder) || a.i - b.i)) {
    if (left.sign() <= 0) break
    oneMore.add(i)
    left = left.minus(unit)
  }
  const shares = rows.map(({ i, account, amount }) => ({
    account,
    amount: oneMore.has(i) ? amount.plus(unit) : amount,
  }))
  return shares.filter(({ amount }) => !amount.isZero())
}
