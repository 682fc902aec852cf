import type { Asset } from '../market/instrument.ts'
import type { Decimal } from '../num/decimal.ts'
import { bookBalance, type Draft } from './draft.ts'
import { emit, post } from './emit.ts'

/** Pays a loss beyond an isolated margin: the fund as far as it reaches, the venue the rest. */
export function coverIsolated(draft: Draft, account: string, asset: Asset, loss: Decimal): void {
  const fund = bookBalance(draft, '@fund', asset)
  const byFund = fund.compare(loss) >= 0 ? loss : fund.sign() > 0 ? fund : loss.minus(loss)
  post(draft, { cause: 'bankruptcy', asset, amount: byFund, from: '@fund', to: account })
  const rest = loss.minus(byFund)
  if (rest.isZero()) return
  post(draft, { cause: 'bankruptcy', asset, amount: rest, from: '@venue', to: account })
  emit(draft, { type: 'loss-uncovered', account, asset, amount: rest })
}
