import type { Asset } from '../../market/instrument.ts'
import type { Decimal } from '../../num/decimal.ts'
import { bookBalance, type Draft } from '../draft.ts'
import { emit, post } from '../emit.ts'
import { socialise } from './socialise.ts'

/**
 * Pays a loss beyond what an account can bear, such as that of an isolated position beyond its margin: the fund as far as
 * it reaches, then those who profit, the venue the rest. Nobody is deleveraged here: that comes before the loss is made.
 */
export function coverLoss(draft: Draft, account: string, asset: Asset, loss: Decimal): void {
  const fund = bookBalance(draft, '@fund', asset)
  const byFund = fund.compare(loss) >= 0 ? loss : fund.sign() > 0 ? fund : loss.minus(loss)
  post(draft, { cause: 'bankruptcy', asset, amount: byFund, from: '@fund', to: account })
  const owed = loss.minus(byFund)
  if (owed.isZero()) return
  const rest = owed.minus(socialise(draft, account, asset, owed))
  if (rest.isZero()) return
  post(draft, { cause: 'bankruptcy', asset, amount: rest, from: '@venue', to: account })
  emit(draft, { type: 'loss-uncovered', account, asset, amount: rest })
}
