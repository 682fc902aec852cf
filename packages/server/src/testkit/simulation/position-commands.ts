import { venues } from '@plimsoll/core'
import { clientKinds } from './clients.ts'
import type { Fields } from './listings.ts'
import { decimal } from './market-path.ts'
import type { Maker } from './world.ts'

/** Commands about how an account is margined. Many are refused, and must be. */
export const positionCommands: readonly Maker[] = [
  ({ random, clients }) => {
    const { id, kind } = random.pick(clients)
    const leverage = random.pick([1, 2, 5, 10, 20, 50])
    return { type: 'set-leverage', account: id, symbol: random.pick(kind.symbols), leverage }
  },
  ({ random, state }) => {
    const isolated = [...state().accounts.values()].flatMap(({ id, positions }) =>
      [...positions.values()]
        .filter(({ isolatedMargin }) => isolatedMargin !== undefined)
        .map(({ symbol, side }) => ({ account: id, symbol, ...(side === undefined ? {} : { side }) })),
    )
    if (isolated.length === 0) return undefined
    return { type: 'add-margin', ...random.pick(isolated), amount: decimal(random.between(-400, 800), 4) }
  },
  ({ random, clients }) => {
    const { id, kind } = random.pick(clients)
    return { type: 'set-isolated', account: id, symbol: random.pick(kind.symbols), isolated: random.chance(0.7) }
  },
  ({ random, clients }) => ({
    type: 'set-hedge-mode',
    account: random.pick(clients).id,
    hedge: random.chance(0.6),
  }),
  ({ random, clients }) => ({
    type: 'accept-disclosure',
    account: random.pick(clients).id,
    disclosure: random.pick(['portfolio-margin', 'liquidation']),
  }),
  ({ random, clients }) => {
    const { mode, model } = random.pick(clientKinds)
    return { type: 'switch-mode', account: random.pick(clients).id, mode, model }
  },
  ({ random, clients, now }) => {
    const { model } = random.pick(clientKinds)
    const whose: Fields = random.chance(0.7)
      ? { account: random.pick(clients).id }
      : { ofModel: random.pick(clientKinds).model }
    return { type: 'change-rules', ...whose, model, effectiveAt: now() + random.pick([0, 60_000, 600_000]) }
  },
  ({ random }) => ({
    type: 'configure',
    config: { liquidationFeeFrac: random.pick([0.002, 0.005, 0.01]), restoreUse: random.pick([0.8, 0.9]) },
  }),
  ({ random }) => ({
    type: 'configure',
    config: {},
    liquidity: {
      '*': {
        halfSpreadFrac: 0.0002,
        impactFrac: random.pick([0.001, 0.01]),
        depthNotional: random.pick([100_000, 1_000_000]),
        slippageMaxFrac: 0.1,
      },
    },
  }),
  ({ random }) => ({ type: 'define-parameters', name: `own-${random.below(3)}`, document: ownParameters }),
  ({ random, now }) => ({
    type: 'change-rules',
    ofModel: ownModel,
    model: ownModel,
    set: `own-${random.below(3)}`,
    effectiveAt: now() + random.pick([0, 60_000]),
  }),
]

const ownModel = 'generic/cross'

/** A model's current set under a name of one's own. */
const ownParameters: Fields = {
  format: 'plimsoll-params/1',
  model: ownModel,
  set: 'own',
  provenance: 'assumed',
  source: 'a simulation',
  exceptions: [],
  parameters: venues()
    .flatMap(({ models }) => models)
    .find(({ name }) => name === ownModel)?.sets[0]?.parameters,
}
