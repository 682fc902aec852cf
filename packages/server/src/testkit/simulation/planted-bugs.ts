import { Decimal, type engine } from '@plimsoll/core'
import type { Journal, JournalRow } from '../../journal/journal.ts'
import type { Law } from './audit/law.ts'
import type { DiskJournal } from './disk-journal.ts'
import type { Surroundings } from './incarnation.ts'
import { adjusted, paidMore } from './tampering.ts'

type Apply = typeof engine.apply

/** A bug that the simulation must find, and the law it must break. */
export interface PlantedBug {
  readonly name: string
  readonly law: Law
  readonly surroundings?: Surroundings
  /** In the engine itself: what takes the place of `apply`. */
  readonly apply?: (apply: Apply) => Apply
  /** Other parts of the engine that something takes the place of. */
  readonly parts?: (real: typeof engine) => Partial<typeof engine>
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'the disk is never synced',
    law: 'durable',
    surroundings: { disk: (disk) => ({ ...disk, sync: () => undefined }) },
  },
  {
    name: 'a batch is acknowledged before it is written',
    law: 'durable',
    surroundings: {
      journal: withJournal((journal) => ({
        append: async (expected, batch) => {
          journal.append(expected, batch).catch(() => undefined)
          return { sequence: expected + batch.rows.length, hash: '' }
        },
      })),
    },
  },
  {
    name: 'a failed sync is tried again and believed',
    law: 'durable',
    surroundings: {
      journal: withJournal((journal) => ({
        append: (expected, batch) =>
          journal.append(expected, batch).catch(() => ({ sequence: expected + batch.rows.length, hash: '' })),
      })),
    },
  },
  {
    name: 'keys are forgotten, so that a repeat is done again',
    law: 'once',
    surroundings: {
      journal: withJournal((journal) => ({
        find: async () => undefined,
        append: (expected, batch) => {
          const known = new Set(journal.durable.map(({ key }) => key))
          const rows = batch.rows.map((row) => ({ ...row, key: known.has(row.key) ? undefined : row.key }))
          return journal.append(expected, { ...batch, rows })
        },
      })),
    },
  },
  {
    name: 'the answer under a key is another one’s',
    law: 'same-answer',
    surroundings: {
      journal: withJournal((journal) => ({
        find: async (key) => {
          const found = await journal.find(key)
          return found && { ...found, reply: found.reply?.replace('"done":true', '"done":false') }
        },
      })),
    },
  },
  {
    name: 'a snapshot forgets the open orders',
    law: 'replay',
    surroundings: {
      journal: withSnapshot((state) => ({
        ...state,
        accounts: state.accounts.map((account) => ({ ...account, orders: [] })),
      })),
    },
  },
  {
    name: 'a snapshot forgets the funding indexes',
    law: 'replay',
    surroundings: { journal: withSnapshot((state) => ({ ...state, core: { ...state.core, fundingIndexes: [] } })) },
  },
  {
    name: 'two commands change places in a replay',
    law: 'replay',
    surroundings: {
      journal: withJournal((journal) => ({
        read: async function* read(from) {
          const rows: JournalRow[] = []
          for await (const row of journal.read(from)) rows.push(row)
          for (let i = 0; i < rows.length; i += 2) yield* rows.slice(i, i + 2).reverse()
        },
      })),
    },
  },
  {
    name: 'after a standstill something else than resume is journaled',
    law: 'resume',
    surroundings: {
      journal: withJournal((journal) => ({
        append: (expected, batch) => {
          const rows = batch.rows.map((row) => ({
            ...row,
            body: row.body.replace('"resume"', '"configure","config":{}'),
          }))
          return journal.append(expected, { ...batch, rows })
        },
      })),
    },
  },
  {
    name: 'prices from before a standstill count as fresh',
    law: 'stale',
    apply: (apply) => (state, command, rules) => {
      if (command.type !== 'resume') return apply(state, command, rules)
      const { freshFrom } = state.core
      const outcome = apply(state, command, rules)
      state.core = { ...state.core, freshFrom }
      return outcome
    },
  },
  {
    name: 'a posting of a fee is dropped from the events',
    law: 'ledger',
    apply: (apply) => (state, command, rules) =>
      adjusted(apply(state, command, rules), (event) =>
        event.type === 'posted' && event.entry.cause === 'fee' ? undefined : event,
      ),
  },
  {
    name: 'a deposit is posted on one side',
    law: 'balanced',
    apply: (apply) => (state, command, rules) =>
      adjusted(apply(state, command, rules), (event) =>
        event.type === 'posted' && event.entry.cause === 'deposit'
          ? { ...event, entry: { ...event.entry, postings: event.entry.postings.slice(1) } }
          : event,
      ),
  },
  {
    name: 'a trade is booked and not told',
    law: 'equity',
    apply: (apply) => (state, command, rules) =>
      adjusted(apply(state, command, rules), (event) =>
        event.type === 'filled' && !event.fee.isZero() && event.contracts.sign() < 0 ? undefined : event,
      ),
  },
  {
    name: 'a cancelled order is not told',
    law: 'orders',
    apply: (apply) => (state, command, rules) =>
      adjusted(apply(state, command, rules), (event) => (event.type === 'order-released' ? undefined : event)),
  },
  {
    name: 'funding has its sign swapped',
    law: 'funding',
    apply: (apply) => (state, command, rules) =>
      apply(state, command.type === 'funding' ? { ...command, rateFrac: command.rateFrac.negated() } : command, rules),
  },
  {
    name: 'a profit is rounded for the account',
    law: 'rounding',
    apply: (apply) => (state, command, rules) => {
      const outcome = apply(state, command, rules)
      return command.type === 'fill' ? paidMore(state, outcome, 'realised', unit) : outcome
    },
  },
  {
    name: 'a liquidation does not ask how old its prices are',
    law: 'stale',
    apply: (apply) => (state, command, rules) =>
      command.type === 'liquidate'
        ? withConfig(apply, state, command, rules, { staleAfterMs: 1e12 })
        : apply(state, command, rules),
  },
  {
    name: 'a liquidation begins above the line',
    law: 'line',
    surroundings: {
      rules: (rules) => ({
        ...rules,
        modelOf: (account, parameters) => {
          const made = rules.modelOf(account, parameters)
          if (!made.ok) return made
          const model = made.value
          return { ok: true, value: { ...model, pools: (priced) => model.pools(priced).map(triggeredEarly) } }
        },
      }),
    },
  },
  {
    name: 'the server that liquidates by itself looks at nobody',
    law: 'attended',
    parts: () => ({ dangerWatch: () => ({ note: () => undefined, dangers: () => [] }) }),
  },
  {
    name: 'a model fails over an account that owes',
    law: 'no-bug',
    surroundings: {
      rules: (rules) => ({
        ...rules,
        modelOf: (account, parameters) => {
          const made = rules.modelOf(account, parameters)
          return made.ok
            ? { ok: true, value: { ...made.value, pools: (priced) => made.value.pools(solvent(priced)) } }
            : made
        },
      }),
    },
  },
  {
    name: 'the watcher of accounts takes no note of prices',
    law: 'watched',
    parts: ({ accountWatcher }) => ({
      accountWatcher: (...told) => {
        const watcher = accountWatcher(...told)
        return { ...watcher, note: (events) => watcher.note(events.filter(({ type }) => type !== 'priced')) }
      },
    }),
  },
  {
    name: 'the fund pays a unit more than was lost',
    law: 'loss-order',
    apply: (apply) => (state, command, rules) => {
      const outcome = apply(state, command, rules)
      return command.type === 'liquidate' ? paidMore(state, outcome, 'bankruptcy', unit) : outcome
    },
  },
  {
    name: 'who is deleveraged trades to the wrong side',
    law: 'deleveraging',
    apply: (apply) => (state, command, rules) => {
      const outcome = apply(state, command, rules)
      if (command.type !== 'liquidate') return outcome
      return adjusted(outcome, (event) => {
        if (event.type !== 'position-changed' || event.account === command.account || !event.was) return event
        const { was, now, account, key } = event
        const grown = { ...was, contracts: was.contracts.plus(was.contracts).minus(now?.contracts ?? Decimal.zero) }
        const holder = state.accounts.get(account)
        if (holder !== undefined)
          state.accounts.set(account, { ...holder, positions: new Map(holder.positions).set(key, grown) })
        return { ...event, now: grown }
      })
    },
  },
  {
    name: 'an account that cannot be priced may place orders',
    law: 'unknown',
    apply: (apply) => (state, command, rules) =>
      command.type === 'order'
        ? withConfig(apply, state, command, rules, { staleAfterMs: 1e12 })
        : apply(state, command, rules),
  },
  {
    name: 'an order that only closes is refused on stale prices',
    law: 'reducing',
    apply: (apply) => (state, command, rules) =>
      command.type === 'order' && command.order.reduceOnly
        ? apply(state, { ...command, order: { ...command.order, reduceOnly: false } }, rules)
        : apply(state, command, rules),
  },
  {
    name: 'a jump of the price is believed at once',
    law: 'prices',
    apply: (apply) => (state, command, rules) =>
      command.type === 'prices'
        ? withConfig(apply, state, command, rules, { jumpMaxFrac: 1e6 })
        : apply(state, command, rules),
  },
  {
    name: 'a withdrawal that is refused is booked all the same',
    law: 'refused',
    apply: (apply) => (state, command, rules) => {
      const outcome = apply(state, command, rules)
      const account = command.type === 'withdraw' ? state.accounts.get(command.account) : undefined
      if (outcome.done || account === undefined || command.type !== 'withdraw') return outcome
      const balance = (account.balances.get(command.asset) ?? Decimal.zero).minus(command.amount)
      state.accounts.set(account.id, { ...account, balances: new Map(account.balances).set(command.asset, balance) })
      return outcome
    },
  },
]

