import type { ParameterSet } from '../../margin/model.ts'
import type { OptionRates, SizeRate, StandardParameters, TierRate } from './parameters.ts'
import { haircutExceptions, standardCollateral } from './params.ts'

type Exceptions = ParameterSet<unknown>['exceptions']

/** The same for inverse and linear options, and in every set. */
export const optionRates: OptionRates = { initialFrac: 0.15, initialFloorFrac: 0.1, maintenanceFrac: 0.075 }

const optionExceptions: Exceptions = ['/inverseOption', '/linearOption'].map((path) => ({
  path,
  provenance: 'third-party',
  source: 'Standard Margin, support.deribit.com article 25944811528477, as several users’ code of 2026 applies it',
}))

const common: Omit<StandardParameters, 'futures'> = {
  inverseOption: optionRates,
  linearOption: optionRates,
  collateral: standardCollateral,
  haircutOn: 'initial',
}

const commonExceptions: Exceptions = [
  ...optionExceptions,
  ...haircutExceptions,
  {
    path: '/haircutOn',
    provenance: 'published',
    source: 'support.deribit.com: haircuts are for the purpose of initial margin',
  },
]

function bothKinds(initialFrac: number, maintenanceFrac: number, increasePerCoinFrac: number) {
  const rate: SizeRate = { form: 'size', initialFrac, maintenanceFrac, increasePerCoinFrac }
  return { perpetual: rate, future: rate }
}

const bySize: ParameterSet<StandardParameters> = {
  set: '2022-01-11',
  provenance: 'published',
  source: 'support.deribit.com, article 25944826427293 (11 January 2022), in force until the tiers of 2026',
  exceptions: [
    {
      path: '/futures/SOL/perpetual',
      provenance: 'published',
      source: 'support.deribit.com, article 25944738177565 (Linear Perpetual), undated, seen 2026-11-22',
    },
    { path: '/futures/SOL/future', provenance: 'assumed', source: 'as its perpetual; the venue lists none' },
    ...commonExceptions,
  ],
  parameters: {
    futures: {
      BTC: bothKinds(0.02, 0.01, 0.00005),
      ETH: bothKinds(0.02, 0.01, 0.000004),
      SOL: bothKinds(0.04, 0.02, 0.000005),
    },
    ...common,
  },
}

const tierOver: Pick<TierRate, 'form' | 'maintenanceOverInitial'> = { form: 'tier', maintenanceOverInitial: 2 / 3 }
const unknownCurve = { leverageMin: null, flatToFrac: null, fallsToFrac: null, positionMaxCoins: null }

const byTier: ParameterSet<StandardParameters> = {
  set: '2026-09-24',
  provenance: 'third-party',
  source:
    'Standard Margin, support.deribit.com article 25944811528477, as quoted by a user on 2026-09-30; PARTIAL: of the tiers of contracts, that of dated BTC futures alone',
  exceptions: [
    {
      path: '/futures/BTC/future/fallsToFrac',
      provenance: 'assumed',
      source:
        'between C3·NMax and C4·NMax the leverage is taken to fall in a straight line; the venue’s curve is not known here',
    },
    {
      path: '/futures/BTC/future/positionMaxCoins',
      provenance: 'third-party',
      source: 'position limit of the linear contract; assumed for the inverse one',
    },
    ...commonExceptions,
  ],
  parameters: {
    futures: {
      BTC: {
        perpetual: { ...tierOver, leverageMax: 50, ...unknownCurve },
        future: {
          ...tierOver,
          leverageMax: 25,
          leverageMin: 4,
          flatToFrac: 0.03,
          fallsToFrac: 0.35,
          positionMaxCoins: 885,
        },
      },
    },
    ...common,
  },
}

const before2022: ParameterSet<StandardParameters> = {
  set: '2022-01-10',
  provenance: 'published',
  source: 'support.deribit.com, article 25944826427293 (11 January 2022), which names the rates it replaces',
  exceptions: commonExceptions,
  parameters: {
    futures: { BTC: bothKinds(0.01, 0.00525, 0.00005), ETH: bothKinds(0.02, 0.01, 0.000002) },
    ...common,
  },
}

/** The set in force when none is named is the last one that is whole: the tiers that replaced it are known in part. */
export const standardSets: readonly ParameterSet<StandardParameters>[] = [bySize, byTier, before2022]
