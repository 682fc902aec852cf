import { isUser, type Posting } from '../../ledger/entry.ts'
import type { Draft } from '../draft.ts'
import type { EngineEvent, Filled } from '../event.ts'
import { costOf, profitOf } from '../position/position.ts'
import { moneyScale } from '../state.ts'
import { markOf } from './fill-price.ts'
import type { FundFlow, LiquidationFill, LiquidationStepFacts } from './step.ts'
import { pricedIn } from './trade.ts'

type Happened = Pick<LiquidationStepFacts, 'cancelled' | 'fills' | 'flows'>

/** What a step did to an account, read from the events it made: those from the `from`-th on. */
export function happenedTo(draft: Draft, account: string, from: number): Happened {
  const own = draft.events.slice(from)
  return {
    cancelled: own.flatMap((event) =>
      event.type === 'order-released' && event.account === account ? [event.order] : [],
    ),
    fills: own.flatMap((event) => (event.type === 'filled' && event.account === account ? [fillOf(draft, event)] : [])),
    flows: own.flatMap((event) => flowsOf(draft, event, account)),
  }
}

function fillOf(draft: Draft, { symbol, contracts, price, fee, why }: Filled): LiquidationFill {
  const priced = pricedIn({ draft }, symbol)
  const mark = markOf(priced, draft.core)
  const against = why === 'deleveraging' ? 'deleveraged' : 'market'
  return { symbol, contracts, price, mark, fee, settle: priced.instrument.settle, against }
}

function flowsOf(draft: Draft, event: EngineEvent, account: string): readonly FundFlow[] {
  if (event.type === 'filled' && event.account === account && event.why === 'deleveraging')
    return [deleveraged(draft, event)]
  if (event.type !== 'posted') return []
  const { cause, postings } = event.entry
  if (cause !== 'bankruptcy' && cause !== 'surplus' && cause !== 'socialised') return []
  const own = postings.filter(({ holder }) => holder === account)
  return own.map(({ asset, amount }) => ({ with: bearerOf(postings, account), asset, amount }))
}

function bearerOf(postings: readonly Posting[], account: string): FundFlow['with'] {
  const others = postings.map(({ holder }) => holder).filter((holder) => holder !== account)
  if (others.some(isUser)) return 'socialised'
  return others.includes('@fund') ? 'fund' : 'venue'
}

/** What those who were deleveraged gave up against the mark; their loss is this account's gain. */
function deleveraged(draft: Draft, { symbol, contracts, price }: Filled): FundFlow {
  const priced = pricedIn({ draft }, symbol)
  const { instrument } = priced
  const gain = profitOf(instrument, contracts, costOf(instrument, contracts, price), markOf(priced, draft.core))
  return { with: 'deleveraged', asset: instrument.settle, amount: gain.rounded(moneyScale, 'down') }
}