const unit = Decimal.of('0.00000001')

/** A journal of which some calls do something else. */
export function withJournal(change: (journal: DiskJournal) => Partial<Journal>): (journal: DiskJournal) => Journal {
  return (journal) => ({ ...journal, ...change(journal) })
}

interface StateRows {
  readonly core: object
  readonly accounts: readonly object[]
}

function withSnapshot(change: (state: StateRows) => StateRows): (journal: DiskJournal) => Journal {
  return withJournal((journal) => ({
    latestSnapshot: async () => {
      const kept = await journal.latestSnapshot()
      return kept && { ...kept, state: JSON.stringify(change(JSON.parse(kept.state) as StateRows)) }
    },
  }))
}

/** Applies one command under another setting and with standstills forgotten, both set back afterwards. */
function withConfig(
  apply: Apply,
  state: engine.EngineState,
  command: engine.Command,
  rules: engine.EngineRules,
  change: Partial<engine.EngineConfig>,
): engine.Outcome {
  const { config, freshFrom } = state.core
  state.core = { ...state.core, config: { ...config, ...change }, freshFrom: 0 }
  const outcome = apply(state, command, rules)
  state.core = { ...state.core, config, freshFrom }
  return outcome
}

function solvent<A extends { readonly balances: readonly { readonly amount: number }[] }>(account: A): A {
  if (account.balances.some(({ amount }) => amount < 0)) throw new TypeError('an account must not owe')
  return account
}

function triggeredEarly<P extends { readonly trigger: number }>(pool: P): P {
  return { ...pool, trigger: pool.trigger / 2 }
}
