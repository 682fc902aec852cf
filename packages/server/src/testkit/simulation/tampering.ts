import { type Cause, type Decimal, type engine, moved, type Posting } from '@plimsoll/core'

/** An outcome of which some events are told otherwise, or not at all. */
export function adjusted(
  outcome: engine.Outcome,
  change: (event: engine.EngineEvent) => engine.EngineEvent | undefined,
): engine.Outcome {
  const events = outcome.events.flatMap((event) => change(event) ?? [])
  return { ...outcome, events }
}

/** As if each posting of a cause to an account had been `more`: in its event, in what is told of it, and in the balances. */
export function paidMore(
  state: engine.EngineState,
  outcome: engine.Outcome,
  cause: Cause,
  more: Decimal,
): engine.Outcome {
  let paid: Decimal | undefined
  return adjusted(outcome, (event) => {
    if (event.type === 'posted' && event.entry.cause === cause && event.entry.postings.length === 2) {
      const to = event.entry.postings.find(({ holder }) => !holder.startsWith('@'))
      const from = event.entry.postings.find(({ holder }) => holder.startsWith('@'))
      if (to === undefined || from === undefined) return event
      const extra = moved({ cause, asset: to.asset, amount: more, from: from.holder, to: to.holder })
      for (const posting of extra.postings) book(state, posting)
      paid = more
      const postings = event.entry.postings.map((posting) => ({
        ...posting,
        amount: posting.amount.plus(posting === to ? more : more.negated()),
      }))
      return { ...event, entry: { ...event.entry, postings } }
    }
    if (event.type !== 'filled' || paid === undefined || cause !== 'realised') return event
    const realised = event.realised.plus(paid)
    paid = undefined
    return { ...event, realised }
  })
}

function book(state: engine.EngineState, { holder, asset, amount }: Posting): void {
  const account = state.accounts.get(holder)
  if (account === undefined) {
    const key = `${holder} ${asset}`
    state.books.set(key, state.books.get(key)?.plus(amount) ?? amount)
    return
  }
  const balance = account.balances.get(asset)?.plus(amount) ?? amount
  state.accounts.set(holder, { ...account, balances: new Map(account.balances).set(asset, balance) })
}
